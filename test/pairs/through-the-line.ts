import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { Pool } from 'pg';
import { eventually } from '../e2e/eventually.js';
import { type System, startSystem } from '../e2e/system.js';
import { expectOutcome } from './expect-outcome.js';
import { inTurn } from './in-turn.js';
import { notThroughTheLine } from './not-through-the-line.js';
import { type Heading, headings, type Pair, readPairs } from './pair.js';
import { PairCompany } from './pair-company.js';

const AT_ONCE = 6;

/** Every pair under these headings through all services, each in a company of its own. */
export function throughTheLine(...wanted: readonly Heading[]): void {
  const all = readPairs().filter(({ heading }) => wanted.includes(heading));
  const pairs = all.filter(({ name }) => !(name in notThroughTheLine));
  for (const { name } of all)
    if (name in notThroughTheLine) console.warn(`${name} is only mapped: ${notThroughTheLine[name]}.`);
  let system: System;
  let database: Pool;
  let played: ReadonlyMap<Pair, Promise<PairCompany>>;

  beforeAll(async () => {
    system = await startSystem();
    database = new Pool({ connectionString: system.databaseUrl, max: 4 });
    played = inTurn(pairs, AT_ONCE, async (pair) => {
      const company = await PairCompany.open(system, database, pair);
      await company.play();
      if (comesLater(pair)) await untilOutcome(system, database, company, pair);
      await company.rest();
      return company;
    });
  }, 120_000);

  afterAll(async () => {
    await Promise.allSettled(played?.values() ?? []);
    await database?.end();
    await system?.stop();
  }, 120_000);

  describe.each(wanted.map((heading) => [headings[heading], heading]))('%s', (_title, heading) => {
    const ours = pairs.filter((pair) => pair.heading === heading);

    it.each(ours.map((pair) => [pair.name, pair] as const))(
      'P9 %s is in the books as expected',
      async (_name, pair) => {
        await expectOutcome(system, database, (await played.get(pair)) as PairCompany, pair);
      },
    );
  });
}

/** Something is left to be done when all is quiet: a sweep takes it up. */
function comesLater({ expected }: Pair): boolean {
  return expected !== 'unreadable' && expected.some(({ end }) => end?.state === 'posted');
}

/** What is still missing after this time, the pair's own test says. */
const SWEPT_WITHIN_MS = 30_000;

async function untilOutcome(system: System, database: Pool, company: PairCompany, pair: Pair): Promise<void> {
  const look = () => expectOutcome(system, database, company, pair).then(() => true);
  await eventually(`${pair.name} comes out`, look, SWEPT_WITHIN_MS).catch(() => undefined);
}
