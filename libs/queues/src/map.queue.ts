import { defineTurnQueue } from './turn.js';

/** poller, console → mapper: source records of this pipeline, or what bears on them, have changed. Records of a turn are mapped side by side. */
export const MapQueue = defineTurnQueue('map', 1);
