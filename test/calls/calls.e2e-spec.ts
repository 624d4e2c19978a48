import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { dataSource } from '#libs/persistence';
import { type Company, INVENTORY, openCompany, poll, postings } from '../e2e/company.js';
import { eventually } from '../e2e/eventually.js';
import type { Json } from '../e2e/json-client.js';
import { type System, startSystem } from '../e2e/system.js';
import { metered, startCounting, sum, type Taken, taken, writes } from './call-meter.js';

/** `npm run bench -- calls` asks for a thousand and for the table. */
const BACKFILL = Number(process.env.CALLS_BACKFILL ?? 30);
const BILLS = Number(process.env.CALLS_BILLS ?? 5);
const IDLE_RUNS = 3;
const DAYS = 30;
const SLOWEST_SECONDS = 3_600;

jest.setTimeout(900_000);

interface Row {
  readonly what: string;
  readonly documents: number;
  readonly 'Cin7 calls': number;
  readonly 'QuickBooks writes': number;
  readonly 'QuickBooks metered': number;
  readonly target: string;
}

/** Counted by the emulators: exact, whatever the machine. */
describe('what things cost in calls', () => {
  const rows: Row[] = [];
  let system: System;
  let database: DataSource;
  let company: Company;
  let supplier: Json;
  let number = 0;
  /** Those that the company should have. */
  let bills = 0;

  beforeAll(async () => {
    system = await startSystem();
    database = await dataSource(system.databaseUrl).initialize();
  }, 240_000);

  afterAll(async () => {
    if (process.env.CALLS_TABLE) console.table(rows);
    await database?.destroy();
    await system?.stop();
  }, 60_000);

  function note(what: string, documents: number, took: Taken, target = ''): Taken {
    rows.push({
      what,
      documents,
      'Cin7 calls': sum(took.cin7),
      'QuickBooks writes': writes(took),
      'QuickBooks metered': metered(took),
      target,
    });
    return took;
  }

  /** From now on nothing is read that is not asked for. */
  async function stopTimetable({ pipelineId }: Company): Promise<void> {
    const types = ['quickbooks-object', 'supplier', 'purchase', 'supplier-credit-note'];
    const checks = ['reconciliation', 'quickbooks-ids', 'cin7-ids'];
    const schedules = Object.fromEntries([...types, ...checks].map((type) => [type, { enabled: false }]));
    await system.console.patch(`/pipelines/${pipelineId}`, { schedules });
  }

  const invoice = (quantity: number) => ({
    number: `TW-${1_000 + number++}`,
    date: '2026-11-02',
    status: 'AUTHORISED',
    lines: [{ sku: 'ROPE-12', name: 'Rope 12 mm', quantity, price: 25.1, tax: 0 }],
  });

  /** A purchase with one invoice, which makes one bill. */
  async function purchase(): Promise<Json> {
    bills += 1;
    return system.cin7.post(company.cin7('/purchases'), {
      type: 'simple',
      supplierId: supplier.ID,
      invoices: [invoice(5)],
    });
  }

  /** Until every posting of the company is in QuickBooks, and there are so many of a kind. */
  async function settled(kind: string, count: number): Promise<void> {
    await eventually(
      `${count} of ${kind} are posted and nothing waits`,
      async () => {
        const all = await postings(system, company);
        const posted = all.filter((posting) => posting.state === 'posted');
        return posted.length === all.length && posted.filter((each) => each.kind === kind).length === count;
      },
      300_000,
    );
  }

  async function counting(deed: () => Promise<void>): Promise<Taken> {
    await startCounting(system);
    await deed();
    return taken(system, company);
  }

  it('a first reading of Cin7 costs one call for each purchase, and 3 % for everything else', async () => {
    const shadow = await openCompany(system, { mode: 'shadow' });
    await stopTimetable(shadow);
    await poll(system, shadow);
    await system.cin7.post(shadow.cin7('/purchases/bulk'), { count: BACKFILL });
    // As if it had never been read.
    await database.query('update timetable set watermark = null where pipeline_id = $1', [shadow.pipelineId]);
    await startCounting(system);
    await poll(system, shadow, ['supplier', 'purchase', 'supplier-credit-note']);
    const took = note(
      `first reading of ${BACKFILL} purchases (Cin7)`,
      BACKFILL,
      await taken(system, shadow),
      `${Math.floor(BACKFILL * 1.03)} Cin7 calls`,
    );
    const details = (took.cin7.purchase ?? 0) + (took.cin7['advanced-purchase'] ?? 0);
    expect(details).toBe(BACKFILL);
    expect(took.cin7.purchaseList).toBe(Math.ceil(BACKFILL / 250));
    // One page of suppliers and one of credit notes, and who the company is, once for each of two runs.
    expect(sum(took.cin7) - details).toBeLessThanOrEqual(4 + Math.ceil(BACKFILL / 250));
    if (BACKFILL >= 1_000) expect(sum(took.cin7)).toBeLessThanOrEqual(BACKFILL * 1.03);
    const { totals } = await countedAs(shadow.connectionIds.cin7, 'backfill', sum(took.cin7));
    expect(totals.byPurpose.backfill).toBeGreaterThanOrEqual(sum(took.cin7));
  });

  /** What the console says, once everything that was counted is written. */
  async function countedAs(connectionId: string, purpose: string, atLeast: number): Promise<Json> {
    return eventually(`${atLeast} calls are counted as ${purpose}`, async () => {
      const calls = await system.console.get(`/connections/${connectionId}/calls`);
      return (calls.totals.byPurpose[purpose] ?? 0) >= atLeast && calls;
    });
  }

  it('the first reading of a company costs its lists', async () => {
    company = await openCompany(system, { accounts: INVENTORY });
    await stopTimetable(company);
    await poll(system, company);
    supplier = await system.cin7.post(company.cin7('/suppliers'), { name: 'Tidewater Rope Works' });
    await purchase();
    await poll(system, company);
    await settled('bill', bills);
    await database.query(
      `update timetable set watermark = null where pipeline_id = $1 and record_type = 'quickbooks-object'`,
      [company.pipelineId],
    );
    const took = await counting(async () => void (await poll(system, company, ['quickbooks-object'])));
    note('first reading of a QuickBooks company', 1, took);
    expect(metered(took)).toBeLessThanOrEqual(40);
    expect(writes(took)).toBe(0);
  });

  it('a new bill costs one write, and no metered call', async () => {
    const took = await counting(async () => {
      for (let n = 0; n < BILLS; n += 1) await purchase();
      await poll(system, company, ['purchase']);
      await settled('bill', bills);
    });
    note('new bills, each with its order', BILLS, took, 'one write each, 0 metered');
    expect(took.quickBooks).toEqual({ 'POST bill': BILLS, 'POST purchaseorder': BILLS });
  });

  it('a changed bill costs a write and the reading that keeps what people wrote', async () => {
    const first = await purchase();
    await poll(system, company, ['purchase']);
    await settled('bill', bills);
    const took = await counting(async () => {
      await system.cin7.patch(company.cin7(`/purchases/${first.ID}`), {
        invoices: [{ lines: [{ sku: 'ROPE-12', name: 'Rope 12 mm', quantity: 6, price: 25.1, tax: 0 }] }],
      });
      await poll(system, company, ['purchase']);
      await eventually('the bill is updated', async () =>
        (await postings(system, company, '&kind=bill&state=posted')).some(({ revision }) => revision > 1),
      );
      await settled('bill', bills);
    });
    note('a changed bill', 1, took);
    expect(took.quickBooks['POST bill']).toBe(1);
    expect(took.quickBooks['GET bill']).toBe(1);
  });

  it('a credit costs one write', async () => {
    const credited = await purchase();
    await poll(system, company, ['purchase']);
    await settled('bill', bills);
    const took = await counting(async () => {
      const lines = [{ sku: 'ROPE-12', name: 'Rope 12 mm', quantity: 1, price: 25.1, tax: 0 }];
      await system.cin7.post(company.cin7(`/purchases/${credited.ID}/credit-notes`), {
        number: 'CR-1',
        date: '2026-11-05',
        status: 'AUTHORISED',
        lines,
      });
      await poll(system, company, ['purchase']);
      await settled('vendor-credit', 1);
    });
    note('a credit', 1, took, 'one write, 0 metered');
    expect(took.quickBooks).toEqual({ 'POST vendorcredit': 1 });
  });

  it('an order costs one write', async () => {
    const orders = (await postings(system, company, '&kind=purchase-order')).length;
    const took = await counting(async () => {
      await system.cin7.post(company.cin7('/purchases'), {
        type: 'advanced',
        supplierId: supplier.ID,
        orderLines: [{ sku: 'ROPE-12', name: 'Rope 12 mm', quantity: 4, price: 25.1, tax: 0 }],
        orderStatus: 'AUTHORISED',
        received: 'none',
      });
      await poll(system, company, ['purchase']);
      await settled('purchase-order', orders + 1);
    });
    note('an order', 1, took, 'one write, 0 metered');
    expect(took.quickBooks).toEqual({ 'POST purchaseorder': 1 });
  });

  it('a supplier costs one write', async () => {
    const vendors = (await postings(system, company, '&kind=vendor')).length;
    const took = await counting(async () => {
      await system.cin7.post(company.cin7('/suppliers'), { name: 'Northlight Paper' });
      await poll(system, company, ['supplier']);
      await settled('vendor', vendors + 1);
    });
    note('a supplier', 1, took, 'one write, 0 metered');
    expect(took.quickBooks).toEqual({ 'POST vendor': 1 });
  });

  /** The timetable reads a record type so many times. */
  async function scheduled(recordType: string, times: number): Promise<void> {
    const of = [company.pipelineId, recordType];
    for (let n = 0; n < times; n += 1) {
      const [before] = await database.query(
        `select count(*)::integer as count from sync_run where pipeline_id = $1 and record_type = $2`,
        of,
      );
      await database.query(
        'update timetable set enabled = true, next_due_at = now() where pipeline_id = $1 and record_type = $2',
        of,
      );
      await eventually(`${recordType} was read by the timetable`, async () => {
        const ended = await database.query(
          `select id from sync_run where pipeline_id = $1 and record_type = $2 and state = 'succeeded'`,
          of,
        );
        return ended.length > before.count;
      });
      await database.query(
        'update timetable set enabled = false where pipeline_id = $1 and record_type = $2',
        of,
      );
    }
  }

  it('a company where nothing happens costs at most 2,880 metered calls in 30 days, below 1,000 at the slowest', async () => {
    await poll(system, company);
    const idle = await counting(() => scheduled('quickbooks-object', IDLE_RUNS));
    note(`${IDLE_RUNS} readings of an idle company`, IDLE_RUNS, idle, 'one metered call each');
    expect(idle.quickBooks).toEqual({ 'GET cdc': IDLE_RUNS });
    await database.query(
      `update quickbooks_object set read_at = read_at - interval '1 day'
       where connection_id = $1 and entity in ('TaxCode', 'TaxRate', 'CompanyInfo', 'Preferences')`,
      [company.connectionIds.quickBooks],
    );
    const daily = await counting(() => scheduled('quickbooks-object', 1));
    note('the reading that renews the lists, once a day', 1, daily);
    const weekly = await counting(() => scheduled('quickbooks-ids', 1));
    note('the list of all documents, once a week', 1, weekly);

    const { schedules } = await system.console.get(`/pipelines/${company.pipelineId}`);
    const perMonth = (everySeconds: number) =>
      Math.ceil((DAYS * 86_400 * metered(idle)) / IDLE_RUNS / everySeconds) +
      DAYS * (metered(daily) - 1) +
      Math.ceil((DAYS / 7) * metered(weekly));
    const usual = perMonth(schedules['quickbooks-object'].everySeconds);
    const slowest = perMonth(SLOWEST_SECONDS);
    const nothing = { cin7: {}, quickBooks: {} };
    note(
      '… extrapolated: 30 idle days, default timetable',
      0,
      { ...nothing, quickBooks: { 'GET ': usual } },
      '2,880',
    );
    note(
      '… extrapolated: 30 idle days, once an hour',
      0,
      { ...nothing, quickBooks: { 'GET ': slowest } },
      '1,000',
    );
    expect(usual).toBeLessThanOrEqual(2_880);
    expect(slowest).toBeLessThan(1_000);
  });

  it('what is counted is what the providers saw', async () => {
    await startCounting(system);
    company = await openCompany(system, { accounts: INVENTORY });
    await stopTimetable(company);
    supplier = await system.cin7.post(company.cin7('/suppliers'), { name: 'Tidewater Rope Works' });
    bills = 0;
    await purchase();
    await poll(system, company);
    await settled('bill', bills);
    const took = await taken(system, company);
    const counted = (connectionId: string, seen: number) =>
      eventually('all is written', async () => {
        const { totals, items } = await system.console.get(`/connections/${connectionId}/calls`);
        // The emulator's log of a company has no exchanges of tokens.
        return totals.calls - (totals.byKind.token ?? 0) === seen && { totals, items };
      });
    const { totals } = await counted(company.connectionIds.quickBooks, sum(took.quickBooks));
    expect(totals.metered).toBe(metered(took));
    expect(totals.byPurpose.write).toBe(writes(took));
    expect(totals.byKind).toMatchObject({
      token: 1,
      'vendor.create': 1,
      'purchaseorder.create': 1,
      'bill.create': 1,
      preferences: took.quickBooks['GET preferences'],
    });
    expect(totals.byPurpose['look-up']).toBeUndefined();
    const atCin7 = await counted(company.connectionIds.cin7, sum(took.cin7));
    expect(atCin7.totals).toMatchObject({ metered: 0, byKind: took.cin7 });
  });
});
