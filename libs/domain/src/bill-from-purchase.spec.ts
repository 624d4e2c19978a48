import { describe, expect, it } from '@jest/globals';
import { aLine, anAccount, anInvoice, aPurchase, someContext } from '#libs/testing';
import { billFromPurchase } from './bill-from-purchase.js';
import { decimal } from './decimal.js';
import type { MappingContext } from './mapping-context.js';
import { amountOf } from './money.js';
import type { Purchase, PurchaseLine, SupplierInvoice } from './purchase.js';

interface Changes {
  readonly purchase?: Partial<Purchase>;
  readonly invoice?: Partial<SupplierInvoice>;
  readonly context?: Partial<MappingContext>;
}

function map({ purchase, invoice, context }: Changes) {
  const billed = anInvoice(invoice);
  const place = { number: billed.number ?? 'PO-00042', orderLines: [] };
  return billFromPurchase(aPurchase(purchase), billed, place, someContext(context));
}

function bill(changes: Changes) {
  const mapped = map(changes);
  if (!mapped.ok) throw new Error(JSON.stringify(mapped.problems));
  return mapped.value;
}

function problems(changes: Changes) {
  const mapped = map(changes);
  return mapped.ok ? [] : mapped.problems.map(({ code, subject }) => [code, subject]);
}

const ofTotal = (total: string, changes: Partial<PurchaseLine> = {}) =>
  aLine({ total: decimal(total), ...changes });
const inEuros = { purchase: { currency: 'EUR', rate: null }, context: { multiCurrency: true } };

describe('a sound invoice', () => {
  it('becomes a bill', () => {
    expect(map({})).toEqual({
      ok: true,
      value: {
        documentNumber: 'INV-7781',
        date: '2026-10-05',
        dueDate: '2026-11-04',
        termId: '3',
        currency: 'USD',
        exchangeRate: null,
        departmentId: null,
        tax: null,
        lines: [
          {
            target: { kind: 'account', accountId: '81' },
            description: 'OAK-2440 Oak board 2440 mm (10 × 12.5 USD)',
            amount: { minor: 12500n, currency: 'USD' },
            taxCodeId: null,
            classId: null,
            customerId: null,
            orderLine: null,
          },
        ],
        total: { minor: 12500n, currency: 'USD' },
        note: 'Cin7 purchase PO-00042, supplier invoice INV-7781',
      },
    });
  });

  it('has the number of the purchase where it has none of its own', () => {
    expect(bill({ invoice: { number: null } })).toMatchObject({
      documentNumber: 'PO-00042',
      note: 'Cin7 purchase PO-00042, supplier invoice PO-00042',
    });
  });

  it('keeps its full number in the note where QuickBooks cannot hold it', () => {
    const number = 'HARBOUR-TIMBER-2026-10-0000001';
    const { documentNumber, note } = bill({ invoice: { number } });
    expect(documentNumber).toHaveLength(21);
    expect(note).toContain(number);
  });

  it('carries the rate of its own, only in a foreign currency', () => {
    const rate = decimal('1.0834');
    expect(bill({ ...inEuros, invoice: { rate } }).exchangeRate).toEqual(rate);
    expect(bill({ invoice: { rate } }).exchangeRate).toBeNull();
  });

  it('needs no due date', () => {
    expect(bill({ invoice: { dueDate: null } }).dueDate).toBeNull();
  });

  it('rounds its lines to its total', () => {
    const lines = ['0.335', '0.335', '0.335'].map((total) => ofTotal(total));
    const totals = { totalBeforeTax: decimal('1.01'), total: decimal('1.01') };
    expect(bill({ invoice: { lines, ...totals } }).lines.map(({ amount }) => amountOf(amount))).toEqual([
      '0.34',
      '0.34',
      '0.33',
    ]);
  });

  it('keeps discounts as lines of their own', () => {
    const lines = [
      ofTotal('100'),
      ofTotal('-12.5', { sku: null, description: 'Rounding', accountCode: '6100' }),
    ];
    expect(bill({ invoice: { lines } }).lines).toMatchObject([
      { target: { accountId: '81' }, amount: { minor: 10000n } },
      { target: { accountId: '92' }, amount: { minor: -1250n } },
    ]);
  });

  it.each([
    ['without a SKU', { sku: null, description: 'Freight' }, 'Freight (10 × 12.5 USD)'],
    ['without a word', { sku: null, description: '' }, '(10 × 12.5 USD)'],
    [
      'with a short price',
      { quantity: decimal('0.5'), price: decimal('1e3') },
      'OAK-2440 Oak board 2440 mm (0.5 × 1000 USD)',
    ],
  ])('describes a line %s', (_why, changes, description) => {
    expect(bill({ invoice: { lines: [aLine(changes)] } }).lines[0]?.description).toBe(description);
  });

  it('cuts a description to what QuickBooks holds, price and all', () => {
    const [line] = bill({ invoice: { lines: [aLine({ description: '🪵'.repeat(3000) })] } }).lines;
    expect(line?.description.length).toBeLessThanOrEqual(4000);
    expect(line?.description).toMatch(/ \(10 × 12\.5 USD\)$/);
    expect(line?.description).not.toMatch(/\p{Surrogate}/u);
  });
});

