import {
  decimal,
  defaultPolicies,
  type LedgerAccount,
  type MappingContext,
  type OrderedGoods,
  type Purchase,
  type PurchaseLine,
  type Supplier,
  type SupplierCreditNote,
  type SupplierInvoice,
  sum,
} from '#libs/domain';

/** Each builder gives a sound document; a test changes the one thing that it is about. */

const PURCHASE_ID = '7d0c2d5e-1a54-4c1e-9f57-0d6a3be1c001';
const SUPPLIER_ID = '51b0f3a2-6f0e-4d7b-8a53-2f9f4d11a001';

export function aLine(changes: Partial<PurchaseLine> = {}): PurchaseLine {
  return {
    productId: 'c4f5a3f0-59d4-4d2a-9a39-6f1d0f0aa001',
    sku: 'OAK-2440',
    description: 'Oak board 2440 mm',
    quantity: decimal('10'),
    price: decimal('12.5'),
    accountCode: '1400',
    taxRule: 'Tax Exempt',
    tax: decimal('0'),
    total: decimal('125'),
    ...changes,
  };
}

/** Its totals are those of its lines, unless a test says otherwise. */
export function anInvoice(changes: Partial<SupplierInvoice> = {}): SupplierInvoice {
  const lines = changes.lines ?? [aLine()];
  const lineTotal = sum(lines.map((line) => line.total));
  return {
    key: PURCHASE_ID,
    number: 'INV-7781',
    status: 'authorised',
    date: '2026-10-05',
    dueDate: '2026-11-04',
    rate: decimal('1'),
    lines,
    totalBeforeTax: lineTotal,
    tax: decimal('0'),
    total: lineTotal,
    ...changes,
  };
}

/** An order is placed for the goods that `anInvoice` bills; order lines name no account in Cin7. */
export function anOrder(changes: Partial<OrderedGoods> = {}): OrderedGoods {
  const lines = changes.lines ?? [aLine({ accountCode: null })];
  const lineTotal = sum(lines.map((line) => line.total));
  return {
    status: 'authorised',
    date: '2026-10-01',
    closed: false,
    memo: null,
    lines,
    totalBeforeTax: lineTotal,
    tax: decimal('0'),
    total: lineTotal,
    ...changes,
  };
}

export function aCreditNote(changes: Partial<SupplierCreditNote> = {}): SupplierCreditNote {
  const lines = changes.lines ?? [aLine({ quantity: decimal('2'), total: decimal('25') })];
  const lineTotal = sum(lines.map((line) => line.total));
  return {
    key: PURCHASE_ID,
    number: 'CR-7781',
    status: 'authorised',
    date: '2026-10-12',
    rate: decimal('1'),
    invoiceNumber: null,
    lines,
    totalBeforeTax: lineTotal,
    tax: decimal('0'),
    total: lineTotal,
    ...changes,
  };
}

export function aPurchase(changes: Partial<Purchase> = {}): Purchase {
  return {
    id: PURCHASE_ID,
    number: 'PO-00042',
    shape: 'simple',
    supplierId: SUPPLIER_ID,
    supplierName: 'Harbour Timber Ltd',
    currency: 'USD',
    baseCurrency: 'USD',
    taxInclusive: false,
    rate: decimal('1'),
    terms: '30 days',
    requiredBy: null,
    location: 'Main Warehouse',
    attributes: new Map(),
    inventoryAccount: '1400',
    dropShipTo: null,
    order: anOrder({ status: 'none' }),
    invoices: [anInvoice()],
    creditNotes: [],
    attachments: [],
    ...changes,
  };
}

export function aSupplier(changes: Partial<Supplier> = {}): Supplier {
  return {
    id: SUPPLIER_ID,
    name: 'Harbour Timber Ltd',
    currency: 'USD',
    terms: '30 days',
    deprecated: false,
    taxNumber: null,
    contactName: 'Mia Torres',
    email: 'accounts@harbourtimber.example',
    phone: '+1 503 555 0142',
    mobile: null,
    fax: null,
    website: 'https://harbourtimber.example',
    billingAddress: {
      line1: '18 Quay Street',
      line2: null,
      city: 'Portland',
      state: 'OR',
      postcode: '97209',
      country: 'USA',
    },
    attributes: new Map(),
    ...changes,
  };
}

export function anAccount(changes: Partial<LedgerAccount> = {}): LedgerAccount {
  return {
    id: '81',
    number: '1400',
    name: 'Inventory Asset',
    type: 'Other Current Asset',
    active: true,
    ...changes,
  };
}

/** A company in US dollars without multicurrency; Cin7's accounts 1400 (goods) and 6100 (freight) are mapped. */
export function someContext(changes: Partial<MappingContext> = {}): MappingContext {
  const accounts = [
    anAccount(),
    anAccount({ id: '92', number: '6100', name: 'Freight in', type: 'Expense' }),
  ];
  return {
    cutOverDate: null,
    homeCurrency: 'USD',
    multiCurrency: false,
    closingDate: null,
    tracking: { departments: true, classes: true, billableExpenses: true },
    sourceLockDate: null,
    policies: defaultPolicies,
    rules: [
      { kind: 'account', source: '1400', target: '81' },
      { kind: 'account', source: '6100', target: '92' },
    ],
    accounts: new Map(accounts.map((account) => [account.id, account])),
    payables: new Map([['USD', '33']]),
    taxes: { kind: 'none' },
    items: new Map(),
    classes: new Map(),
    departments: new Map(),
    customers: new Map(),
    terms: new Map([['30 days', '3']]),
    ...changes,
  };
}

