import { describe, expect, it } from '@jest/globals';
import { RemoteError } from '#libs/cin7';
import { afterFailure } from './after-failure.js';

describe('what becomes of a run after an error', () => {
  it.each([
    [
      'a pause that the provider asks for',
      new RemoteError('throttled', 'wait', { retryAfterMs: 7_000 }),
      4,
      7_000,
      false,
    ],
    ['a refused key', new RemoteError('unauthorised', 'keys'), 0, null, true],
    ['a refused request', new RemoteError('rejected', 'no'), 0, null, true],
    ['a dead network, the first time', new RemoteError('not-sent', 'refused'), 0, 5_000, true],
    ['a dead network, the third time', new RemoteError('unknown', 'reset'), 2, 20_000, true],
    ['a dead network, too often', new RemoteError('unknown', 'reset'), 5, null, true],
    ['a mistake of ours', new TypeError('oops'), 0, 5_000, true],
  ] as const)('%s', (_what, error, failuresBefore, waitMs, counts) => {
    expect(afterFailure(error, failuresBefore)).toEqual({ waitMs, counts, why: error.message });
  });
});
