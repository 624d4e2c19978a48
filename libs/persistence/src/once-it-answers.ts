/** Longer than a restart of Postgres takes, shorter than the lease of a write that is held meanwhile. */
const LIMIT_MS = 45_000;
const STEP_MS = 500;

/** Classes of SQLSTATE for a server that is away, coming, going, full, or not to be written to for now. */
const AWAY = /^(?:08\w{3}|57P0[1-5]|53\w{3}|25006|40001|40P01|55P03)$/;
const AWAY_SOCKET = /^(?:ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH)$/;
const AWAY_WORDS =
  /connection terminated|connection timeout|timeout exceeded|Client has encountered|was silent/i;

/**
 * What ends a piece of work (keeping an answer, giving a claim back) is said again until Postgres has heard it: else the row
 * would wait for the end of its lease. Only for statements that name their lease, so that hearing them twice is harmless:
 * an answer to a commit may have been lost.
 */
export async function onceItAnswers<Answer>(
  work: () => Promise<Answer>,
  limitMs = LIMIT_MS,
): Promise<Answer> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isAway(error) || performance.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, STEP_MS));
    }
  }
}

/** Whether the statement failed for what will pass, and not for what it says. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return AWAY.test(code) || AWAY_SOCKET.test(code) || AWAY_WORDS.test(error.message);
}
