import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks again and again until the answer is truthy, and gives that answer; undefined when time is up.
 * @template T
 * @param {() => T | Promise<T>} ask
 * @param {{ timeoutMs: number, everyMs?: number }} limits
 * @returns {Promise<T | undefined>}
 */
export async function waitUntil(ask, { timeoutMs, everyMs = 50 }) {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (performance.now() >= deadline) return undefined;
    await sleep(everyMs);
  }
}
