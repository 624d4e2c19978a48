import type { Intended } from '../differences.js';

/** Where the emulator differs from the reference's examples everywhere, and why. */
export const quickBooksIntended: Intended = {};
