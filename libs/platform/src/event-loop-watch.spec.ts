import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { PinoLogger } from 'nestjs-pino';
import { EventLoopWatch } from './event-loop-watch.js';
import { Metrics } from './metrics.js';

let nowMs = 0;

beforeEach(() => {
  jest.useFakeTimers();
  nowMs = 1_000;
  jest.spyOn(performance, 'now').mockImplementation(() => nowMs);
});
afterEach(() => {
  jest.restoreAllMocks();
  jest.useRealTimers();
});

function setup() {
  const metrics = new Metrics('test');
  const said: string[] = [];
  const say = (_: object, message: string) => void said.push(message);
  const logger = { setContext() {}, warn: say, error: say } as unknown as PinoLogger;
  const watch = new EventLoopWatch(metrics, logger);
  watch.endBy(() => void said.push('the end'));
  watch.onModuleInit();
  return { watch, metrics, said };
}

/** Time passes without the timers being heard, as when a computation holds the loop. */
function blockFor(ms: number): void {
  nowMs += ms;
}

function tick(): void {
  jest.advanceTimersByTime(500);
}

describe('the watch over the event loop', () => {
  it('measures how late its tick is', async () => {
    const { watch, metrics } = setup();
    blockFor(1_500);
    tick();
    expect(await metrics.text()).toContain('billbridge_event_loop_lag_seconds_sum{service="test"} 1\n');
    expect(watch.isAlive()).toBe(true);
    watch.onModuleDestroy();
  });

  it('is dead for good after 20 seconds of deafness', () => {
    const { watch } = setup();
    blockFor(20_500);
    tick();
    blockFor(500);
    tick();
    expect(watch.isAlive()).toBe(false);
    watch.onModuleDestroy();
  });

  it.each([
    [499, []],
    [500, ['event-loop.blocked']],
    [19_999, ['event-loop.blocked']],
    [20_000, ['event-loop.blocked', 'event-loop.stalled', 'the end']],
  ])('D5 deaf for %d ms, it says and does %j', (ms, expected) => {
    const { watch, said } = setup();
    blockFor(500 + ms);
    tick();
    expect(said).toEqual(expected);
    watch.onModuleDestroy();
  });

  it('D5 ends the service once, also where a probe was heard before the tick', () => {
    const { watch, said } = setup();
    blockFor(30_000);
    watch.isAlive();
    tick();
    blockFor(30_000);
    tick();
    expect(said.filter((each) => each === 'the end')).toHaveLength(1);
    watch.onModuleDestroy();
  });

  it('says so even when the probe is heard before the tick', () => {
    const { watch } = setup();
    blockFor(20_500);
    expect(watch.isAlive()).toBe(false);
    watch.onModuleDestroy();
  });
});
