import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
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
  const watch = new EventLoopWatch(metrics);
  watch.onModuleInit();
  return { watch, metrics };
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

  it('says so even when the probe is heard before the tick', () => {
    const { watch } = setup();
    blockFor(20_500);
    expect(watch.isAlive()).toBe(false);
    watch.onModuleDestroy();
  });
});
