import { RemoteError } from '#libs/cin7';

const FAILURES_MAX = 6;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 10 * 60_000;

export interface AfterFailure {
  /** Null: the run has failed, and the timetable's next run starts from the same watermark. */
  readonly waitMs: number | null;
  /** A failure that counts towards giving up; a pause that a provider asks for does not. */
  readonly counts: boolean;
  readonly why: string;
}

/** What becomes of a run after an error. Nothing is lost either way: the watermark has not moved. */
export function afterFailure(error: unknown, failuresBefore: number): AfterFailure {
  const why = error instanceof Error ? error.message : String(error);
  if (error instanceof RemoteError) {
    if (error.failure === 'throttled')
      return { waitMs: error.retryAfterMs ?? LONGEST_WAIT_MS, counts: false, why };
    if (['unauthorised', 'locked-out', 'rejected'].includes(error.failure))
      return { waitMs: null, counts: true, why };
  }
  if (failuresBefore + 1 >= FAILURES_MAX) return { waitMs: null, counts: true, why };
  return { waitMs: Math.min(FIRST_WAIT_MS * 2 ** failuresBefore, LONGEST_WAIT_MS), counts: true, why };
}
