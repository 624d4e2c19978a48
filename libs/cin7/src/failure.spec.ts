import { describe, expect, it } from '@jest/globals';
import { failureOf } from './failure.js';

const now = new Date('2026-11-20T10:15:42.500Z');
const exception = (text: string) => JSON.stringify([{ ErrorCode: 400, Exception: text }]);

function failure(status: number, body = '', headers: Record<string, string> = {}) {
  return failureOf({ status, body, headers, durationMs: 5 }, now);
}

describe('what an answer of Cin7 means', () => {
  it.each([
    ['429', 429, '', 'throttled'],
    ['503', 503, '', 'throttled'],
    [
      '400 that speaks of the limit',
      400,
      exception('You have reached 60 calls per 60 seconds API limit.'),
      'throttled',
    ],
    ['400 of a document', 400, exception('Purchase not found'), 'rejected'],
    ['401', 401, '', 'unauthorised'],
    ['403', 403, 'Incorrect credentials!', 'unauthorised'],
    ['404', 404, '', 'rejected'],
    ['405', 405, '{"Message":"The requested resource does not support http method \'PUT\'."}', 'rejected'],
    ['302 to a page', 302, '<html>moved</html>', 'unknown'],
    ['500', 500, exception('Object reference not set'), 'unknown'],
    ['502 of a gateway', 502, '<html>Bad Gateway</html>', 'unknown'],
  ])('%s', (_what, status, body, kind) => {
    expect(failure(status, body)).toMatchObject({ failure: kind, status });
  });

  it.each([200, 204])('%d is good', (status) => {
    expect(failure(status, '{}')).toBeNull();
  });

  it.each([
    [{ 'retry-after': '60 Seconds' }, 60_000],
    [{ 'retry-after': '7' }, 7_000],
    [{}, 17_500],
    [{ 'retry-after': 'soon' }, 17_500],
  ])('waits as told, or to the next full minute: %j', (headers, retryAfterMs) => {
    expect(failure(429, '', headers)?.retryAfterMs).toBe(retryAfterMs);
  });

  it.each([
    ['a list', exception('Purchase not found'), 'Purchase not found'],
    ['several', '[{"Exception":"one"},{"Exception":"two"}]', 'one; two'],
    ['an object', '{"ErrorCode":404,"Exception":"Category not found."}', 'Category not found.'],
    ['words', ' Incorrect\n credentials! ', 'Incorrect credentials!'],
    ['nothing', '', 'no reason given'],
    ['null', 'null', 'null'],
  ])('says why: %s', (_form, body, detail) => {
    expect(failure(400, body)?.detail).toBe(detail);
  });

  it('does not quote more than fits a screen', () => {
    expect(failure(400, 'x'.repeat(10_000))?.detail).toHaveLength(500);
  });
});
