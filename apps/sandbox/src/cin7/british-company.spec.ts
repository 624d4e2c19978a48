import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { marramTrading } from '../company/marram-trading.js';
import { purchasesOf } from '../company/purchases.js';
import type { Json, StartedSandbox } from './started-sandbox.js';
import { startedSandbox } from './started-sandbox.js';

describe('the demo company with purchase taxes and three currencies', () => {
  let sandbox: StartedSandbox;
  let credentials: Awaited<ReturnType<StartedSandbox['account']>>;
  let ledger: Json;
  beforeAll(async () => {
    sandbox = await startedSandbox();
    credentials = await sandbox.account({ company: 'demo', country: 'GB' });
    ledger = await sandbox.door(`GET accounts/${credentials.accountId}/ledger`);
  });
  afterAll(() => sandbox.close());

  const told = purchasesOf(marramTrading);
  const invoices = told.flatMap((purchase) => purchase.invoices ?? []);
  const billed = () => ledger.invoices.filter((each) => each.isBilled);

  it('is the same in every run, whatever the ids of its account', async () => {
    const again = await sandbox.account({ company: 'demo', country: 'GB' });
    const others = await sandbox.door(`GET accounts/${again.accountId}/ledger`);
    expect(others.totals).toEqual(ledger.totals);
    expect(others.invoices.map(({ number, total, tax }) => [number, total, tax])).toEqual(
      ledger.invoices.map(({ number, total, tax }) => [number, total, tax]),
    );
  });

  it('stands beside the first one, which keeps its own books and currency', async () => {
    const ours = await sandbox.api('GET me', undefined, credentials);
    const theirs = await sandbox.api('GET me');
    expect([ours.body, theirs.body]).toMatchObject([
      { Company: 'Marram Trading Ltd', Currency: 'GBP', TaxCalculationMethod: 'Row Total' },
      { Company: 'Harbor & Pine Supply Co.', Currency: 'USD', TaxCalculationMethod: 'Total' },
    ]);
  });

  it('buys in pounds, euros and dollars, about a hundred times', () => {
    expect(Object.keys(ledger.totals).sort()).toEqual(['EUR', 'GBP', 'USD']);
    expect(told.length).toBeGreaterThan(90);
    expect(told.length).toBeLessThan(120);
  });

  it('buys under every tax rule, some of them together on one invoice', () => {
    const { suppliers, taxRules } = marramTrading;
    const usual = new Map(suppliers.map(({ name, taxRule }) => [name, taxRule]));
    const ruleSets = told.flatMap(({ supplier = '', invoices: its = [] }) =>
      its.map(({ lines = [], charges = [] }) => [
        ...new Set([...lines, ...charges].map(({ taxRule }) => taxRule ?? usual.get(supplier))),
      ]),
    );
    expect([...new Set(ruleSets.flat())].sort()).toEqual(taxRules.map(([name]) => name).sort());
    expect(ruleSets.filter((rules) => rules.length > 1).length).toBeGreaterThan(3);
  });

  it('has taxes on top of prices and taxes within them', () => {
    const ways = told.map(({ taxCalculation }) => taxCalculation);
    expect(ways.filter((way) => way === 'Inclusive').length).toBeGreaterThan(5);
    expect(ways.filter((way) => way === 'Exclusive').length).toBeGreaterThan(50);
    expect(billed().filter(({ tax }) => tax !== '0.00').length).toBeGreaterThan(40);
  });

  it('has invoices at a rate of their own, and never one in a simple purchase', () => {
    const own = told.filter(({ currencyRate, invoices: its = [] }) =>
      its.some((each) => each.currencyRate !== undefined && each.currencyRate !== currencyRate),
    );
    expect(own.length).toBeGreaterThan(3);
    expect(own.filter(({ type }) => type === 'simple')).toEqual([]);
  });

  it('has orders that are invoiced in part, credit notes and additional charges', () => {
    const parts = told.filter(
      ({ orderLines, invoices: its = [] }) => orderLines !== undefined && its.length > 0,
    );
    expect(parts).toHaveLength(6);
    expect(ledger.creditNotes).toHaveLength(8);
    expect(invoices.filter(({ charges = [] }) => charges.length > 0).length).toBeGreaterThan(10);
  });

  it('pays each currency from an account of that currency', async () => {
    const { body } = await sandbox.api('GET supplier?Limit=100', undefined, credentials);
    const payables = new Set(
      body.SupplierList.map((each) => {
        const { Currency, AccountPayable } = each as unknown as { Currency: string; AccountPayable: string };
        return `${Currency} ${AccountPayable}`;
      }),
    );
    expect([...payables].sort()).toEqual(['EUR _107_', 'GBP 2000', 'USD _108_']);
  });
});
