import { address, email, telephone, website } from './address.js';
import type { EntityDescription } from './description.js';
import { bareReference, currency, date, flag, list, number, object, type Shape, text } from './member.js';

const nameValues = () => list({ Name: text(), Value: text() });

const companyInfo: Shape = {
  CompanyName: text({ max: 1024, kept: true, find: 'FS' }),
  LegalName: text({ max: 1024 }),
  CompanyAddr: address(),
  LegalAddr: address(),
  CustomerCommunicationAddr: address(),
  Country: text({ kept: true }),
  SupportedLanguages: text({ kept: true }),
  Email: email(),
  WebAddr: website(),
  PrimaryPhone: telephone(),
  FiscalYearStartMonth: text({ kept: true }),
  CompanyStartDate: text({ readOnly: true }),
  EmployerId: text({ readOnly: true }),
  DefaultTimeZone: text({ readOnly: true }),
  NameValue: list({ Name: text(), Value: text() }, { readOnly: true }),
};

/** Sections are kept, so that a client which sends one section does not clear the others. */
const preferences: Shape = {
  AccountingInfoPrefs: object(
    {
      UseAccountNumbers: flag(),
      ClassTrackingPerTxn: flag(),
      ClassTrackingPerTxnLine: flag(),
      TrackDepartments: flag(),
      DepartmentTerminology: text(),
      CustomerTerminology: text(),
      FirstMonthOfFiscalYear: text(),
      TaxYearMonth: text(),
      TaxForm: text(),
      BookCloseDate: date(),
    },
    { kept: true },
  ),
  VendorAndPurchasesPrefs: object(
    {
      TrackingByCustomer: flag(),
      BillableExpenseTracking: flag(),
      DefaultTerms: bareReference('Term'),
      DefaultMarkup: number(),
      DefaultMarkupAccount: bareReference('Account'),
      UseCustomTxnNumbers: flag(),
      POCustomField: list({
        CustomField: list({ Name: text(), Type: text(), StringValue: text(), BooleanValue: flag() }),
      }),
    },
    { kept: true },
  ),
  ProductAndServicesPrefs: object(
    { ForSales: flag(), ForPurchase: flag(), QuantityOnHand: flag(), QuantityWithPriceAndRate: flag() },
    { kept: true },
  ),
  CurrencyPrefs: object(
    { MultiCurrencyEnabled: flag({ readOnly: true }), HomeCurrency: currency({ readOnly: true }) },
    { kept: true },
  ),
  TaxPrefs: object(
    { UsingSalesTax: flag(), PartnerTaxEnabled: flag(), TaxGroupCodeRef: bareReference('TaxCode') },
    { kept: true },
  ),
  ReportPrefs: object({ ReportBasis: text(), CalcAgingReportFromTxnDate: flag() }, { kept: true }),
  OtherPrefs: object({ NameValue: nameValues() }, { kept: true }),
};

const single = { kind: 'single', operations: ['update'] } as const;

export const company: readonly EntityDescription[] = [
  {
    name: 'CompanyInfo',
    path: 'companyinfo',
    sequence: 'CompanyInfo',
    setName: 'CompanyInfo',
    shape: companyInfo,
    changeFeed: false,
    ...single,
  },
  {
    name: 'Preferences',
    path: 'preferences',
    sequence: 'Preferences',
    setName: 'Preferences',
    shape: preferences,
    changeFeed: false,
    ...single,
  },
];
