import type { Intended } from '../differences.js';

/** Where the emulator differs from the manual's examples everywhere, and why. */
export const cin7Intended: Intended = {};
