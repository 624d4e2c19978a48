import { address, email, telephone, website } from './address.js';
import type { EntityDescription } from './description.js';
import { bareReference, currency, date, flag, list, number, type Shape, text } from './member.js';

/** A colon separates the levels of a name, a tab or line break ruins the lists; QuickBooks refuses all three. */
const FORBIDDEN = /[:\t\n]/;

const person: Shape = {
  Title: text({ max: 16, refuses: FORBIDDEN }),
  GivenName: text({ max: 100, refuses: FORBIDDEN, find: 'FS' }),
  MiddleName: text({ max: 100, refuses: FORBIDDEN, find: 'FS' }),
  FamilyName: text({ max: 100, refuses: FORBIDDEN, find: 'FS' }),
  Suffix: text({ max: 16, refuses: FORBIDDEN, find: 'FS' }),
  DisplayName: text({ max: 500, refuses: FORBIDDEN, find: 'FS' }),
  PrintOnCheckName: text({ max: 100, refuses: FORBIDDEN, find: 'FS' }),
  Active: flag({ kept: true, find: 'FS' }),
  PrimaryPhone: telephone(),
  Mobile: telephone(),
  PrimaryEmailAddr: email(),
  V4IDPseudonym: text({ readOnly: true }),
};

const business: Shape = {
  ...person,
  CompanyName: text({ max: 100, find: 'FS' }),
  AlternatePhone: telephone(),
  Fax: telephone(),
  WebAddr: website(),
  BillAddr: address(),
  CurrencyRef: currency({ kept: true }),
  Balance: number({ readOnly: true, find: 'FS' }),
  CustomField: list({ DefinitionId: text(), Name: text(), Type: text(), StringValue: text() }),
};

const vendor: Shape = {
  ...business,
  AcctNum: text({ max: 100 }),
  TaxIdentifier: text({ max: 20, kept: true }),
  TermRef: bareReference('Term'),
  APAccountRef: bareReference('Account'),
  Vendor1099: flag(),
  BillRate: number(),
  CostRate: number(),
  BusinessNumber: text({ max: 10 }),
  GSTIN: text({ max: 15 }),
  GSTRegistrationType: text({ max: 15 }),
  HasTPAR: flag(),
  T4AEligible: flag(),
  T5018Eligible: flag(),
  TaxReportingBasis: text(),
};

const customer: Shape = {
  ...business,
  FullyQualifiedName: text({ readOnly: true, find: 'FS' }),
  ShipAddr: address(),
  Notes: text({ max: 2000 }),
  Taxable: flag(),
  Job: flag(),
  BillWithParent: flag(),
  ParentRef: bareReference('Customer'),
  SalesTermRef: bareReference('Term'),
  DefaultTaxCodeRef: bareReference('TaxCode'),
  PreferredDeliveryMethod: text(),
  BalanceWithJobs: number({ readOnly: true }),
};

const employee: Shape = {
  ...person,
  PrimaryAddr: address(),
  EmployeeNumber: text({ max: 100 }),
  SSN: text({ max: 100 }),
  HiredDate: date(),
  ReleasedDate: date(),
  BirthDate: date(),
  Gender: text(),
  BillableTime: flag(),
  BillRate: number(),
  CostRate: number(),
};

const sharedNames = {
  kind: 'name',
  sequence: 'names',
  setName: 'Names',
  operations: ['create', 'update'],
  changeFeed: true,
  nameMember: 'DisplayName',
  nameSpace: 'names',
  nameHolders: 'customer, vendor or employee',
} as const;

export const names: readonly EntityDescription[] = [
  { name: 'Vendor', path: 'vendor', shape: vendor, ...sharedNames },
  { name: 'Customer', path: 'customer', shape: customer, ...sharedNames },
  { name: 'Employee', path: 'employee', shape: employee, ...sharedNames },
];
