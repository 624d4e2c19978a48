import { inRoot } from '../scripts/paths.mjs';
import { perSecond } from './measure.mjs';

const lines = 20;
const times = 2_000;

/** From Cin7's text to QuickBooks' body, for an invoice of 20 lines; held against parsing the text alone. */
export async function mappingBench() {
  const [{ purchaseFromCin7 }, { intentionsFromPurchase, marker }, { billToQuickBooks }] = await Promise.all([
    import(inRoot('dist', 'libs', 'cin7', 'src', 'index.js')),
    import(inRoot('dist', 'libs', 'domain', 'src', 'index.js')),
    import(inRoot('dist', 'libs', 'quickbooks', 'src', 'index.js')),
  ]);
  const text = JSON.stringify(purchase());
  const context = {
    cutOverDate: null,
    homeCurrency: 'USD',
    multiCurrency: true,
    rules: [{ kind: 'account', source: '1200', target: '81' }],
    accounts: new Map([
      ['81', { id: '81', number: '1200', name: 'Inventory', type: 'Other Current Asset', active: true }],
    ]),
    terms: new Map(),
  };
  const evidence = { vendor: { state: 'posted', currency: 'USD' }, knownBills: [] };
  const mark = marker({ realmId: '1', kind: 'bill', sourceKey: 'p' });

  const parsing = await perSecond(times, () => JSON.parse(text));
  const mapping = await perSecond(times, () => {
    const intentions = intentionsFromPurchase(purchaseFromCin7(JSON.parse(text)), evidence, context);
    const bill = intentions.find((/** @type {any} */ { kind }) => kind === 'bill');
    if (bill.decision.outcome !== 'post') throw new Error(JSON.stringify(bill.decision));
    return JSON.stringify(billToQuickBooks(bill.decision.document, { marker: mark, multiCurrency: true }));
  });
  const against = 'parsing the text alone';
  return [
    { what: against, perSecond: parsing, ratio: 1, against: '' },
    { what: `mapping an invoice of ${lines} lines`, perSecond: mapping, ratio: parsing / mapping, against },
  ];
}

function purchase() {
  const line = {
    ProductID: 'c08b3876-89cc-46c4-af52-b77f058fdf81',
    SKU: 'ROPE-12',
    Name: 'Rope 12 mm',
    Quantity: 3.5,
    Price: 12.3456,
    Discount: 5,
    Tax: 0,
    TaxRule: 'Tax Exempt',
    Account: '1200',
    Total: 41.05,
  };
  const total = Math.round(lines * line.Total * 100) / 100;
  const invoice = {
    Status: 'AUTHORISED',
    InvoiceNumber: 'INV-1',
    InvoiceDate: '2026-11-01T00:00:00',
    InvoiceDueDate: '2026-12-01T00:00:00',
    Lines: Array.from({ length: lines }, () => line),
    AdditionalCharges: [],
    TotalBeforeTax: total,
    Tax: 0,
    Total: total,
  };
  return {
    ID: '02b08cd2-51d2-41e6-ab97-85bcd13e7136',
    SupplierID: 'f1d1696b-8988-4ca0-8b9d-60317e463d07',
    Supplier: 'Tidewater Rope Works',
    OrderNumber: 'PO-00001',
    Type: 'Simple Purchase',
    Status: 'INVOICED',
    BaseCurrency: 'USD',
    SupplierCurrency: 'USD',
    TaxCalculation: 'Exclusive',
    CurrencyRate: 1,
    Order: { Status: 'AUTHORISED', Lines: [], Total: total },
    Invoice: invoice,
    CreditNote: { Status: 'NOT AVAILABLE', Lines: [] },
  };
}
