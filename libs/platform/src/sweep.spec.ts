import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Sweep } from './sweep.js';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

interface Setup {
  readonly sweep: Sweep;
  readonly starts: number[];
  /** Ends the run in progress. */
  readonly finish: () => void;
}

function setup({ periodMs = 60_000, random = 0.5 } = {}): Setup {
  const began = Date.now();
  const starts: number[] = [];
  let finish: () => void = () => undefined;
  const run = () => {
    starts.push(Date.now() - began);
    return new Promise<void>((done) => {
      finish = done;
    });
  };
  return { sweep: new Sweep({ periodMs, run, random: () => random }), starts, finish: () => finish() };
}

describe('a sweep', () => {
  it('runs soon after the start and then at its period', async () => {
    const { sweep, starts, finish } = setup();
    sweep.start();
    await jest.advanceTimersByTimeAsync(500);
    finish();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(starts).toEqual([500, 60_500]);
  });

  it.each([
    [0, [0, 54_000]],
    [1, [1_000, 67_000]],
  ])('keeps its period within a tenth (chance %d)', async (random, expected) => {
    const { sweep, starts, finish } = setup({ random });
    sweep.start();
    await jest.advanceTimersByTimeAsync(random * 1_000);
    finish();
    await jest.advanceTimersByTimeAsync(66_000);
    expect(starts).toEqual(expected);
  });

  it('never runs beside itself: the wait begins when the run has ended', async () => {
    const { sweep, starts, finish } = setup();
    sweep.start();
    await jest.advanceTimersByTimeAsync(600_000);
    expect(starts).toHaveLength(1);
    finish();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(starts).toEqual([500, 660_000]);
  });

  it('awaits the run in progress when it stops, and starts no other', async () => {
    const { sweep, starts, finish } = setup();
    sweep.start();
    await jest.advanceTimersByTimeAsync(500);
    let stopped = false;
    const stopping = sweep.stop().then(() => {
      stopped = true;
    });
    await jest.advanceTimersByTimeAsync(10_000);
    expect(stopped).toBe(false);
    finish();
    await stopping;
    await jest.advanceTimersByTimeAsync(600_000);
    expect(starts).toHaveLength(1);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('never runs when it was stopped before its first time', async () => {
    const { sweep, starts } = setup();
    sweep.start();
    await sweep.stop();
    await jest.advanceTimersByTimeAsync(600_000);
    expect(starts).toEqual([]);
  });
});
