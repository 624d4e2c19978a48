import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Program } from '../e2e/program.js';
import type { ServiceName } from '../e2e/system.js';

const KILL_AT = pathToFileURL(resolve('test', 'faults', 'kill-at.mjs')).href;

/** A service that has loaded everything and waits for its order. */
export function load(service: ServiceName, env: Readonly<Record<string, string>>): Program {
  return new Program(service, env, ['--import', KILL_AT]);
}

/** True when it was killed, false when the time is over; an error when it ended in any other way. */
export async function endsWithin(program: Program, limitMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<false>((resolveLimit) => {
    timer = setTimeout(() => resolveLimit(false), limitMs);
  });
  const ended = program.ended.then((signal) => {
    if (signal !== 'SIGKILL')
      throw new Error(`${program.name} ended by itself:\n${program.output.slice(-3_000)}`);
    return true as const;
  });
  try {
    return await Promise.race([ended, limit]);
  } finally {
    clearTimeout(timer);
  }
}
