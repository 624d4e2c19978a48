import { RemoteError } from '#libs/cin7';

const FAILURES_MAX = 6;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 10 * 60_000;
/** Refusals in a row, without a page read in between, that may be of the last minute's calls. */
const REFUSALS_OF_A_MINUTE = 3;
const FIRST_QUOTA_WAIT_MS = 60_000;
const LONGEST_QUOTA_WAIT_MS = 60 * 60_000;

export interface AfterFailure {
  /** Null: the run has failed, and the timetable's next run starts from the same watermark. */
  readonly waitMs: number | null;
  /** The provider asked for a pause: no failure, but counted as one in a row. */
  readonly isRefusal: boolean;
  /** Nobody else should call the account meanwhile, either. */
  readonly closesAccount: boolean;
  readonly why: string;
}

/** What a run has met before, with no page read in between. */
export interface FailuresBefore {
  readonly failures: number;
  readonly refusals: number;
}

/** What becomes of a run after an error. Nothing is lost either way: the watermark has not moved. */
export function afterFailure(
  error: unknown,
  { failures, refusals }: FailuresBefore,
  isMetered: boolean,
): AfterFailure {
  const why = error instanceof Error ? error.message : String(error);
  if (error instanceof RemoteError && error.failure === 'throttled')
    return { ...afterRefusal(error, isMetered ? refusals : 0), isRefusal: true, why };
  const failed = { isRefusal: false, closesAccount: false, why };
  const isFinal =
    error instanceof RemoteError && ['unauthorised', 'locked-out', 'rejected'].includes(error.failure);
  if (isFinal || failures + 1 >= FAILURES_MAX) return { ...failed, waitMs: null };
  const waitMs = Math.min(FIRST_WAIT_MS * 2 ** failures, LONGEST_WAIT_MS);
  const askedMs = error instanceof RemoteError ? (error.retryAfterMs ?? 0) : 0;
  return { ...failed, waitMs: Math.max(waitMs, askedMs) };
}

/**
 * A run is never given up for a pause. Refused again and again, it is the month's quota of metered reads that is used up,
 * and QuickBooks still takes writes: they must not wait for us to ask ever again. Source: Intuit, App Partner Program
 * (CorePlus calls are refused over the quota, Core calls are not).
 */
function afterRefusal(
  { retryAfterMs }: RemoteError,
  refusalsBefore: number,
): Pick<AfterFailure, 'waitMs' | 'closesAccount'> {
  const askedMs = retryAfterMs ?? LONGEST_WAIT_MS;
  if (refusalsBefore < REFUSALS_OF_A_MINUTE) return { waitMs: askedMs, closesAccount: true };
  const waitMs = FIRST_QUOTA_WAIT_MS * 2 ** (refusalsBefore - REFUSALS_OF_A_MINUTE);
  return { waitMs: Math.max(askedMs, Math.min(waitMs, LONGEST_QUOTA_WAIT_MS)), closesAccount: false };
}
