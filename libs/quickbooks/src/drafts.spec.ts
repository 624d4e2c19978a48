import { describe, expect, it } from '@jest/globals';
import { type Bill, type DocumentLine, decimal, type Vendor } from '#libs/domain';
import { billToQuickBooks } from './document-to-quickbooks.js';
import { vendorToQuickBooks } from './vendor-to-quickbooks.js';

const marker = '[bb:abcdefghijklmnopqrstuvwxyz]';

const line = (accountId: string, changes: Partial<DocumentLine>): DocumentLine => ({
  target: { kind: 'account', accountId },
  description: '',
  amount: { minor: 0n, currency: 'USD' },
  taxCodeId: null,
  classId: null,
  customerId: null,
  orderLine: null,
  ...changes,
});

const bill: Bill = {
  documentNumber: 'INV-7781',
  date: '2026-10-05',
  dueDate: '2026-11-04',
  termId: '3',
  currency: 'USD',
  exchangeRate: null,
  departmentId: null,
  tax: null,
  lines: [
    line('81', { description: 'OAK-2440', amount: { minor: 12505n, currency: 'USD' } }),
    line('92', { description: 'Rounding', amount: { minor: -5n, currency: 'USD' } }),
  ],
  total: { minor: 12500n, currency: 'USD' },
  note: 'Cin7 purchase PO-00042, supplier invoice INV-7781',
};

const billDraft = (changes: Partial<Bill> = {}, multiCurrency = false) =>
  billToQuickBooks({ ...bill, ...changes }, { marker, multiCurrency });

describe('the draft of a bill', () => {
  it('says everything but the vendor', () => {
    expect(billDraft()).toEqual({
      DocNumber: 'INV-7781',
      TxnDate: '2026-10-05',
      DueDate: '2026-11-04',
      SalesTermRef: { value: '3' },
      PrivateNote: `Cin7 purchase PO-00042, supplier invoice INV-7781 ${marker}`,
      Line: [
        {
          DetailType: 'AccountBasedExpenseLineDetail',
          Amount: 125.05,
          Description: 'OAK-2440',
          AccountBasedExpenseLineDetail: { AccountRef: { value: '81' } },
        },
        {
          DetailType: 'AccountBasedExpenseLineDetail',
          Amount: -0.05,
          Description: 'Rounding',
          AccountBasedExpenseLineDetail: { AccountRef: { value: '92' } },
        },
      ],
    });
  });

  it('names the currency only where QuickBooks keeps several', () => {
    expect(billDraft()).not.toHaveProperty('CurrencyRef');
    expect(billDraft({ currency: 'EUR', exchangeRate: decimal('1.0834') }, true)).toMatchObject({
      CurrencyRef: { value: 'EUR' },
      ExchangeRate: 1.0834,
    });
    expect(billDraft({}, true)).not.toHaveProperty('ExchangeRate');
  });

  it('leaves out what is not known', () => {
    const draft = billDraft({ dueDate: null, termId: null });
    expect(draft).not.toHaveProperty('DueDate');
    expect(draft).not.toHaveProperty('SalesTermRef');
  });

  it.each([
    [1n, 'USD', 0.01],
    [100000000000001n, 'USD', 1000000000000.01],
    [1200n, 'JPY', 1200],
    [1234n, 'KWD', 1.234],
    [0n, 'USD', 0],
  ])('writes %d minor units of %s as %d', (minor, currency, amount) => {
    const draft = billDraft({ lines: [line('81', { amount: { minor, currency } })] });
    expect(draft.Line).toMatchObject([{ Amount: amount }]);
    expect(JSON.stringify(draft)).toContain(`"Amount":${amount}`);
  });

  it('P1 never loses its marker, however long the note', () => {
    const { PrivateNote } = billDraft({ note: '🪵'.repeat(3000) });
    expect(String(PrivateNote).length).toBeLessThanOrEqual(4000);
    expect(PrivateNote).toMatch(/ \[bb:[a-z]{26}\]$/);
    expect(PrivateNote).not.toMatch(/\p{Surrogate}/u);
  });

  it('P4 is the same text each time', () => {
    expect(JSON.stringify(billDraft())).toBe(JSON.stringify(billDraft({})));
  });
});

