import { describe, expect, it } from '@jest/globals';
import { RemoteError } from '#libs/cin7';
import { afterFailure } from './after-failure.js';

const throttled = (retryAfterMs: number) => new RemoteError('throttled', 'wait', { retryAfterMs });

describe('what becomes of a run after an error', () => {
  it.each([
    ['a pause that the provider asks for', throttled(7_000), 2, 7_000, true],
    ['a pause for the fourth time in a row', throttled(7_000), 3, 60_000, false],
    ['a longer pause for the fourth time in a row', throttled(90_000), 3, 90_000, false],
    ['a pause for the sixth time in a row', throttled(7_000), 5, 240_000, false],
    ['a pause for the hundredth time in a row', throttled(7_000), 99, 3_600_000, false],
    ['a refused key', new RemoteError('unauthorised', 'keys'), 0, null, false],
    ['a refused request', new RemoteError('rejected', 'no'), 0, null, false],
    ['a dead network, the first time', new RemoteError('not-sent', 'refused'), 0, 5_000, false],
    ['a dead network, the third time', new RemoteError('unknown', 'reset'), 2, 20_000, false],
    ['a dead network, too often', new RemoteError('unknown', 'reset'), 5, null, false],
    ['a server that is busy', new RemoteError('unknown', '503', { retryAfterMs: 9_000 }), 0, 9_000, false],
    ['a mistake of ours', new TypeError('oops'), 0, 5_000, false],
  ] as const)('%s', (_what, error, failuresBefore, waitMs, closesAccount) => {
    expect(afterFailure(error, failuresBefore)).toEqual({ waitMs, closesAccount, why: error.message });
  });
});
