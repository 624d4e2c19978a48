import { type HttpAnswer, RemoteError, retryAfterMs } from '#libs/http';

/** Cin7 counts calls by the minute and sometimes says so with 400. Source: live notes of July 2026. */
const LIMIT_TEXT = /60 calls per 60 seconds|API limit/i;

const MINUTE_MS = 60_000;
/** Their minute may begin a little later than ours. */
const WAIT_MIN_MS = 1_000;
const DETAIL_LENGTH = 500;

/** What an answer of Cin7 means for us, or null where it is good. Cin7 says «too many» in three ways. */
export function failureOf(answer: HttpAnswer, now: Date): RemoteError | null {
  const { status, body } = answer;
  if (status >= 200 && status < 300) return null;
  const detail = exceptionOf(body);
  const facts = { status, detail };
  if (status === 429 || status === 503 || (status === 400 && LIMIT_TEXT.test(body)))
    return new RemoteError('throttled', `Cin7 asks for a pause (${status})`, {
      ...facts,
      retryAfterMs: retryAfterMs(answer.headers, now) ?? untilNextMinute(now),
    });
  if (status === 401 || status === 403)
    return new RemoteError(
      'unauthorised',
      `Cin7 refuses the account id or application key (${status}: ${detail}). Check both under Integrations → Cin7 Core API and connect again.`,
      facts,
    );
  // A redirect leads to a page of the web site: a wrong address or maintenance, no word about this document.
  if (status >= 500 || status < 400)
    return new RemoteError('unknown', `Cin7 failed (${status}): ${detail}`, facts);
  return new RemoteError('rejected', `Cin7 refused the request (${status}): ${detail}`, facts);
}

function untilNextMinute(now: Date): number {
  return Math.max(WAIT_MIN_MS, MINUTE_MS - (now.getTime() % MINUTE_MS));
}

/** The text in `[{"ErrorCode":400,"Exception":"…"}]`, in one such object, or in a plain body. */
function exceptionOf(body: string): string {
  try {
    const parsed: unknown = JSON.parse(body);
    const entries = (Array.isArray(parsed) ? parsed : [parsed]) as {
      Exception?: unknown;
      Message?: unknown;
    }[];
    const texts = entries
      .map((entry) => entry?.Exception ?? entry?.Message)
      .filter((text) => typeof text === 'string');
    if (texts.length > 0) return texts.join('; ').slice(0, DETAIL_LENGTH);
  } catch {
    // Not JSON: the text itself is all there is.
  }
  return body.replace(/\s+/g, ' ').trim().slice(0, DETAIL_LENGTH) || 'no reason given';
}