const vendor: Vendor = {
  displayName: 'Harbour Timber Ltd',
  companyName: 'Harbour Timber Ltd',
  currency: 'USD',
  contactName: 'Mia Torres',
  email: 'accounts@harbourtimber.example',
  phone: '+1 503 555 0142',
  mobile: '+1 503 555 0143',
  fax: '+1 503 555 0144',
  website: 'https://harbourtimber.example',
  address: {
    line1: '18 Quay Street',
    line2: 'Unit 4',
    city: 'Portland',
    state: 'OR',
    postcode: '97209',
    country: 'USA',
  },
  termId: '3',
  taxNumber: '93-1188402',
  accountNumber: 'BB-118',
  active: true,
};

const vendorDraft = (changes: Partial<Vendor> = {}, multiCurrency = false) =>
  vendorToQuickBooks({ ...vendor, ...changes }, { multiCurrency });

describe('the draft of a vendor', () => {
  it('says everything that Cin7 knows', () => {
    expect(vendorDraft({}, true)).toEqual({
      DisplayName: 'Harbour Timber Ltd',
      CompanyName: 'Harbour Timber Ltd',
      CurrencyRef: { value: 'USD' },
      PrimaryEmailAddr: { Address: 'accounts@harbourtimber.example' },
      PrimaryPhone: { FreeFormNumber: '+1 503 555 0142' },
      Mobile: { FreeFormNumber: '+1 503 555 0143' },
      Fax: { FreeFormNumber: '+1 503 555 0144' },
      WebAddr: { URI: 'https://harbourtimber.example' },
      BillAddr: {
        Line1: 'Mia Torres',
        Line2: '18 Quay Street',
        Line3: 'Unit 4',
        City: 'Portland',
        CountrySubDivisionCode: 'OR',
        PostalCode: '97209',
        Country: 'USA',
      },
      TermRef: { value: '3' },
      TaxIdentifier: '93-1188402',
      AcctNum: 'BB-118',
      Active: true,
    });
  });

  it('leaves out a tax number that is longer than QuickBooks holds: part of it would be another one', () => {
    expect(vendorDraft({ taxNumber: '1'.repeat(21) })).not.toHaveProperty('TaxIdentifier');
  });

  it('names the currency only where QuickBooks keeps several', () => {
    expect(vendorDraft()).not.toHaveProperty('CurrencyRef');
  });

  const bare = {
    contactName: null,
    email: null,
    phone: null,
    mobile: null,
    fax: null,
    website: null,
    address: null,
    termId: null,
    taxNumber: null,
    accountNumber: null,
  };

  it('needs only a name', () => {
    expect(vendorDraft(bare)).toEqual({
      DisplayName: 'Harbour Timber Ltd',
      CompanyName: 'Harbour Timber Ltd',
      Active: true,
    });
  });

  it.each([
    ['two addresses in one', { email: 'a@x.example; b@x.example' }, 'PrimaryEmailAddr'],
    ['no address', { email: 'call us' }, 'PrimaryEmailAddr'],
    ['an address that is too long', { email: `${'a'.repeat(99)}@x.example` }, 'PrimaryEmailAddr'],
    ['a site without a scheme', { website: 'harbourtimber.example' }, 'WebAddr'],
    ['a site of another scheme', { website: 'javascript:alert(1)' }, 'WebAddr'],
    [
      'an empty address',
      {
        contactName: null,
        address: { line1: null, line2: null, city: null, state: null, postcode: null, country: null },
      },
      'BillAddr',
    ],
  ])('leaves out what QuickBooks would refuse: %s', (_what, changes, member) => {
    expect(vendorDraft(changes)).not.toHaveProperty(member);
  });

  it('cuts each detail to what QuickBooks holds', () => {
    const long = 'x'.repeat(600);
    const address = { line1: long, line2: null, city: long, state: long, postcode: long, country: long };
    const { PrimaryPhone, BillAddr } = vendorDraft({ phone: long, contactName: null, address });
    expect(PrimaryPhone).toEqual({ FreeFormNumber: 'x'.repeat(30) });
    expect(
      Object.entries(BillAddr as Record<string, string>).map(([name, { length }]) => [name, length]),
    ).toEqual([
      ['Line1', 500],
      ['City', 255],
      ['CountrySubDivisionCode', 255],
      ['PostalCode', 30],
      ['Country', 255],
    ]);
  });
});
