import { z } from 'zod';
import { defineQueue, type JobOf, KEPT } from './contract.js';

/** mapper → writer: this posting is ready to go to QuickBooks, or its fate is to be looked up. */
export const WriteQueue = defineQueue({
  name: 'write',
  schema: z.object({ postingId: z.uuid() }),
  key: ({ postingId }) => postingId,
  options: { ...KEPT, attempts: 5, backoff: { type: 'exponential', delay: 5_000, jitter: 0.5 } },
});

export type WriteJob = JobOf<typeof WriteQueue>;
