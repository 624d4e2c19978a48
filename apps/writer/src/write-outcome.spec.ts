import { describe, expect, it } from '@jest/globals';
import { RemoteError, type Written } from '#libs/quickbooks';
import { attemptOf, callOf, outcomeOf } from './write-outcome.js';

const WRITTEN: Written = { object: {}, id: '1', status: 200, traceId: 'tid' };

describe('what a call came to', () => {
  it.each([
    ['the document', async () => WRITTEN, 'posted'],
    [
      'a stale sync token',
      () => Promise.reject(new RemoteError('rejected', 'stale', { code: '5010' })),
      'stale',
    ],
    ['a refusal', () => Promise.reject(new RemoteError('rejected', 'no', { code: '6210' })), 'rejected'],
    ['a pause', () => Promise.reject(new RemoteError('throttled', 'wait')), 'throttled'],
    ['a refused token', () => Promise.reject(new RemoteError('unauthorised', 'token')), 'unauthorised'],
    ['a refused connection', () => Promise.reject(new RemoteError('not-sent', 'refused')), 'not-sent'],
    ['a lost answer', () => Promise.reject(new RemoteError('unknown', 'reset')), 'unknown'],
    [
      'an exception that says nothing about the write',
      () => Promise.reject(new TypeError('oops')),
      'unknown',
    ],
  ] as const)('%s', async (_what, work, outcome) => {
    const call = await callOf(work());
    expect(outcomeOf(call)).toBe(outcome);
    expect(attemptOf(call, new Date()).outcome).toBe(outcome);
  });
});
