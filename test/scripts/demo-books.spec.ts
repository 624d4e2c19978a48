import { describe, expect, it } from '@jest/globals';
import { booksAgree, ledgersOf } from '../../scripts/demo/ledgers.mjs';
import { pairDifferences } from '../../scripts/demo/paired-documents.mjs';

const amounts = { currency: 'EUR', total: '120.00', tax: '20.00' };
const note = (number: string) => `Cin7 purchase PO-1, supplier invoice ${number} [bb:x]`;
const invoice = (number: string, changes: object = {}) => ({
  ...amounts,
  orderNumber: 'PO-1',
  number,
  currencyRate: 0.85,
  isBilled: true,
  ...changes,
});
const bill = (number: string, changes: object = {}) => ({
  ...amounts,
  docNumber: number,
  exchangeRate: '0.85',
  privateNote: note(number),
  ...changes,
});

function books({ invoices, bills }: { invoices: object[]; bills: object[] }) {
  const cin7 = { invoices, creditNotes: [], orders: [] };
  return ledgersOf(cin7, { vendors: [], bills, vendorCredits: [], purchaseOrders: [] });
}

describe('the documents of the demo, each beside its twin', () => {
  const differences = (bills: object[], hasPurchaseTaxes = true) =>
    pairDifferences(books({ invoices: [invoice('A-1'), invoice('A-10')], bills }), { hasPurchaseTaxes });

  it('are equal in currency, rate, total and tax', () => {
    expect(differences([bill('A-1'), bill('A-10')])).toEqual([]);
  });

  it.each([
    ['currency', { currency: 'GBP' }],
    ['rate', { exchangeRate: '0.86' }],
    ['total', { total: '120.01' }],
    ['tax', { tax: '19.99' }],
  ])('differ by their %s', (_what, change) => {
    expect(differences([bill('A-1', change)])).toEqual([
      expect.stringMatching(/^bills: A-1 is .* should be/),
    ]);
  });

  it('are found when two of them have each other’s amounts', () => {
    const swapped = { total: '60.00', tax: '10.00' };
    const invoices = [invoice('A-1'), invoice('A-10', swapped)];
    const bills = [bill('A-1', swapped), bill('A-10')];
    expect(pairDifferences(books({ invoices, bills }), { hasPurchaseTaxes: true })).toHaveLength(2);
  });

  it.each(['', ', on supplier invoice A-1'])('are found for a credit note%s, and for no other', (of) => {
    const credits = ['C-1', 'C-10'].map((number) => ({
      ...amounts,
      orderNumber: 'PO-1',
      number,
      currencyRate: 1,
    }));
    const vendorCredits = ['C-10', 'C-1'].map((number) => ({
      ...amounts,
      docNumber: number,
      exchangeRate: '1',
      privateNote: `Cin7 purchase PO-1, supplier credit note ${number}${of} [bb:x]`,
    }));
    const cin7 = { invoices: [], creditNotes: credits, orders: [] };
    const held = ledgersOf(cin7, { vendors: [], bills: [], vendorCredits, purchaseOrders: [] });
    expect(pairDifferences(held, { hasPurchaseTaxes: true })).toEqual([]);
  });

  it('have one twin each: a second bill for an invoice is none', () => {
    expect(differences([bill('A-1'), bill('A-1')])).toEqual([
      'bills: A-1 is no document of Cin7, or another one is it too',
    ]);
  });

  it('are not asked for their tax where QuickBooks keeps none', () => {
    expect(differences([bill('A-1', { tax: '0.00' })], false)).toEqual([]);
  });

  it('are ours only with our mark', () => {
    expect(differences([bill('A-1'), bill('A-1', { privateNote: 'typed by hand' })])).toEqual([]);
  });
});

describe('the tie-out of the demo', () => {
  const sum = (count: number, total: string) => ({ count, total });
  const tieOut = (theirs: object, ours: object) => ({
    bills: [{ currency: 'EUR', cin7: theirs, quickbooks: { ours } }],
    credits: [],
    orders: [],
  });
  const held = books({ invoices: [invoice('A-1'), invoice('A-2')], bills: [bill('A-1')] });

  it('agrees with the books of both sides', () => {
    expect(booksAgree(tieOut(sum(2, '240.00'), sum(1, '120.0000')), held)).toEqual([]);
  });

  it.each([
    ['a bill that Billbridge does not know of', tieOut(sum(2, '240.00'), sum(0, '0'))],
    ['another total in Cin7', tieOut(sum(2, '240.01'), sum(1, '120.00'))],
    ['a currency that it leaves out', { bills: [], credits: [], orders: [] }],
  ])('is contradicted by %s', (_what, said) => {
    expect(booksAgree(said, held).length).toBeGreaterThan(0);
  });
});
