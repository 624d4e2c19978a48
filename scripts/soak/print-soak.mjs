import { faultsTable } from './faults-table.mjs';

/**
 * @param {object} soak
 * @param {{ minutes: number, seed: number }} soak.options
 * @param {readonly import('./misfortunes.mjs').Struck[]} soak.struck
 * @param {{ consents: number, acts: object[] }} soak.work
 * @param {import('./verdict.mjs').Verdict} soak.verdict
 * @param {readonly string[]} soak.breaches
 * @param {number} soak.settledMs
 */
export function printSoak({ options, struck, work, verdict, breaches, settledMs }) {
  console.log(`\n${struck.length} faults:`);
  console.table(faultsTable(struck));
  console.log('\nWhat people did, company by company:');
  console.table(work.acts);
  console.log('\nWrites to QuickBooks, by outcome:');
  console.table(verdict.attempts);
  for (const { company, result } of verdict.companies) {
    console.log(`\n${company}:`);
    console.table(result.rows);
    for (const held of result.held) console.log(`  held for a person: ${held}`);
  }
  for (const breach of breaches) console.log(`  ! ${breach}`);
  const count = (/** @type {'duplicates' | 'lost' | 'held'} */ what) =>
    verdict.companies.reduce((sum, { result }) => sum + result[what].length, 0);
  const documents = verdict.companies
    .flatMap(({ result }) => /** @type {any[]} */ (result.rows))
    .reduce((sum, row) => sum + row['ours in QuickBooks'], 0);
  const writes = verdict.attempts.reduce((sum, attempt) => sum + attempt.count, 0);
  console.log(
    `\nSeed ${options.seed}: ${options.minutes} minutes, ${struck.length} faults, ${writes} writes ` +
      `(${(writes / options.minutes).toFixed(1)} a minute), ${documents} documents in QuickBooks at the end, ` +
      `${count('duplicates')} duplicates, ${count('lost')} lost, ${count('held')} held for a person, ` +
      `${work.consents} consents given anew, settled in ${(settledMs / 1000).toFixed(0)} s, ${breaches.length} breaches.`,
  );
}
