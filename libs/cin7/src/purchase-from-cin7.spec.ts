import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { format } from '#libs/domain';
import {
  cin7AdvancedPurchase,
  cin7Charge,
  cin7Invoice,
  cin7Line,
  cin7Purchase,
  type Wire,
} from '#libs/testing';
import { purchaseFromCin7 } from './purchase-from-cin7.js';
import { SourceUnreadableError } from './source-unreadable.error.js';

const invoiceOf = (changes: Wire) =>
  purchaseFromCin7(cin7Purchase({ Invoice: cin7Invoice(changes) })).invoices[0];

describe('a Simple Purchase', () => {
  const purchase = purchaseFromCin7(cin7Purchase());

  it('is read whole', () => {
    expect(purchase).toMatchObject({
      id: '7d0c2d5e-1a54-4c1e-9f57-0d6a3be1c001',
      number: 'PO-00042',
      shape: 'simple',
      supplierId: '51b0f3a2-6f0e-4d7b-8a53-2f9f4d11a001',
      supplierName: 'Harbour Timber Ltd',
      currency: 'USD',
      baseCurrency: 'USD',
      taxInclusive: false,
      terms: '30 days',
      order: { status: 'authorised', date: '2026-10-01', closed: false, lines: [{ accountCode: '1400' }] },
      creditNotes: [{ status: 'none', number: null, date: null }],
    });
    expect(format(purchase.order.total)).toBe('125');
  });

  it('has one invoice, known by the id of the purchase', () => {
    expect(purchase.invoices).toMatchObject([
      {
        key: purchase.id,
        number: 'INV-7781',
        status: 'authorised',
        date: '2026-10-05',
        dueDate: '2026-11-04',
      },
    ]);
    expect(purchase.invoices[0]?.lines).toMatchObject([
      { sku: 'OAK-2440', description: 'Oak board 2440 mm', accountCode: '1400' },
    ]);
  });

  it('has none where Cin7 names none', () => {
    expect(purchaseFromCin7({ ID: 'a', OrderNumber: 'PO-1' })).toMatchObject({
      invoices: [],
      creditNotes: [],
    });
    expect(purchaseFromCin7(cin7Purchase({ Invoice: null })).invoices).toEqual([]);
  });
});

describe('an Advanced Purchase', () => {
  it('has invoices with ids and rates of their own', () => {
    const purchase = purchaseFromCin7(
      cin7AdvancedPurchase({
        CurrencyRate: 1.1,
        Invoice: [
          cin7Invoice({ TaskID: 't1', CurrencyRate: 1.25 }),
          cin7Invoice({ TaskID: 't2', CurrencyRate: null, InvoiceNumber: 'INV-7781/2' }),
          cin7Invoice({ TaskID: 't3', Status: 'NOT AVAILABLE', Lines: [], Total: 0 }),
        ],
      }),
    );
    expect(purchase.shape).toBe('advanced');
    expect(purchase.rate && format(purchase.rate)).toBe('1.1');
    expect(
      purchase.invoices.map(({ key, number, status, rate }) => [key, number, status, rate && format(rate)]),
    ).toEqual([
      ['t1', 'INV-7781', 'authorised', '1.25'],
      ['t2', 'INV-7781/2', 'authorised', null],
      ['t3', 'INV-7781', 'none', null],
    ]);
  });

  it('has credit notes with ids of their own', () => {
    const CreditNote = [
      {
        TaskID: 'c1',
        CreditNoteNumber: 'CR-1',
        CreditNoteDate: '2026-10-09T00:00:00',
        Status: 'AUTHORISED',
        Total: 30.5,
      },
    ];
    const [note] = purchaseFromCin7(cin7AdvancedPurchase({ CreditNote })).creditNotes;
    expect(note).toMatchObject({ key: 'c1', number: 'CR-1', date: '2026-10-09', status: 'authorised' });
    expect(note && format(note.total)).toBe('30.5');
  });

  it('asked for as Advanced, a Simple Purchase keeps its key', () => {
    const { ID } = cin7Purchase();
    const [invoice] = purchaseFromCin7(
      cin7AdvancedPurchase({ Invoice: [cin7Invoice({ TaskID: ID })] }),
    ).invoices;
    expect(invoice?.key).toBe(ID);
  });
});

describe('P1 ids', () => {
  it.each([
    ['a Simple Purchase', cin7Purchase()],
    ['an Advanced Purchase', cin7AdvancedPurchase()],
  ])('of %s are the same in whatever letters Cin7 writes them', (_shape, payload) => {
    const capitals = JSON.stringify(payload).replace(
      /"(ID|SupplierID|TaskID)":"[^"]+"/g,
      (member) =>
        `${member.slice(0, member.indexOf(':'))}:${member.slice(member.indexOf(':') + 1).toUpperCase()}`,
    );
    expect(capitals).not.toBe(JSON.stringify(payload));
    expect(purchaseFromCin7(JSON.parse(capitals))).toEqual(purchaseFromCin7(payload));
  });
});

