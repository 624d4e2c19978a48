import { describe, expect, it } from '@jest/globals';
import { nextLookUpSeconds } from './doubt-policy.js';

const POLICY = { lookUpSeconds: 60, settleSeconds: 21_600 };
const SENT = new Date('2026-11-20T10:00:00Z');
const after = (seconds: number) => new Date(SENT.getTime() + seconds * 1_000);

describe('when a lost answer is looked up again', () => {
  it.each([
    ['soon at first', 0, 60],
    ['ever more rarely', 300, 300],
    ['at least every half hour', 7_200, 1_800],
    ['once more right at the end of the settle window', 21_000, 601],
    ['never after it', 21_600, null],
  ] as const)('%s', (_when, elapsed, expected) => {
    expect(nextLookUpSeconds(POLICY, SENT, after(elapsed))).toBe(expected);
  });
});