describe('an invoice is held', () => {
  it.each<[string, Changes, string, string]>([
    ['without a currency', { purchase: { currency: null } }, 'currency-missing', 'PO-00042'],
    ['in a currency that is none', { purchase: { currency: 'US$' } }, 'currency-missing', 'PO-00042'],
    [
      'where the books are kept in two currencies',
      { purchase: { baseCurrency: 'CAD' } },
      'home-currency-differs',
      'CAD',
    ],
    [
      'in a currency that QuickBooks cannot keep',
      { purchase: { currency: 'EUR' } },
      'multicurrency-off',
      'EUR',
    ],
    ['without a rate', { ...inEuros, invoice: { rate: null } }, 'rate-missing', 'PO-00042'],
    ['with a rate of zero', { ...inEuros, invoice: { rate: decimal('0') } }, 'rate-missing', 'PO-00042'],
    ['with a negative rate', { ...inEuros, invoice: { rate: decimal('-1.1') } }, 'rate-missing', 'PO-00042'],
    ['without a date', { invoice: { date: null } }, 'date-missing', 'PO-00042'],
    ['without lines', { invoice: { lines: [], total: decimal('5') } }, 'lines-missing', 'PO-00042'],
    [
      'with tax that no rule carries',
      {
        invoice: {
          lines: [aLine({ tax: decimal('10'), taxRule: 'Sales Tax' })],
          totalBeforeTax: decimal('125'),
          tax: decimal('10'),
          total: decimal('135'),
        },
      },
      'tax-unmapped',
      'Sales Tax',
    ],
    [
      'with tax that its lines do not carry',
      { invoice: { tax: decimal('10'), total: decimal('135') } },
      'tax-differs',
      'PO-00042',
    ],
    ['in a closed period', { context: { closingDate: '2026-10-05' } }, 'books-closed', '2026-10-05'],
    ['below zero', { invoice: { lines: [ofTotal('-1')] } }, 'negative-total', 'PO-00042'],
    [
      'whose lines are a cent more',
      { invoice: { lines: [ofTotal('125.01')], totalBeforeTax: decimal('125'), total: decimal('125') } },
      'total-differs',
      'PO-00042',
    ],
    [
      'whose lines are a cent less',
      { invoice: { lines: [ofTotal('124.99')], totalBeforeTax: decimal('125'), total: decimal('125') } },
      'total-differs',
      'PO-00042',
    ],
    ['whose two totals differ', { invoice: { totalBeforeTax: decimal('120') } }, 'total-differs', 'PO-00042'],
    [
      'with more digits than JSON keeps',
      { invoice: { lines: [ofTotal('12345678901234.56')] } },
      'amount-unreadable',
      'PO-00042',
    ],
    [
      'with a line of more digits than JSON keeps',
      { invoice: { lines: [ofTotal('10000000000000.01'), ofTotal('-10000000000000')] } },
      'amount-unreadable',
      'PO-00042',
    ],
    [
      'without an account',
      { invoice: { lines: [aLine({ accountCode: null })] } },
      'account-missing',
      'line 1 (OAK-2440)',
    ],
    [
      'with an account that has no rule',
      { invoice: { lines: [aLine({ accountCode: '1499' })] } },
      'account-unmapped',
      '1499',
    ],
    ['whose account is not there', { context: { accounts: new Map() } }, 'account-not-usable', '1400'],
    ...[
      { active: false },
      { type: 'Accounts Payable' },
      { type: 'Accounts Receivable' },
      { type: 'Non-Posting' },
    ].map((changes): [string, Changes, string, string] => [
      `whose account is ${JSON.stringify(changes)}`,
      { context: { accounts: new Map([['81', anAccount(changes)]]) } },
      'account-not-usable',
      '1400',
    ]),
  ])('%s', (_why, changes, code, subject) => {
    expect(problems(changes)).toEqual([[code, subject]]);
  });

  it('with every problem at once', () => {
    const changes = {
      purchase: { currency: 'EUR', baseCurrency: 'GBP', rate: null },
      invoice: {
        date: null,
        rate: null,
        lines: [
          aLine({ accountCode: null, sku: null, description: 'Freight' }),
          aLine({ accountCode: '1499' }),
        ],
        total: decimal('1'),
      },
    };
    expect(problems(changes)).toEqual([
      ['home-currency-differs', 'GBP'],
      ['multicurrency-off', 'EUR'],
      ['rate-missing', 'PO-00042'],
      ['date-missing', 'PO-00042'],
      ['total-differs', 'PO-00042'],
      ['account-missing', 'line 1 (Freight)'],
      ['account-unmapped', '1499'],
    ]);
  });

  it('with words that say what to do', () => {
    const mapped = map({ invoice: { lines: [aLine({ accountCode: '1499' })] } });
    expect(mapped).toMatchObject({
      problems: [
        {
          message: 'Cin7 account 1499 is not mapped to an account of QuickBooks. Add a mapping rule for it.',
        },
      ],
    });
  });
});
