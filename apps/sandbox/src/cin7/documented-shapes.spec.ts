import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type StartedSandbox, startedSandbox } from './started-sandbox.js';

const examples = path.resolve('..', 'shared', 'fixtures', 'cin7', 'core');
const comparing = existsSync(examples) ? describe : describe.skip;
if (!existsSync(examples)) process.stderr.write('No documented examples here: shapes are not compared.\n');

/** The manual's misspelling, and members that only live accounts have. */
const renamed: Readonly<Record<string, string>> = { InvocieNumber: 'InvoiceNumber' };

const product = { sku: 'A-1', quantity: 1, price: 2 };
const everything = {
  supplier: 'Shape Maker',
  orderCharges: [{ description: 'Freight', price: 1 }],
  orderLines: [product],
  attachments: [{ fileName: 'invoice.pdf', content: 'QUJD' }],
  journals: [{ amount: 1, date: '2026-11-02', debit: '1200', credit: '5100' }],
  prepayments: [{ amount: 1 }],
  invoices: [
    {
      number: 'S-1',
      date: '2026-11-02',
      lines: [product],
      charges: [{ description: 'Freight', price: 1 }],
      payments: [{ amount: 1 }],
    },
  ],
  creditNotes: [
    { number: 'C-1', date: '2026-11-03', lines: [product], charges: [{ description: 'Less', price: 1 }] },
  ],
};

comparing('members of the manual', () => {
  let sandbox: StartedSandbox;
  let purchases: Record<'simple' | 'advanced', string>;
  beforeAll(async () => {
    sandbox = await startedSandbox();
    const door = `POST accounts/${sandbox.demo.accountId}`;
    await sandbox.door(`${door}/suppliers`, {
      name: 'Shape Maker',
      addresses: [{ line1: '1 Road', country: 'United States' }],
      contacts: [{ name: 'A' }],
    });
    const [supplier] = (await sandbox.api('GET supplier?Name=Shape')).body.SupplierList;
    await sandbox.door(`${door}/deposits`, { supplierId: supplier?.ID, amount: 100, date: '2026-11-01' });
    await sandbox.api('POST webhooks', {
      Type: 'Sale/OrderAuthorised',
      IsActive: true,
      ExternalURL: 'http://127.0.0.1:9/none',
      ExternalAuthorizationType: 'noauth',
      ExternalHeaders: [{ Key: 'Key', Value: '123' }],
    });
    const simple = await sandbox.door(`${door}/purchases`, everything);
    const advanced = await sandbox.door(`${door}/purchases`, { ...everything, type: 'advanced' });
    purchases = { simple: simple.ID, advanced: advanced.ID };
  });
  afterAll(() => sandbox.close());

  it.each([
    ['me', 'me'],
    ['ref_account', 'ref/account?Code=2000'],
    ['ref_account_bank', 'ref/account/bank'],
    ['ref_tax', 'ref/tax'],
    ['ref_paymentterm', 'ref/paymentterm'],
    ['ref_location', 'ref/location?Name=Main'],
    ['supplier', 'supplier?Name=Shape'],
    ['purchaseList', 'purchaseList'],
    ['purchaseCreditNoteList', 'purchaseCreditNoteList'],
    ['purchase', 'purchase?ID=simple'],
    ['advanced-purchase', 'advanced-purchase?ID=advanced'],
    ['purchase_order', 'purchase/order?TaskID=simple'],
    ['purchase_invoice', 'purchase/invoice?TaskID=simple'],
    ['advanced-purchase_invoice', 'advanced-purchase/invoice?PurchaseID=advanced'],
    ['purchase_payment', 'purchase/payment?TaskID=simple'],
    ['purchase_stock', 'purchase/stock?TaskID=simple'],
    ['purchase_creditnote', 'purchase/creditnote?TaskID=simple'],
    ['purchase_manualJournal', 'purchase/manualJournal?TaskID=simple'],
    ['purchase_attachment', 'purchase/attachment?TaskID=simple'],
    ['advanced-purchase_stock', 'advanced-purchase/stock?PurchaseID=advanced'],
    ['advanced-purchase_put-away', 'advanced-purchase/put-away?PurchaseID=advanced'],
    ['advanced-purchase_creditnote', 'advanced-purchase/creditnote?PurchaseID=advanced'],
    ['advanced-purchase_manualJournal', 'advanced-purchase/manualJournal?PurchaseID=advanced'],
    ['advanced-purchase_payment', 'advanced-purchase/payment?PurchaseID=advanced'],
    ['product', 'product?Sku=A-1'],
    ['ref_attributeset', 'ref/attributeset'],
    ['ref_supplier_deposits', 'ref/supplier/deposits'],
    ['transactions', 'transactions'],
    ['webhooks', 'webhooks'],
  ])('%s are all there', async (example, call) => {
    const wanted = JSON.parse(readFileSync(path.join(examples, `${example}.GET.response.json`), 'utf8'));
    const { body } = await sandbox.api(
      `GET ${call.replace('=simple', `=${purchases.simple}`).replace('=advanced', `=${purchases.advanced}`)}`,
    );
    expect(missing(wanted, body, '')).toEqual([]);
  });
});

/** Paths that the example has and the answer lacks. Of a list only the first element counts; an empty one says nothing. */
function missing(wanted: unknown, given: unknown, at: string): string[] {
  if (Array.isArray(wanted)) {
    if (wanted.length === 0 || isSystemMade(at)) return [];
    return Array.isArray(given) && given.length > 0 ? missing(wanted[0], given[0], `${at}[]`) : [at];
  }
  if (typeof wanted !== 'object' || wanted === null) return [];
  return Object.entries(wanted).flatMap(([name, value]) => {
    const member = renamed[name] ?? name;
    const answer = (given as Record<string, unknown> | null)?.[member];
    return answer === undefined ? [`${at}.${member}`] : missing(value, answer, `${at}.${member}`);
  });
}

/** Lists that nothing fills here: what hangs on a product, and what comes back of a credit. */
function isSystemMade(at: string): boolean {
  return /(Products\[\]\.\w+|Refunds|Bins)$/.test(at);
}
