import { z } from 'zod';
import { defineQueue, type JobOf, KEPT } from './contract.js';

/** console, webhooks or the timetable → poller: this sync run is to be worked on. */
export const PollQueue = defineQueue({
  name: 'poll',
  schema: z.object({ syncRunId: z.uuid() }),
  key: ({ syncRunId }) => syncRunId,
  options: { ...KEPT, attempts: 3, backoff: { type: 'exponential', delay: 5_000, jitter: 0.5 } },
});

export type PollJob = JobOf<typeof PollQueue>;
