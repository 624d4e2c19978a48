import { setTimeout as pause } from 'node:timers/promises';
import { allReady } from './instances.mjs';

/**
 * @typedef {object} Target all that can be struck
 * @property {import('./stores.mjs').SoakPostgres} postgres
 * @property {import('./stores.mjs').SoakRedis} redis
 * @property {import('./fault-proxy.mjs').FaultProxy} quickBooksLine
 * @property {readonly import('./instances.mjs').Instance[]} instances
 * @property {import('./companies.mjs').Doors} doors
 * @property {readonly import('./companies.mjs').SoakCompany[]} companies
 */

/** @typedef {import('./fault-plan.mjs').PlannedFault} PlannedFault */
/** @typedef {import('./fault-plan.mjs').FaultKind} FaultKind */
/** @typedef {{ subject: string, strike: () => Promise<void>, concerns: readonly import('./instances.mjs').Instance[] }} Blow */

/** Late enough to be looked for in vain, and well inside the settle window of 30 s. */
const lateCommitMs = { min: 4_000, spread: 10_000 };
const usualLagMs = 2_000;
/** A service that was deaf for so long ends itself, and is started again. */
const deafMaxMs = 20_000;

/**
 * What a planned fault comes to: whom it strikes, how, and who must be ready again afterwards.
 * @param {Target} target @param {PlannedFault} fault @returns {Blow}
 */
export function blowOf(target, { kind, forMs, choice }) {
  const { postgres, redis, quickBooksLine, instances } = target;
  const instance = /** @type {import('./instances.mjs').Instance} */ (chosen(instances, choice));
  const company = /** @type {import('./companies.mjs').SoakCompany} */ (chosen(target.companies, choice));
  const path = /** @type {string} */ (
    chosen(['/bill', '/vendorcredit', '/purchaseorder', '/vendor', '/query'], (choice * 7) % 1)
  );
  const { cin7, quickBooks } = target.doors;
  const realm = `/realms/${company.realmId}`;
  const account = `/accounts/${company.accountId}`;
  const misfortune = (/** @type {object} */ body) => quickBooks.post(`${realm}/faults`, { path, ...body });
  /** @param {object} changed @param {object} back */
  const setting = async (changed, back) => {
    await quickBooks.post(`${realm}/settings`, changed);
    await pause(forMs);
    await quickBooks.post(`${realm}/settings`, back);
  };
  /** @param {import('./fault-proxy.mjs').FaultProxy} proxy */
  const silence = async (proxy) => {
    proxy.goSilent();
    await pause(forMs);
    proxy.heal();
  };
  const times = 1 + Math.floor(choice * 3);

  /** @type {Record<FaultKind, () => Promise<unknown>>} */
  const strikes = {
    kill: () => end(instance, 'SIGKILL'),
    terminate: () => end(instance, 'SIGTERM'),
    freeze: () => freeze(instance, forMs),
    'long freeze': () => freeze(instance, forMs),
    'redis flushall': () => redis.flush(),
    'redis restart': () => redis.restart(),
    'redis cut': async () => redis.proxy.reset(),
    'redis half-open': () => silence(redis.proxy),
    'postgres restart': () => postgres.restart(),
    'postgres cut': async () => postgres.proxy.reset(),
    'postgres half-open': () => silence(postgres.proxy),
    'postgres lost commit answer': async () => postgres.proxy.loseAnswerTo('COMMIT'),
    'quickbooks cut': async () => quickBooksLine.reset(),
    'quickbooks answers spoilt': () => {
      const kinds = ['commit-then-drop', 'commit-then-504', 'truncated', 'empty', 'wrong-type', 'slow'];
      return misfortune({ kind: chosen(kinds, (choice * 13) % 1), times });
    },
    'quickbooks commits late': () => {
      const afterMs = lateCommitMs.min + Math.floor(((choice * 5) % 1) * lateCommitMs.spread);
      return misfortune({ kind: 'commit-late', method: 'POST', afterMs, times });
    },
    'quickbooks refuses': () => {
      const kinds = [
        'status-500',
        'status-503',
        'html',
        'reset-before',
        'throttle-429',
        'unauthorised-401',
        'touch-before-update',
      ];
      return misfortune({ kind: chosen(kinds, (choice * 13) % 1), times });
    },
    'quickbooks forgets request ids': () => setting({ requestIds: 'ignored' }, { requestIds: 'remember' }),
    'quickbooks lags': () =>
      setting(
        { queryLagMs: 6_000, changesLagMs: 6_000 },
        { queryLagMs: usualLagMs, changesLagMs: usualLagMs },
      ),
    'quickbooks access expires': () => quickBooks.post('/tokens/expire-access', { realmId: company.realmId }),
    'quickbooks loses a rotation': async () => {
      await quickBooks.post(`${realm}/faults`, { kind: 'lost-rotation' });
      await quickBooks.post('/tokens/expire-access', { realmId: company.realmId });
    },
    'cin7 spoils answers': () => {
      const kinds = [
        'slow',
        'html',
        'status-500',
        'status-503',
        'status-504',
        'reset-before',
        'reset',
        'truncated',
        'empty',
        'rows-doubled',
      ];
      return cin7.post(`${account}/faults`, {
        kind: chosen(kinds, (choice * 13) % 1),
        path: 'purchase',
        times,
      });
    },
    'cin7 throttles': () => cin7.post(`${account}/faults`, { kind: 'throttled', times }),
  };
  const onOne = ['kill', 'terminate', 'freeze', 'long freeze'].includes(kind);
  const [family = kind] = kind.split(' ');
  const subject = onOne ? instance.id : family;
  return {
    subject: subject === 'quickbooks' || subject === 'cin7' ? `${kind} ${company.realmId}` : subject,
    strike: async () => {
      await strikes[kind]();
    },
    concerns: onOne ? [instance] : family === 'redis' || family === 'postgres' ? instances : [],
  };
}

/** How long the services took to be ready again; null where nobody was to notice. @param {Blow} blow */
export async function recoveryMs({ concerns }) {
  if (concerns.length === 0) return null;
  const begunAt = performance.now();
  // One that is struck again meanwhile is that other fault's concern.
  const isBack = await allReady(concerns);
  return isBack ? performance.now() - begunAt : Number.POSITIVE_INFINITY;
}

/** @param {import('./instances.mjs').Instance} instance @param {NodeJS.Signals} signal */
async function end(instance, signal) {
  instance.mayEnd = true;
  const { running } = instance;
  running?.child.kill(signal);
  const { code } = (await running?.ended) ?? { code: null };
  if (signal === 'SIGTERM' && code !== null && code !== 0)
    throw new Error(`${instance.id} did not end as it should, but with code ${code}.`);
}

/** @param {import('./instances.mjs').Instance} instance @param {number} forMs */
async function freeze(instance, forMs) {
  const { running } = instance;
  instance.mayEnd = true;
  instance.frozen = true;
  running?.child.kill('SIGSTOP');
  await pause(forMs);
  running?.child.kill('SIGCONT');
  instance.frozen = false;
  if (instance.running === running) instance.mayEnd = forMs >= deafMaxMs;
}

/** @template Item @param {readonly Item[]} items @param {number} choice from 0 up to but not 1 */
const chosen = (items, choice) => items[Math.floor(choice * items.length)];
