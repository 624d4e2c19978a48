import { describe, expect, it } from '@jest/globals';
import { isAway, onceItAnswers } from './once-it-answers.js';

const failing = (code: string) => Object.assign(new Error('it failed'), { code });

describe('what is said until Postgres has heard it', () => {
  it.each([
    '57P01',
    '57P03',
    '08006',
    '53300',
    '25006',
    '40P01',
    '40001',
    '55P03',
    'ECONNREFUSED',
    'ECONNRESET',
  ])('G1f G3f G4f is said again after %s', async (code) => {
    const outcomes = [failing(code), null];
    await expect(
      onceItAnswers(async () => {
        const next = outcomes.shift();
        if (next) throw next;
        return 'heard';
      }),
    ).resolves.toBe('heard');
  });

  it.each(['23505', '42P01', '22P02', '23514'])(
    'is not said again after %s, which would fail again',
    async (code) => {
      let times = 0;
      const saying = onceItAnswers(async () => {
        times += 1;
        throw failing(code);
      });
      await expect(saying).rejects.toThrow('it failed');
      expect(times).toBe(1);
    },
  );

  it('knows the words of a driver that gives no code', () => {
    expect(isAway(new Error('Connection terminated unexpectedly'))).toBe(true);
    expect(isAway(new Error('timeout exceeded when trying to connect'))).toBe(true);
    expect(isAway(new TypeError('x is not a function'))).toBe(false);
  });

  it('is given up after its limit', async () => {
    await expect(onceItAnswers(() => Promise.reject(failing('57P03')), 1)).rejects.toThrow('it failed');
  });
});
