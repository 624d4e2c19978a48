import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { pino } from 'pino';
import { exitOnCrash, exitWhenDrainIsOverdue, stopWithParent } from './process-guard.js';
import type { Surroundings } from './surroundings.js';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

function setup() {
  const lines: Record<string, unknown>[] = [];
  const done: unknown[] = [];
  const listeners = new Map<string, (reason?: unknown) => void>();
  const surroundings: Surroundings = {
    env: {},
    on: (event: string, listener: (reason?: unknown) => void) => void listeners.set(event, listener),
    exit: (code) => done.push(`exit ${code}`) as never,
    writeError: () => undefined,
    tellParent: () => undefined,
    terminate: () => void done.push('terminate'),
  };
  const log = pino({}, { write: (line) => lines.push(JSON.parse(line)) });
  return {
    surroundings,
    log,
    lines,
    done,
    emit: (event: string, reason?: unknown) => listeners.get(event)?.(reason),
  };
}

describe('a process', () => {
  it.each(['uncaughtException', 'unhandledRejection'])('logs an %s and exits', (event) => {
    const { surroundings, log, lines, done, emit } = setup();
    exitOnCrash(surroundings, log);
    emit(event, new Error('unforeseen'));
    expect(lines).toMatchObject([{ level: 60, msg: 'service.crashed', err: { message: 'unforeseen' } }]);
    expect(done).toEqual(['exit 1']);
  });

  it.each(['SIGTERM', 'SIGINT'])('Q6: has 25 seconds to drain after %s', (signal) => {
    const { surroundings, log, lines, done, emit } = setup();
    exitWhenDrainIsOverdue(surroundings, log);
    emit(signal);
    jest.advanceTimersByTime(24_999);
    expect(done).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(done).toEqual(['exit 1']);
    expect(lines.map(({ msg }) => msg)).toEqual(['service.stopping', 'service.stop-overdue']);
  });

  it('stops when its parent is gone', () => {
    const { surroundings, done, emit } = setup();
    stopWithParent(surroundings);
    emit('disconnect');
    expect(done).toEqual(['terminate']);
  });
});
