import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Company, INVENTORY, ledger, openCompany, poll, postings } from './company.js';
import { eventually } from './eventually.js';
import type { Json } from './json-client.js';
import { type System, startSystem } from './system.js';

const RULE = '20.0% S';

describe('a company with purchase taxes and a supplier abroad', () => {
  let system: System;
  let company: Company;
  let supplier: Json;

  beforeAll(async () => {
    system = await startSystem();
    const home = { country: 'GB', currency: 'GBP' } as const;
    company = await openCompany(system, { accounts: INVENTORY, home });
    await preferences({ CurrencyPrefs: { MultiCurrencyEnabled: true } });
    await system.cin7.post(company.cin7('/settings'), { taxCalculationMethod: 'Row Total' });
    supplier = await system.cin7.post(company.cin7('/suppliers'), { name: 'Nordholz GmbH', currency: 'EUR' });
    await poll(system, company);
    await takeTaxSuggestion();
  }, 180_000);

  afterAll(async () => {
    await system?.stop();
  }, 60_000);

  const preferences = (changes: Json) =>
    system.quickBooks.post(company.quickBooks('/settings'), { preferences: changes });

  async function takeTaxSuggestion(): Promise<void> {
    const path = `/pipelines/${company.pipelineId}/mapping-rules`;
    const { items } = await system.console.get(`${path}/suggestions`);
    const suggested = items.find(({ kind, source: its }: Json) => kind === 'tax' && its === RULE);
    expect(suggested).toMatchObject({ targetName: '20.0% S', evidence: ['exact-name', 'equal-percent'] });
    const { kind, source, target } = suggested;
    await system.console.put(path, { rules: [{ kind, source, target }] });
  }

  /** Three times 13 cents, taxed by line: 9 cents of tax, where QuickBooks by itself would say 8. */
  async function invoiced(number: string): Promise<Json> {
    const line = { sku: 'BEECH-26', name: 'Beech board', quantity: 1, price: 0.13, taxRule: RULE };
    const purchase = await system.cin7.post(company.cin7('/purchases'), {
      type: 'simple',
      supplierId: supplier.ID,
      currencyRate: 0.8612,
      invoices: [{ number, date: '2026-11-02', status: 'AUTHORISED', lines: [line, line, line] }],
    });
    await poll(system, company, ['purchase']);
    return purchase;
  }

  async function settled(number: string, state: string): Promise<Json> {
    return eventually(`${number} is ${state}`, async () => {
      const all = await postings(system, company, '&kind=bill');
      const found = all.find(({ documentNumber }: Json) => documentNumber === number);
      if (found?.state === state) return found;
      throw new Error(JSON.stringify(found ?? all));
    });
  }

  async function billsOf(number: string): Promise<Json[]> {
    return (await ledger(system, company)).bills.filter(({ docNumber }: Json) => docNumber === number);
  }

  it('P9 holds the supplier’s total, tax, currency and rate in its books, to the cent', async () => {
    await invoiced('NH-1');
    await settled('NH-1', 'posted');
    expect(await billsOf('NH-1')).toEqual([
      expect.objectContaining({ total: '0.48', tax: '0.09', currency: 'EUR', exchangeRate: '0.8612' }),
    ]);
  });

  it('P9 is told when QuickBooks holds another total, and gets no second bill by a replay', async () => {
    await preferences({ TaxPrefs: { UsingSalesTax: false } });
    await invoiced('NH-2');
    const held = await settled('NH-2', 'held');
    expect(held).toMatchObject({
      total: '0.48',
      problems: [{ code: 'total-differs-in-quickbooks', subject: 'NH-2' }],
    });
    expect(await billsOf('NH-2')).toEqual([
      expect.objectContaining({ id: held.quickBooksId, total: '0.39' }),
    ]);
    await system.console.post(`/postings/${held.id}/replay`, {});
    const again = await eventually('it is compared again', async () => {
      const now = await settled('NH-2', 'held');
      return now.revision > held.revision && now;
    });
    expect(again).toMatchObject({ quickBooksId: held.quickBooksId, problems: held.problems });
    expect(await billsOf('NH-2')).toHaveLength(1);
  });
});
