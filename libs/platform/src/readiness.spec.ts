import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { PinoLogger } from 'nestjs-pino';
import { Readiness } from './readiness.js';
import type { ReadinessCheck } from './readiness-check.js';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const passing: ReadinessCheck = { name: 'redis', check: async () => undefined };
const failing: ReadinessCheck = { name: 'database', check: () => Promise.reject(new Error('refused')) };
const hanging: ReadinessCheck = { name: 'quickbooks', check: () => new Promise(() => undefined) };

function setup(checks: readonly ReadinessCheck[]) {
  const logged: unknown[] = [];
  const logger = { setContext: () => undefined, warn: (fields: unknown) => logged.push(fields) };
  return { readiness: new Readiness(checks, logger as unknown as PinoLogger), logged };
}

describe('readiness', () => {
  it('is given when nothing fails', async () => {
    await expect(setup([passing]).readiness.failing()).resolves.toEqual([]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('names all that fails, and logs why', async () => {
    const { readiness, logged } = setup([passing, failing]);
    await expect(readiness.failing()).resolves.toEqual(['database']);
    expect(logged).toEqual([{ err: new Error('refused'), check: 'database' }]);
  });

  it('gives a check two seconds', async () => {
    const { readiness } = setup([hanging, passing]);
    const answer = readiness.failing();
    await jest.advanceTimersByTimeAsync(2_000);
    await expect(answer).resolves.toEqual(['quickbooks']);
  });

  it('ends when the service begins to stop', async () => {
    const { readiness } = setup([passing]);
    readiness.onModuleDestroy();
    await expect(readiness.failing()).resolves.toEqual(['stopping']);
  });
});
