import { address, email } from './address.js';
import type { EntityDescription } from './description.js';
import {
  bareReference,
  currency,
  date,
  flag,
  list,
  number,
  object,
  reference,
  type Shape,
  text,
} from './member.js';

const both = { find: 'FS' } as const;

const links = (readOnly: boolean) =>
  list({ TxnId: text(), TxnType: text(), TxnLineId: text() }, { readOnly, kept: readOnly });

const customFields = () => list({ DefinitionId: text(), Name: text(), Type: text(), StringValue: text() });

const extensions = () =>
  list({ AssociatedValues: list({ Key: text(), Value: text() }), ExtensionType: text() });

const taxLine: Shape = {
  Amount: number(),
  DetailType: text(),
  TaxLineDetail: object({
    TaxRateRef: reference('TaxRate'),
    PercentBased: flag(),
    TaxPercent: number(),
    NetAmountTaxable: number(),
    TaxInclusiveAmount: number(),
    OverrideDeltaAmount: number(),
  }),
};

const taxDetail = () =>
  object({ TxnTaxCodeRef: bareReference('TaxCode'), TotalTax: number(), TaxLine: list(taxLine) });

const header: Shape = {
  DocNumber: text({ max: 21, ...both }),
  TxnDate: date(both),
  PrivateNote: text({ max: 4000 }),
  CurrencyRef: currency(),
  ExchangeRate: number(),
  TransactionLocationType: text(),
  TotalAmt: number({ readOnly: true, ...both }),
  RecurDataRef: bareReference(null, { readOnly: true }),
  CustomField: customFields(),
  CustomExtensions: extensions(),
};

const markup = () =>
  object({
    Percent: number(),
    PercentBased: flag(),
    Value: number(),
    MarkUpIncomeAccountRef: reference('Account'),
  });

const detailShared: Shape = {
  CustomerRef: reference('Customer'),
  ClassRef: reference('Class'),
  TaxCodeRef: bareReference('TaxCode'),
  BillableStatus: text({ choices: ['Billable', 'NotBillable', 'HasBeenBilled'] }),
  MarkupInfo: markup(),
  TaxAmount: number(),
  TaxInclusiveAmt: number(),
};

export const LINE_DETAILS = ['AccountBasedExpenseLineDetail', 'ItemBasedExpenseLineDetail'] as const;

const expenseLine: Shape = {
  Id: text(),
  LineNum: number(),
  Description: text({ max: 4000 }),
  Amount: number({ needed: true }),
  Received: number({ readOnly: true }),
  DetailType: text({ needed: true, choices: LINE_DETAILS }),
  LinkedTxn: links(false),
  ProjectRef: bareReference(null),
  CustomExtensions: extensions(),
  AccountBasedExpenseLineDetail: object({
    AccountRef: reference('Account', { needed: true }),
    ...detailShared,
  }),
  ItemBasedExpenseLineDetail: object({
    ItemRef: reference('Item'),
    ItemAccountRef: reference('Account'),
    Qty: number(),
    UnitPrice: number(),
    PriceLevelRef: bareReference(null),
    ...detailShared,
  }),
};

const payable: Shape = {
  ...header,
  VendorRef: reference('Vendor', { needed: true, ...both }),
  VendorAddr: address(),
  APAccountRef: reference('Account', both),
  GlobalTaxCalculation: text({ choices: ['TaxExcluded', 'TaxInclusive', 'NotApplicable'] }),
  TxnTaxDetail: taxDetail(),
  Line: list(expenseLine, { needed: true }),
};

const bill: Shape = {
  ...payable,
  SalesTermRef: bareReference('Term', both),
  DueDate: date(both),
  DepartmentRef: reference('Department'),
  IncludeInAnnualTPAR: flag(),
  LinkedTxn: links(false),
  Balance: number({ readOnly: true, find: 'F' }),
  HomeBalance: number({ readOnly: true }),
};

const vendorCredit: Shape = {
  ...payable,
  DepartmentRef: reference('Department'),
  IncludeInAnnualTPAR: flag(),
  LinkedTxn: links(true),
  Balance: number({ readOnly: true, find: 'S' }),
};

const purchaseOrder: Shape = {
  ...payable,
  APAccountRef: reference('Account', { needed: true }),
  SalesTermRef: bareReference('Term'),
  DueDate: date(both),
  ClassRef: reference('Class'),
  Memo: text({ max: 4000 }),
  POStatus: text({ choices: ['Open', 'Closed'], kept: true }),
  POEmail: email(),
  EmailStatus: text({ choices: ['NotSet', 'NeedToSend', 'EmailSent'] }),
  ShipAddr: address(),
  ShipTo: bareReference(null),
  ShipMethodRef: reference(null),
  LinkedTxn: links(true),
};

const billPayment: Shape = {
  ...header,
  TotalAmt: number(both),
  VendorRef: reference('Vendor', { needed: true, ...both }),
  APAccountRef: reference('Account', both),
  DepartmentRef: reference('Department'),
  PayType: text({ needed: true, choices: ['Check', 'CreditCard'] }),
  ProcessBillPayment: flag(),
  CheckPayment: object({
    BankAccountRef: reference('Account'),
    PrintStatus: text({ choices: ['NotSet', 'NeedToPrint', 'PrintComplete'] }),
  }),
  CreditCardPayment: object({ CCAccountRef: reference('Account') }),
  Line: list({ Id: text(), Amount: number({ needed: true }), LinkedTxn: links(false) }, { needed: true }),
};

const shared = {
  kind: 'transaction',
  sequence: 'transactions',
  setName: 'Txns',
  operations: ['create', 'update', 'delete'],
  changeFeed: true,
} as const;

export const transactions: readonly EntityDescription[] = [
  { name: 'Bill', path: 'bill', shape: bill, ...shared },
  { name: 'VendorCredit', path: 'vendorcredit', shape: vendorCredit, ...shared },
  { name: 'PurchaseOrder', path: 'purchaseorder', shape: purchaseOrder, ...shared },
  { name: 'BillPayment', path: 'billpayment', shape: billPayment, ...shared },
];
