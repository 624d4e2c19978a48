import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cin7OnlyAccounts } from './seed/ledger-accounts.js';
import { type Json, type StartedSandbox, startedSandbox } from './started-sandbox.js';

describe('the demo company', () => {
  let sandbox: StartedSandbox;
  let ledger: Json;
  beforeAll(async () => {
    sandbox = await startedSandbox();
    ledger = await sandbox.door(`GET accounts/${sandbox.demo.accountId}/ledger`);
  });
  afterAll(() => sandbox.close());

  it('is the same in every run', async () => {
    const again = await startedSandbox();
    expect(await again.door(`GET accounts/${again.demo.accountId}/ledger`)).toEqual(ledger);
    await again.close();
  });

  it('has mostly plain purchases, and some of each other kind', async () => {
    const plain = ledger.invoices.filter((each) => each.isBilled && each.tax === '0.00');
    const taxed = ledger.invoices.filter((each) => each.isBilled && each.tax !== '0.00');
    const perPurchase = new Map<string, number>();
    const billed = ledger.invoices.filter((each) => each.isBilled);
    for (const { purchaseId } of billed) perPurchase.set(purchaseId, (perPurchase.get(purchaseId) ?? 0) + 1);
    expect(plain.length).toBeGreaterThan(200);
    expect(taxed).toHaveLength(20);
    expect([...perPurchase.values()].filter((invoices) => invoices > 1)).toHaveLength(15);
    expect(ledger.creditNotes).toHaveLength(12);
    expect(Object.keys(ledger.totals).sort()).toEqual(['CAD', 'EUR', 'GBP', 'USD']);
  });

  it('has advanced purchases with a group that is still empty', () => {
    const empty = ledger.invoices.filter((each) => each.number === null && each.total === '0.00');
    expect(empty.length).toBeGreaterThan(5);
    expect(empty.every((each) => !each.isBilled)).toBe(true);
  });

  it('has six invoices on accounts that only the stock system knows', () => {
    const strange = new Set(cin7OnlyAccounts('USD').map(({ code }) => code));
    const found = ledger.invoices.filter((each) => each.accounts.some((code) => strange.has(code)));
    expect(found).toHaveLength(6);
  });

  it('books every line on an account of its chart', async () => {
    const { body } = await sandbox.api('GET ref/account?Limit=1000');
    const codes = new Set(body.AccountsList.map((account) => (account as { Code?: string }).Code));
    const used = new Set(ledger.invoices.flatMap((each) => each.accounts));
    expect([...used].filter((code) => !codes.has(code))).toEqual([]);
  });

  it('never repeats an order number, nor a supplier an invoice number', () => {
    const keys = ledger.invoices.map((each) => `${each.purchaseId}/${each.number}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('names accounts as a company does that is linked to QuickBooks', async () => {
    const one = await sandbox.api('GET ref/account?Code=_107_');
    expect(one.body.AccountsList).toEqual([
      expect.objectContaining({ Type: 'CURRLIAB', SystemAccount: 'Accounts payable', Currency: 'EUR' }),
    ]);
    const unknown = await sandbox.api('GET ref/account?Code=none');
    expect([unknown.status, unknown.body[0]?.Exception]).toEqual([
      400,
      'Account with specified ID not found',
    ]);
    expect((await sandbox.api('GET ref/account?Name=No such')).body).toMatchObject({ Total: 0 });
  });

  it('has its books, down to bins and inactive terms', async () => {
    const totals = await Promise.all(
      ['ref/account/bank', 'ref/tax', 'ref/paymentterm', 'ref/location'].map(
        async (path) => (await sandbox.api(`GET ${path}`)).body.Total,
      ),
    );
    expect(totals.every((total) => total > 3)).toBe(true);
  });
});
