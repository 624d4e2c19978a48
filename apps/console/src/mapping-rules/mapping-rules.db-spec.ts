import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jobsIn } from '../../test/jobs.js';
import { aBill, aPipeline, type Seeded } from '../../test/seed.js';
import { StartedConsole } from '../../test/started-console.js';

const ACCOUNTS = '/ExternalApi/v2/ref/account';
const TAX_RULES = '/ExternalApi/v2/ref/tax';

let service: StartedConsole;
beforeAll(async () => {
  service = await StartedConsole.start();
});
afterAll(async () => {
  await service.stop();
});

async function mirror(
  { quickBooksId }: Seeded,
  entity: string,
  id: string,
  name: string,
  payload: object = {},
) {
  await service.database.query(
    `insert into quickbooks_object (connection_id, entity, quickbooks_id, name, payload) values ($1, $2, $3, $4, $5)`,
    [quickBooksId, entity, id, name, JSON.stringify(payload)],
  );
}

/** One tax code with one rate, which makes it a company outside the US. */
async function mirrorTaxes({ quickBooksId }: Seeded): Promise<void> {
  const TaxRateDetail = [{ TaxRateRef: { value: '11' } }];
  const code = { Id: '2', Name: 'VAT', Active: true, PurchaseTaxRateList: { TaxRateDetail } };
  await service.database.query(
    `insert into quickbooks_object (connection_id, entity, quickbooks_id, name, active, payload)
     values ($1, 'TaxCode', '2', 'VAT', true, $2), ($1, 'TaxRate', '11', 'VAT', true, $3)`,
    [quickBooksId, JSON.stringify(code), JSON.stringify({ Id: '11', RateValue: 20 })],
  );
}

async function mirrorAccount({ quickBooksId }: Seeded, id: string, changes: object = {}): Promise<void> {
  const account = { name: 'Freight', number: '5100', active: true, ...changes };
  await service.database.query(
    `insert into quickbooks_object (connection_id, entity, quickbooks_id, name, active, payload)
     values ($1, 'Account', $2, $3, $4, $5)`,
    [
      quickBooksId,
      id,
      account.name,
      account.active,
      JSON.stringify({ AcctNum: account.number, AccountType: 'Expense' }),
    ],
  );
}

function rulesOf({ pipelineId }: Seeded): string {
  return `/pipelines/${pipelineId}/mapping-rules`;
}

describe('mapping rules', () => {
  it('are set by kind and source, and removed by null', async () => {
    const seeded = await aPipeline(service);
    await mirrorAccount(seeded, '59');
    await mirror(seeded, 'Term', '3', 'Net 30');
    const rules = [
      { kind: 'account', source: '5100', target: '59' },
      { kind: 'term', source: 'Net 30', target: '3' },
    ];
    const put = await service.api('PUT', rulesOf(seeded), { rules });
    expect(put.status).toBe(200);
    expect(put.body).toMatchObject({ items: rules, released: 0, warnings: [] });
    await service.api('PUT', rulesOf(seeded), {
      rules: [{ kind: 'term', source: 'Net 30', target: null }],
    });
    const { body } = await service.api('GET', rulesOf(seeded));
    expect(body.items).toEqual([expect.objectContaining({ source: '5100', updatedBy: 'api-token' })]);
  });

  it('release what was held for them, and ring the mapper', async () => {
    const seeded = await aPipeline(service);
    const { id } = await aBill(service, seeded, { state: 'held' });
    await service.database.query(
      `insert into posting_problem (posting_id, position, code, subject, message)
       values ($1, 0, 'account-unmapped', '1200', 'Map it.')`,
      [id],
    );
    const rules = [{ kind: 'account', source: '1200', target: '81' }];
    const first = await service.api('PUT', rulesOf(seeded), { rules });
    expect(first.body.released).toBe(1);
    expect(await jobsIn(service, 'map')).toContainEqual({ pipelineId: seeded.pipelineId, slot: 0 });
    const again = await service.api('PUT', rulesOf(seeded), { rules });
    expect(again.body.released).toBe(0);
  });

  it.each([
    ['tax', 'tax-unmapped', 'GST on Expenses'],
    ['location', 'department-unmapped', 'Tacoma Warehouse'],
    ['class', 'class-unmapped', 'Retail'],
    ['item', 'item-not-usable', 'OAK-2440'],
    ['customer', 'customer-unmapped', 'Riverside Builders'],
  ])('of kind %s release what was held for them', async (kind, code, source) => {
    const seeded = await aPipeline(service);
    const { id } = await aBill(service, seeded, { state: 'held' });
    await service.database.query(
      `insert into posting_problem (posting_id, position, code, subject, message) values ($1, 0, $2, $3, 'Map it.')`,
      [id, code, source],
    );
    const { body } = await service.api('PUT', rulesOf(seeded), { rules: [{ kind, source, target: '1' }] });
    expect(body.released).toBe(1);
  });

  it('have what was built and not sent yet built anew', async () => {
    const seeded = await aPipeline(service, { mode: 'shadow' });
    await aBill(service, seeded, { state: 'shadow' });
    await aBill(service, seeded, { state: 'needs-review' });
    const { body } = await service.api('PUT', rulesOf(seeded), {
      rules: [{ kind: 'item', source: 'OAK-2440', target: '7' }],
    });
    expect(body.released).toBe(1);
  });

  it('are taken for accounts that cannot be used yet, with a warning', async () => {
    const seeded = await aPipeline(service);
    await mirrorAccount(seeded, '60', { active: false });
    const { body } = await service.api('PUT', rulesOf(seeded), {
      rules: [
        { kind: 'account', source: 'A', target: '60' },
        { kind: 'account', source: 'B', target: '61' },
      ],
    });
    expect(body.items).toHaveLength(2);
    expect(body.warnings).toEqual([expect.stringContaining('inactive'), expect.stringContaining('not in')]);
  });

  it.each([
    ['an unknown kind', [{ kind: 'colour', source: 'a', target: '1' }], 'supplier, account, tax'],
    ['an empty source', [{ kind: 'account', source: '', target: '1' }], 'source'],
    ['a target that is a number', [{ kind: 'account', source: 'a', target: 1 }], 'target'],
    ['no target', [{ kind: 'account', source: 'a' }], 'target'],
    [
      'two rules for one source',
      [
        { kind: 'account', source: 'a', target: '1' },
        { kind: 'account', source: 'a', target: '2' },
      ],
      'two rules',
    ],
  ])('are refused with %s', async (_why, rules, detail) => {
    const answer = await service.api('PUT', rulesOf(await aPipeline(service)), { rules });
    expect(answer.status).toBe(400);
    expect(answer.body.detail).toContain(detail);
  });
});

