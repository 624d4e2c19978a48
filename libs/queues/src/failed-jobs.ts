import { createHash } from 'node:crypto';
import type { Job } from 'bullmq';
import type { QueueContract } from './contract.js';

/** An attempt at a job that threw, in words for people. */
export interface FailedJob {
  readonly queue: string;
  /** The job's key: the same work has the same. For a job that breaks the contract a hash of what it carries. */
  readonly subject: string;
  /** The row that the job is about; null where the job does not say. */
  readonly subjectId: string | null;
  /** What it carried, as JSON, cut. */
  readonly data: string;
  readonly reason: string;
  /** The queue has given the job up; the sweep rings again as long as the row waits. */
  readonly final: boolean;
}

/** Keeps failures where people look: Redis forgets them, and nobody reads its list of them. */
export interface FailedJobs {
  keep(failed: FailedJob): Promise<void>;
  /** Whether it will pass by itself, as a database that is away or a deadlock does: then it says nothing of the row that met it. */
  passes(error: unknown): boolean;
}

/** The injection token of the service's FailedJobs. */
export const FAILED_JOBS = Symbol('FAILED_JOBS');

const DATA_MAX = 500;
const REASON_MAX = 1_000;

export function failedJobOf(contract: QueueContract, job: Job, error: Error): FailedJob {
  const parsed = contract.schema.safeParse(job.data);
  const data = JSON.stringify(job.data) ?? '';
  return {
    queue: contract.name,
    subject: parsed.success
      ? contract.key(parsed.data)
      : createHash('sha256').update(data).digest('hex').slice(0, 16),
    subjectId: parsed.success ? (contract.subjectId ?? contract.key)(parsed.data) : null,
    data: textOf(data, DATA_MAX),
    reason: textOf(error.message, REASON_MAX),
    final: job.finishedOn !== undefined,
  };
}

/** The failure of one row in a turn that went on without it. */
export function failedRowOf({ name }: QueueContract, rowId: string, error: unknown): FailedJob {
  const reason = textOf(error instanceof Error ? error.message : String(error), REASON_MAX);
  return { queue: name, subject: rowId, subjectId: rowId, data: '{}', reason, final: false };
}

/** Postgres keeps no NUL. */
function textOf(text: string, max: number): string {
  return text.slice(0, max).replaceAll('\0', '');
}
