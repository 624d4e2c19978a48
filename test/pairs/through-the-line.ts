import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import type { WireObject } from '#libs/quickbooks';
import { type System, startSystem } from '../e2e/system.js';
import { inTurn } from './in-turn.js';
import { notThroughTheLine } from './not-through-the-line.js';
import { booked, expectedEntries, expectedStanding, standings } from './outcome.js';
import { type Expected, type Heading, headings, type Pair, readPairs } from './pair.js';
import { isPurchase, PairCompany } from './pair-company.js';

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
        const { company } = (await played.get(pair)) as PairCompany;
        const expected = pair.expected === 'unreadable' ? [] : pair.expected;
        const order = ({ kind, key }: { kind: string; key: string }) => `${kind} ${key}`;
        const standing = expected.map(expectedStanding).sort((a, b) => (order(a) < order(b) ? -1 : 1));
        expect(await standings(database, company, pair)).toEqual(standing);
        const problems = await system.console.get(`/pipelines/${company.pipelineId}/problems`);
        expect(problems.unreadable).toHaveLength(pair.expected === 'unreadable' ? 1 : 0);
        if (isPurchase(pair.document))
          expect(await booked(system, company, pair)).toEqual(expectedEntries(pair));
        else
          for (const each of expected)
            expectVendor(
              (await system.quickBooks.get(company.quickBooks('/objects/vendor'))).Vendor,
              each,
              pair,
            );
      },
    );
  });
}

/** The vendor as the draft says it; one that is taken over is left as it was; one that is held is not made. */
function expectVendor(
  vendors: readonly WireObject[],
  { draft, adopt }: Expected,
  { document, changes }: Pair,
): void {
  if (draft) {
    const { DisplayName, TaxIdentifier, ...rest } = draft;
    // QuickBooks marks the name of a vendor that is made inactive.
    const name = draft.Active === false ? `${DisplayName} (deleted)` : DisplayName;
    const found = vendors.filter((vendor) => vendor.DisplayName === name);
    // QuickBooks shows no more of a tax number than its end.
    const shown = TaxIdentifier ? { TaxIdentifier: `XXXXXXX${String(TaxIdentifier).slice(-4)}` } : {};
    expect(found).toMatchObject([{ ...rest, ...shown, CurrencyRef: { value: document.Currency } }]);
    return;
  }
  const before = [...(changes.named ?? []), changes.ruled, changes.own].filter((each) => each !== undefined);
  expect(vendors).toHaveLength(before.length);
  if (adopt) expect(vendors).toContainEqual(expect.objectContaining({ Id: adopt, SyncToken: '0' }));
}
