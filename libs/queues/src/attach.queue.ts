import { defineTurnQueue } from './turn.js';

/** sweep, console → writer: files of this pipeline may go to their bills, which wait for no file. Files are held in memory: two at once. */
export const AttachQueue = defineTurnQueue('attach', 2);
