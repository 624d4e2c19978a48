import { z } from 'zod';
import { defineQueue, type JobOf, KEPT } from './contract.js';

/** sweep, console → writer: this file may go to its bill, or its fate is to be looked up. Apart from the bills, which wait for no file. */
export const AttachQueue = defineQueue({
  name: 'attach',
  schema: z.object({ attachmentId: z.uuid() }),
  key: ({ attachmentId }) => attachmentId,
  options: { ...KEPT, attempts: 5, backoff: { type: 'exponential', delay: 5_000, jitter: 0.5 } },
});

export type AttachJob = JobOf<typeof AttachQueue>;