describe('a Service Purchase', () => {
  it.each([
    ['by its mark', { IsServiceOnly: true }],
    ['by its type', { Type: 'Service Purchase' }],
  ])('is known %s and has charges for lines', (_how, changes) => {
    const purchase = purchaseFromCin7(
      cin7AdvancedPurchase({
        ...changes,
        Invoice: [
          cin7Invoice({ TaskID: 't', Lines: [], AdditionalCharges: [cin7Charge({ Reference: 'BL 4471' })] }),
        ],
      }),
    );
    expect(purchase.shape).toBe('service');
    expect(purchase.invoices[0]?.lines).toMatchObject([
      { sku: null, description: 'Freight BL 4471', accountCode: '6100' },
    ]);
  });
});

describe('an invoice', () => {
  it('has its charges after its lines', () => {
    const lines = invoiceOf({ AdditionalCharges: [cin7Charge()] })?.lines;
    expect(lines?.map(({ description, total }) => [description, format(total)])).toEqual([
      ['Oak board 2440 mm', '125'],
      ['Freight', '40'],
    ]);
  });

  it.each([
    ['as it is spelled', { InvoiceNumber: 'A-1' }, 'A-1'],
    ['as the documentation misspells it', { InvoiceNumber: undefined, InvocieNumber: 'A-2' }, 'A-2'],
    ['without the space around it', { InvoiceNumber: ' A-3 ' }, 'A-3'],
    ['not at all', { InvoiceNumber: '' }, null],
  ])('has its number %s', (_how, changes, number) => {
    expect(invoiceOf(changes)?.number).toBe(number);
  });

  it.each([
    ['AUTHORISED', 'authorised'],
    ['PAID', 'paid'],
    ['DRAFT', 'draft'],
    ['VOIDED', 'voided'],
    ['NOT AVAILABLE', 'none'],
    ['', 'none'],
    [null, 'none'],
    [' Authorised ', 'authorised'],
  ])('with status %j is %s', (Status, status) => {
    expect(invoiceOf({ Status })?.status).toBe(status);
  });

  it('with a status that is not known is set aside, not left out in silence', () => {
    expect(() => invoiceOf({ Status: 'PARTIALLY PAID' })).toThrow(
      'a status that is not known: PARTIALLY PAID',
    );
  });

  it.each([
    ['2026-10-05T00:00:00', '2026-10-05'],
    ['2026-10-05', '2026-10-05'],
    ['2026-10-05T23:30:00-08:00', '2026-10-05'],
    ['05/10/2026', null],
    ['', null],
    [null, null],
    [20261005, null],
  ])('dated %j has the day %s: no zone moves it', (InvoiceDate, date) => {
    expect(invoiceOf({ InvoiceDate })?.date).toBe(date);
  });
});

describe('amounts', () => {
  it.each([
    [12.5, '12.5'],
    ['12.50', '12.50'],
    [0.0001, '0.0001'],
    [-3, '-3'],
    ['', '0'],
    [null, '0'],
    [undefined, '0'],
  ])('%j is read as %s', (Total, text) => {
    const [line] = invoiceOf({ Lines: [cin7Line({ Total })] })?.lines ?? [];
    expect(line && format(line.total)).toBe(text);
  });

  it.each(['12,50', '$12', true, {}, 0.1 + 0.2, ' 12'])('%j is not guessed', (Total) => {
    expect(() => invoiceOf({ Lines: [cin7Line({ Total })] })).toThrow(SourceUnreadableError);
  });

  it('an owed invoice without a total is not one of zero', () => {
    expect(() => invoiceOf({ Total: null })).toThrow('counts but has no total');
    expect(invoiceOf({ Total: null, Status: 'DRAFT' })?.total).toEqual({ units: 0n, scale: 0 });
  });
});

describe('a document that we do not know', () => {
  it.each([
    ['null', null],
    ['a list', []],
    ['text', 'Page not found'],
    ['no id', { OrderNumber: 'PO-1' }],
    ['no number', { ID: 'a' }],
    ['lines that are no list', cin7Purchase({ Invoice: cin7Invoice({ Lines: 'none' }) })],
    ['an invoice that is text', cin7Purchase({ Invoice: 'INV-1' })],
  ])('is set aside: %s', (_what, payload) => {
    expect(() => purchaseFromCin7(payload)).toThrow(SourceUnreadableError);
  });
});

const official = path.resolve('..', 'shared', 'fixtures', 'cin7', 'core');
const files = existsSync(official)
  ? readdirSync(official).filter((name) => /^(advanced-)?purchase\.\w+\.response\.json$/.test(name))
  : [];
if (files.length === 0) console.info(`skipped: the official purchase examples are not at ${official}`);

describe('the official examples', () => {
  (files.length > 0 ? it : it.skip)('are read without an error', () => {
    expect(files).toHaveLength(8);
    for (const file of files) {
      const purchase = purchaseFromCin7(JSON.parse(readFileSync(path.join(official, file), 'utf8')));
      expect([file, purchase.id]).toEqual([file, expect.stringMatching(/^[0-9a-f-]{36}$/)]);
    }
  });
});
