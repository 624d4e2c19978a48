import { expect } from '@jest/globals';
import type { Pool } from 'pg';
import type { WireObject } from '#libs/quickbooks';
import type { System } from '../e2e/system.js';
import { expectedFiles, filesOnBills } from './attached-files.js';
import { booked, expectedEntries, expectedStanding, standings } from './outcome.js';
import type { Expected, Pair } from './pair.js';
import type { PairCompany } from './pair-company.js';
import { isPurchase } from './pair-purchase.js';

/** Everything that a pair says of the end: states and problems in our database, documents and files in the books. */
export async function expectOutcome(
  system: System,
  database: Pool,
  { company }: PairCompany,
  pair: Pair,
): Promise<void> {
  const expected = pair.expected === 'unreadable' ? [] : pair.expected;
  const order = ({ kind, key }: { kind: string; key: string }) => `${kind} ${key}`;
  const standing = expected.map(expectedStanding).sort((a, b) => (order(a) < order(b) ? -1 : 1));
  expect(await standings(database, company, pair)).toEqual(standing);
  const problems = await system.console.get(`/pipelines/${company.pipelineId}/problems`);
  expect(problems.unreadable).toHaveLength(pair.expected === 'unreadable' ? 1 : 0);
  if (isPurchase(pair.document)) {
    expect(await booked(system, company, pair)).toEqual(expectedEntries(pair));
    expect(await filesOnBills(system, database, company)).toEqual(expectedFiles(pair));
    return;
  }
  const { Vendor } = await system.quickBooks.get(company.quickBooks('/objects/vendor'));
  for (const each of expected) expectVendor(Vendor, each, pair);
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