/** A document as Cin7 writes it. */
export type Wire = Record<string, unknown>;

export function cin7Line(changes: Wire = {}): Wire {
  return {
    ProductID: 'c4f5a3f0-59d4-4d2a-9a39-6f1d0f0aa001',
    SKU: 'OAK-2440',
    Name: 'Oak board 2440 mm',
    Quantity: 10,
    Price: 12.5,
    Discount: 0,
    Tax: 0,
    TaxRule: 'Tax Exempt',
    Account: '1400',
    Comment: '',
    Total: 125,
    ...changes,
  };
}

export function cin7Charge(changes: Wire = {}): Wire {
  return {
    Description: 'Freight',
    Reference: '',
    Quantity: 1,
    Price: 40,
    Discount: 0,
    Tax: 0,
    TaxRule: 'Tax Exempt',
    Account: '6100',
    Total: 40,
    ...changes,
  };
}

export function cin7Invoice(changes: Wire = {}): Wire {
  return {
    InvoiceDate: '2026-10-05T00:00:00',
    InvoiceDueDate: '2026-11-04T00:00:00',
    InvoiceNumber: 'INV-7781',
    Status: 'AUTHORISED',
    Lines: [cin7Line()],
    AdditionalCharges: [],
    Payments: [],
    TotalBeforeTax: 125,
    Tax: 0,
    Total: 125,
    Paid: 0,
    ...changes,
  };
}

const NO_CREDIT_NOTE: Wire = {
  CreditNoteNumber: null,
  CreditNoteDate: null,
  Status: 'NOT AVAILABLE',
  Lines: [],
  AdditionalCharges: [],
  Refunds: [],
  TotalBeforeTax: 0,
  Tax: 0,
  Total: 0,
};

/** A Simple Purchase: order, receipt, invoice and credit note are one object each. */
export function cin7Purchase(changes: Wire = {}): Wire {
  return {
    ID: PURCHASE_ID,
    SupplierID: SUPPLIER_ID,
    Supplier: 'Harbour Timber Ltd',
    Contact: 'Mia Torres',
    InventoryAccount: '1400',
    BlindReceipt: false,
    Approach: 'INVOICE',
    BaseCurrency: 'USD',
    SupplierCurrency: 'USD',
    TaxRule: 'Tax Exempt',
    TaxCalculation: 'Exclusive',
    Terms: '30 days',
    Location: 'Main Warehouse',
    OrderNumber: 'PO-00042',
    OrderDate: '2026-10-01T00:00:00',
    Status: 'INVOICED',
    CurrencyRate: 1,
    LastUpdatedDate: '2026-10-05T09:12:44.217Z',
    Order: {
      Memo: '',
      Status: 'AUTHORISED',
      Lines: [cin7Line()],
      AdditionalCharges: [],
      TotalBeforeTax: 125,
      Tax: 0,
      Total: 125,
    },
    StockReceived: { Status: 'NOT AVAILABLE', Lines: [] },
    Invoice: cin7Invoice(),
    CreditNote: NO_CREDIT_NOTE,
    ManualJournals: { Status: 'NOT AVAILABLE', Lines: [] },
    ...changes,
  };
}

/** An Advanced Purchase: lists, whose elements have ids of their own. */
export function cin7AdvancedPurchase(changes: Wire = {}): Wire {
  const TaskID = '0b9a4c0d-3a43-4a42-8c6d-51f5d1f2b001';
  return cin7Purchase({
    Type: 'Advanced Purchase',
    IsServiceOnly: false,
    CombinedInvoiceStatus: 'INVOICED',
    CombinedPaymentStatus: 'UNPAID',
    StockReceived: [],
    PutAway: [],
    Invoice: [cin7Invoice({ TaskID, InvoicingAndReceivingNumber: 1, CurrencyRate: 1 })],
    CreditNote: [{ ...NO_CREDIT_NOTE, TaskID }],
    ManualJournals: [],
    ...changes,
  });
}

export function cin7Supplier(changes: Wire = {}): Wire {
  return {
    ID: SUPPLIER_ID,
    Name: 'Harbour Timber Ltd',
    Currency: 'USD',
    PaymentTerm: '30 days',
    AccountPayable: '2100',
    TaxRule: 'Tax Exempt',
    Status: 'Active',
    Discount: 0,
    TaxNumber: null,
    Comments: null,
    LastModifiedOn: '2026-09-30T21:04:11.52Z',
    Addresses: [
      {
        ID: 'a3c4a2a4-1b62-4d0c-9a6a-7b1e6c6ea001',
        Line1: '18 Quay Street',
        Line2: '',
        City: 'Portland',
        State: 'OR',
        Postcode: '97209',
        Country: 'USA',
        Type: 'Billing',
        DefaultForType: true,
      },
    ],
    Contacts: [
      {
        ID: '5f1f3f3c-7b8e-4b26-8a1c-54e1f9c2a001',
        Name: 'Mia Torres',
        Phone: '+1 503 555 0142',
        MobilePhone: null,
        Fax: null,
        Email: 'accounts@harbourtimber.example',
        Website: 'https://harbourtimber.example',
        Default: true,
        IncludeInEmail: true,
      },
    ],
    ...changes,
  };
}
