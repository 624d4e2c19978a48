import { describe, expect, it } from '@jest/globals';
import { RemoteError } from '#libs/cin7';
import { afterFailure } from './after-failure.js';

const throttled = (retryAfterMs: number) => new RemoteError('throttled', 'wait', { retryAfterMs });

describe('what becomes of a run after an error', () => {
  it.each([
    ['a refused key', new RemoteError('unauthorised', 'keys'), 0, null],
    ['a refused request', new RemoteError('rejected', 'no'), 0, null],
    ['a dead network, the first time', new RemoteError('not-sent', 'refused'), 0, 5_000],
    ['a dead network, the third time', new RemoteError('unknown', 'reset'), 2, 20_000],
    ['a dead network, too often', new RemoteError('unknown', 'reset'), 5, null],
    ['a server that is busy', new RemoteError('unknown', '503', { retryAfterMs: 9_000 }), 0, 9_000],
    ['a mistake of ours', new TypeError('oops'), 0, 5_000],
  ] as const)('%s', (_what, error, failures, waitMs) => {
    const expected = { waitMs, isRefusal: false, closesAccount: false, why: error.message };
    expect(afterFailure(error, { failures, refusals: 99 }, true)).toEqual(expected);
  });

  it.each([
    ['a pause of QuickBooks', throttled(7_000), 2, true, 7_000, true],
    ['the fourth in a row', throttled(7_000), 3, true, 60_000, false],
    ['the fourth in a row, a longer one', throttled(90_000), 3, true, 90_000, false],
    ['the sixth in a row', throttled(7_000), 5, true, 240_000, false],
    ['the hundredth in a row', throttled(7_000), 99, true, 3_600_000, false],
    ['the hundredth of Cin7, which meters nothing', throttled(7_000), 99, false, 7_000, true],
  ] as const)('%s', (_what, error, refusals, isMetered, waitMs, closesAccount) => {
    const expected = { waitMs, isRefusal: true, closesAccount, why: 'wait' };
    expect(afterFailure(error, { failures: 99, refusals }, isMetered)).toEqual(expected);
  });
});
