import { setTimeout as pause } from 'node:timers/promises';
import { planFaults } from './fault-plan.mjs';
import { blowOf, recoveryMs } from './strike.mjs';

/** @typedef {{ kind: string, subject: string, recoveryMs: number | null }} Struck */

/**
 * Strikes as planned, and notes how each blow was recovered from. A target that another blow still holds is spared.
 * @param {import('./strike.mjs').Target} target
 * @param {{ seed: number, durationMs: number, log: (text: string) => void }} options
 */
export async function strikeAll(target, { seed, durationMs, log }) {
  /** @type {Struck[]} */
  const struck = [];
  /** @type {string[]} */
  const failures = [];
  /** @type {Map<string, Promise<void>>} */
  const busy = new Map();
  const begunAt = performance.now();
  for (const fault of planFaults(seed, durationMs)) {
    await pause(Math.max(0, begunAt + fault.atMs - performance.now()));
    const blow = blowOf(target, fault);
    if (busy.has(blow.subject)) continue;
    log(`${fault.kind}: ${blow.subject}`);
    const work = async () => {
      await blow.strike();
      struck.push({ kind: fault.kind, subject: blow.subject, recoveryMs: await recoveryMs(blow) });
    };
    const over = work()
      .catch((error) => void failures.push(`${fault.kind} could not be done: ${error.message}`))
      .finally(() => void busy.delete(blow.subject));
    busy.set(blow.subject, over);
  }
  await pause(Math.max(0, begunAt + durationMs - performance.now()));
  await Promise.all(busy.values());
  return { struck, failures };
}