describe('suggestions', () => {
  const list = {
    Total: 2,
    AccountsList: [
      { Code: '5100', Name: 'Freight' },
      { Code: 'X', Name: 'Other' },
    ],
  };

  beforeAll(() => {
    const rule = { Name: 'VAT', TaxPercent: 20, Account: '5100' };
    service.cin7.answers.set(TAX_RULES, { body: { Total: 1, TaxRuleList: [rule] } });
  });

  it('lay tax rules beside the tax codes of QuickBooks, or beside the account of their tax', async () => {
    service.cin7.answers.set(ACCOUNTS, { body: { Total: 0, AccountsList: [] } });
    const seeded = await aPipeline(service);
    await mirrorAccount(seeded, '59');
    const path = `${rulesOf(seeded)}/suggestions`;
    expect((await service.api('GET', path)).body.items).toEqual([]);
    await service.api('PUT', rulesOf(seeded), {
      rules: [{ kind: 'account', source: '5100', target: '59' }],
    });
    const { body } = await service.api('GET', path);
    expect(body.items).toMatchObject([
      { kind: 'tax', source: 'VAT', target: '59', evidence: ['mapped-account'], confidence: 'exact' },
    ]);
    await mirrorTaxes(seeded);
    const coded = await service.api('GET', path);
    expect(coded.body.items).toMatchObject([
      { kind: 'tax', source: 'VAT', target: '2', evidence: ['exact-name', 'equal-percent'] },
    ]);
  });

  it('lay the accounts of both sides together and leave out what has a rule', async () => {
    const seeded = await aPipeline(service);
    await mirrorAccount(seeded, '59');
    service.cin7.answers.set(ACCOUNTS, { body: list });
    const path = `${rulesOf(seeded)}/suggestions`;
    expect((await service.api('GET', path)).body.items).toEqual([
      {
        kind: 'account',
        source: '5100',
        sourceName: 'Freight',
        target: '59',
        targetName: 'Freight',
        evidence: ['number', 'exact-name'],
        confidence: 'exact',
      },
      expect.objectContaining({ kind: 'tax', source: 'VAT', target: '59' }),
    ]);
    await service.api('PUT', rulesOf(seeded), {
      rules: [
        { kind: 'account', source: '5100', target: '59' },
        { kind: 'tax', source: 'VAT', target: '59' },
      ],
    });
    expect((await service.api('GET', path)).body.items).toEqual([]);
  });

  it('are made for warehouses, terms and products, too; products only when asked for', async () => {
    const seeded = await aPipeline(service);
    await mirror(seeded, 'Department', '1', 'Tacoma Warehouse');
    await mirror(seeded, 'Term', '3', 'Net 30', { DueDays: 30 });
    await mirror(seeded, 'Item', '11', 'OAK-2440');
    service.cin7.answers.set(ACCOUNTS, { body: { Total: 0, AccountsList: [] } });
    service.cin7.answers.set('/ExternalApi/v2/ref/location', {
      body: { Total: 2, LocationList: [{ Name: 'Tacoma Warehouse' }, { Name: 'Bin 1', ParentID: 'b0' }] },
    });
    service.cin7.answers.set('/ExternalApi/v2/ref/paymentterm', {
      body: { Total: 1, PaymentTermList: [{ Name: '30 days', Duration: 30, Method: 'number of days' }] },
    });
    service.cin7.answers.set('/ExternalApi/v2/product', {
      body: { Total: 1, Products: [{ SKU: 'OAK-2440', Name: 'Oak board' }] },
    });
    const path = `${rulesOf(seeded)}/suggestions`;
    const brief = async (query = '') =>
      (await service.api('GET', `${path}${query}`)).body.items.map((each: Record<string, unknown>) => [
        each.kind,
        each.source,
        each.target,
        each.evidence,
      ]);
    expect(await brief()).toEqual([
      ['location', 'Tacoma Warehouse', '1', ['exact-name']],
      ['term', '30 days', '3', ['due-days']],
    ]);
    expect(await brief('?kind=item')).toEqual([['item', 'OAK-2440', '11', ['sku']]]);
    expect((await service.api('GET', `${path}?kind=colour`)).status).toBe(400);
  });

  it('say why Cin7 could not be asked', async () => {
    service.cin7.answers.set(ACCOUNTS, { status: 403, body: [{ Exception: 'Incorrect credentials!' }] });
    const answer = await service.api('GET', `${rulesOf(await aPipeline(service))}/suggestions`);
    expect(answer.status).toBe(502);
    expect(answer.body.detail).toContain('Connect the account again');
  });
});
