import { defineTurnQueue } from './turn.js';

/** mapper, console → writer: postings of this pipeline are ready to go to QuickBooks, or their fate is to be looked up. */
export const WriteQueue = defineTurnQueue('write', 4);
