import { readFileSync } from 'node:fs';
import { setTimeout as passes } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, it, jest } from '@jest/globals';
import { type Company, INVENTORY, openCompany } from '../e2e/company.js';
import { eventually } from '../e2e/eventually.js';
import type { Json } from '../e2e/json-client.js';
import type { System } from '../e2e/system.js';
import { Rig } from './rig.js';

jest.setTimeout(900_000);

const CIN7_MEASURED_MS = 120_000;
const CIN7_PER_MINUTE = 60;
const QUICKBOOKS_MEASURED_MS = 60_000;
const QUICKBOOKS_PER_MINUTE = 500;
const QUICKBOOKS_PER_SECOND = 10;
const BILLS = 700;

interface Measured {
  readonly what: string;
  readonly calls: number;
  readonly 'allowed in that time': number;
  readonly 'used, %': number;
  readonly refused: number;
  readonly load: string;
}

/** How much of a limit is used while it binds, by the log of the emulator that refuses what is over it. */
describe('of the binding limit, at least 95 % are used and nothing is refused', () => {
  const measured: Measured[] = [];
  let rig: Rig;

  afterEach(() => rig?.stop(), 60_000);
  afterAll(() => console.table(measured));

  /** What an account was asked in a span of time, held against what the limit lets through in it. */
  async function measure(
    what: string,
    { perMinute, forMs }: { readonly perMinute: number; readonly forMs: number },
    callsSince: (from: number) => Promise<readonly number[]>,
  ): Promise<void> {
    const from = Date.now();
    await passes(forMs);
    const tookMs = Date.now() - from;
    const statuses = await callsSince(from);
    const refused = statuses.filter((status) => [400, 429, 503].includes(status)).length;
    const allowed = (perMinute * tookMs) / 60_000;
    const used = Math.round((1_000 * (statuses.length - refused)) / allowed) / 10;
    measured.push({
      what: `${what}, ${perMinute} a minute, ${Math.round(tookMs / 1_000)} s`,
      calls: statuses.length,
      'allowed in that time': Math.round(allowed),
      'used, %': used,
      refused,
      load: readFileSync('/proc/loadavg', 'utf8').split(' ').slice(0, 2).join(' '),
    });
    expect(refused).toBe(0);
    expect(used).toBeGreaterThanOrEqual(95);
  }

  /** Purchases that were changed within the next hour, so that a run that began before they came does not hide them. */
  async function addPurchases(company: Company, count: number): Promise<void> {
    const [from, to] = [0, 3_600_000].map((ms) => new Date(Date.now() + ms).toISOString());
    await rig.cin7.post(company.cin7('/purchases/bulk'), { count, from, to });
  }

  it('during a backfill of Cin7', async () => {
    rig = await Rig.start(['poller', 'console'], { CIN7_CALLS_PER_MINUTE: String(CIN7_PER_MINUTE) });
    // The rig has what opening a company needs of a system.
    const company = await openCompany(rig as unknown as System, { mode: 'shadow' });
    await rig.cin7.post(company.cin7('/settings'), { callsPerMinute: CIN7_PER_MINUTE });
    await addPurchases(company, 400);
    const callsOf = async (): Promise<Json[]> => {
      const { calls } = await rig.cin7.get('/calls');
      return calls.filter(({ accountId }: Json) => accountId === company.accountId);
    };
    const isDetail = ({ path }: Json) => path.toLowerCase().endsWith('purchase');
    // The burst and the lists are behind: from here only the limit decides.
    await eventually('details are read', async () => (await callsOf()).filter(isDetail).length > 3, 120_000);
    const limit = { perMinute: CIN7_PER_MINUTE, forMs: CIN7_MEASURED_MS };
    await measure('reading Cin7', limit, async (from) =>
      (await callsOf()).filter(({ at }) => Date.parse(at) >= from).map(({ status }) => status),
    );
  });

  it('while bills are written to QuickBooks', async () => {
    rig = await Rig.start(undefined, {
      QUICKBOOKS_CALLS_PER_MINUTE: String(QUICKBOOKS_PER_MINUTE),
      QUICKBOOKS_CALLS_PER_SECOND: String(QUICKBOOKS_PER_SECOND),
    });
    const company = await openCompany(rig as unknown as System, { mode: 'shadow', accounts: INVENTORY });
    const limits = { callsPerMinute: QUICKBOOKS_PER_MINUTE, callsPerSecond: QUICKBOOKS_PER_SECOND };
    await rig.quickBooks.post(company.quickBooks('/settings'), limits);
    const supplier = await rig.cin7.post(company.cin7('/suppliers'), { name: 'Tidewater Rope Works' });
    for (let each = 0; each < BILLS; each += 1)
      await rig.cin7.post(company.cin7('/purchases'), {
        type: 'simple',
        supplierId: supplier.ID,
        invoices: [
          {
            number: `TW-${1_000 + each}`,
            date: '2026-11-02',
            status: 'AUTHORISED',
            lines: [{ sku: 'ROPE-12', name: 'Rope 12 mm', quantity: 5, price: 25.1, tax: 0 }],
          },
        ],
      });
    const path = `/pipelines/${company.pipelineId}`;
    await rig.console.post(`${path}/sync-runs`, {});
    await eventually(
      `${BILLS} bills wait`,
      async () => {
        const [row] = await rig.sql<{ count: number }>(
          `select count(*)::int as count from posting where pipeline_id = $1 and kind = 'bill' and state = 'shadow'`,
          [company.pipelineId],
        );
        return row?.count === BILLS;
      },
      600_000,
    );
    await rig.console.patch(path, { mode: 'live' });
    const callsSince = async (from: number): Promise<number[]> => {
      const { calls } = await rig.quickBooks.get('/calls');
      return calls
        .filter(({ at, path: of }: Json) => Date.parse(at) >= from && of.includes(company.realmId))
        .map(({ status }: Json) => status);
    };
    await eventually('bills are written', async () => (await callsSince(0)).length > 30, 120_000);
    const limit = { perMinute: QUICKBOOKS_PER_MINUTE, forMs: QUICKBOOKS_MEASURED_MS };
    await measure('writing to QuickBooks', limit, callsSince);
  });
});
