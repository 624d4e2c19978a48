/**
 * Four companies' books kept in step for as long as you like, while people change both sides and everything breaks at
 * random; then the three ledgers are compared. Exit code 0 only if nothing is there twice, nothing is lost and every
 * amount agrees.
 *
 *     npm run soak                                 20 minutes
 *     npm run soak -- --minutes 480 --seed 7       the faults and the work of seed 7
 */
import { randomInt } from 'node:crypto';
import { build } from './build.mjs';
import { install } from './install.mjs';
import { Problem } from './problem.mjs';
import { makeTestFolder } from './servers.mjs';
import { consentAnew, openCompanies } from './soak/companies.mjs';
import { workDaily } from './soak/daily-work.mjs';
import { evidenceFolder, keepEvidence } from './soak/evidence.mjs';
import { allReady } from './soak/instances.mjs';
import { strikeAll } from './soak/misfortunes.mjs';
import { soakOptions } from './soak/options.mjs';
import { printSoak } from './soak/print-soak.mjs';
import { settle } from './soak/settle.mjs';
import { startSystem } from './soak/system.mjs';
import { verdictOn } from './soak/verdict.mjs';
import { supervise } from './supervise.mjs';

/** @typedef {import('./soak/system.mjs').System} System */
/** @typedef {import('./soak/companies.mjs').SoakCompany} SoakCompany */

const settleLimitMs = 10 * 60_000;

await supervise(async (run) => {
  const options = soakOptions(process.argv.slice(2), () => randomInt(2 ** 32));
  await install(run);
  await build(run);
  const logs = evidenceFolder(run.dataDir);
  run.say(`Seed ${options.seed}, ${options.minutes} minutes. The logs are in ${logs}.`);
  const system = await startSystem(run, { folder: makeTestFolder(run), logs });
  const companies = await openCompanies(system.doors);
  run.say(`${companies.length} companies are connected. From now on everything breaks.`);

  const durationMs = options.minutes * 60_000;
  const until = performance.now() + durationMs;
  const [misfortunes, work] = await Promise.all([
    strikeAll({ ...system, companies }, { seed: options.seed, durationMs, log: run.say }),
    workDaily(system, companies, { seed: options.seed, until, say: run.say }),
  ]);

  run.say('Nothing breaks any more. Waiting until everything is settled.');
  await calmDown(system, companies);
  const settledFrom = performance.now();
  const deadline = settledFrom + settleLimitMs;
  const unsettled = await Promise.all(
    companies.map(async (company) => {
      const reasons = await settle(system.doors, company, { ...system, deadline });
      return reasons.map((reason) => `${company.name} did not settle: ${reason}`);
    }),
  );
  const verdict = await verdictOn(run, system.doors, companies, system);
  const breaches = [
    ...unsettled.flat(),
    ...verdict.breaches,
    ...system.deaths.map((death) => `A service ended by itself: ${death}`),
    ...misfortunes.failures,
    ...misfortunes.struck
      .filter(({ recoveryMs }) => recoveryMs === Number.POSITIVE_INFINITY)
      .map(({ kind, subject }) => `The services were not ready again after ${kind} of ${subject}`),
  ];
  const settledMs = performance.now() - settledFrom;
  printSoak({ options, struck: misfortunes.struck, work, verdict, breaches, settledMs });
  if (breaches.length === 0) return 0;
  await keepEvidence(system, logs);
  return 1;
});

/** @param {System} system @param {readonly SoakCompany[]} companies */
async function calmDown({ doors, postgres, redis, quickBooksLine, instances }, companies) {
  for (const proxy of [postgres.proxy, redis.proxy, quickBooksLine]) proxy.heal();
  for (const { accountId, realmId } of companies) {
    await doors.cin7.delete(`/accounts/${accountId}/faults`);
    await doors.quickBooks.delete(`/realms/${realmId}/faults`);
  }
  if (!(await allReady(instances)))
    throw new Problem('The services did not become ready after the last fault.');
  const ended = await postgres.rows(
    `select account as "realmId" from connection where provider = 'quickbooks' and state <> 'active'`,
  );
  await consentAnew(
    doors,
    companies,
    ended.map((/** @type {any} */ { realmId }) => realmId),
  );
}
