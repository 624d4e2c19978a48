import { z } from 'zod';
import { defineQueue, type JobOf, KEPT } from './contract.js';

/** poller → mapper: this source record, or what bears on it, has changed. */
export const MapQueue = defineQueue({
  name: 'map',
  schema: z.object({ sourceRecordId: z.uuid() }),
  key: ({ sourceRecordId }) => sourceRecordId,
  options: { ...KEPT, attempts: 5, backoff: { type: 'exponential', delay: 1_000, jitter: 0.5 } },
});

export type MapJob = JobOf<typeof MapQueue>;
