import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { PinoLogger } from 'nestjs-pino';
import { Metrics } from './metrics.js';
import { SweepClock } from './sweep-clock.js';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

function setup() {
  const logged: unknown[] = [];
  const logger = { setContext: () => undefined, error: (...line: unknown[]) => logged.push(line) };
  const metrics = new Metrics('test');
  return { clock: new SweepClock(metrics, logger as unknown as PinoLogger), metrics, logged };
}

describe('the clock of the sweeps', () => {
  it('does not ring before the application is up', async () => {
    const { clock } = setup();
    let runs = 0;
    clock.every('early', 10, async () => void runs++);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(runs).toBe(0);
    clock.onApplicationBootstrap();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(runs).toBeGreaterThan(10);
    await clock.onModuleDestroy();
  });

  it('rings what is added later as well', async () => {
    const { clock } = setup();
    clock.onApplicationBootstrap();
    let runs = 0;
    clock.every('late', 10, async () => void runs++);
    await jest.advanceTimersByTimeAsync(100);
    expect(runs).toBeGreaterThan(1);
    await clock.onModuleDestroy();
  });

  it('logs and counts a failure, and goes on', async () => {
    const { clock, metrics, logged } = setup();
    let runs = 0;
    clock.every('ring-mapper', 100, async () => {
      runs += 1;
      if (runs === 1) throw new Error('no database');
    });
    clock.onApplicationBootstrap();
    await jest.advanceTimersByTimeAsync(230);
    await clock.onModuleDestroy();
    expect(runs).toBeGreaterThan(1);
    expect(logged).toEqual([[{ err: new Error('no database'), sweep: 'ring-mapper' }, 'sweep.failed']]);
    const text = await metrics.text();
    expect(text).toContain('billbridge_sweeps_total{sweep="ring-mapper",outcome="failed",service="test"} 1');
    expect(text).toContain('outcome="done"');
  });

  it('counts as failed what throws before it returns a promise', async () => {
    const { clock, logged } = setup();
    let runs = 0;
    clock.every('careless', 100, () => {
      runs += 1;
      if (runs === 1) throw new Error('at once');
      return Promise.resolve();
    });
    clock.onApplicationBootstrap();
    await jest.advanceTimersByTimeAsync(230);
    await clock.onModuleDestroy();
    expect(runs).toBeGreaterThan(1);
    expect(logged).toHaveLength(1);
  });

  it('refuses a second sweep of one name', () => {
    const { clock } = setup();
    clock.every('ring-mapper', 10, async () => undefined);
    expect(() => clock.every('ring-mapper', 10, async () => undefined)).toThrow(/ring-mapper/);
  });
});
