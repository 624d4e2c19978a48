import type { JobsOptions } from 'bullmq';
import type { z } from 'zod';

/** What a producer promises and a processor may rely on. One contract, one queue, one consuming app. */
export interface QueueContract<Job = unknown> {
  readonly name: string;
  /** Ids only: documents and decisions stay in Postgres. */
  readonly schema: z.ZodType<Job>;
  /** Jobs with the same key are the same work: while one waits, a second is not added. */
  key(job: Job): string;
  /** The id of the row that a job is about; without it the key is that id. */
  subjectId?(job: Job): string;
  readonly options: JobsOptions;
}

export type JobOf<Contract> = Contract extends QueueContract<infer Job> ? Job : never;

export function defineQueue<Job>(contract: QueueContract<Job>): QueueContract<Job> {
  return contract;
}

/** Jobs are doorbells: what they were about is in Postgres, so Redis keeps them for looking at only. */
export const KEPT: JobsOptions = {
  removeOnComplete: { age: 3_600, count: 1_000 },
  removeOnFail: { age: 7 * 86_400, count: 5_000 },
};
