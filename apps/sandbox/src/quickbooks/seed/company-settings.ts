import type { JsonObject } from '../json.js';
import { all, nowMs, type Realm } from '../realm/realm.js';
import { countryOf } from './country.js';

/** Company facts and preferences are made by QuickBooks itself, not through its API. */
export function chooseSettings(realm: Realm, companyName: string): void {
  single(realm, 'CompanyInfo', companyInfo(realm, companyName));
  single(realm, 'Preferences', preferences(realm));
}

function single(realm: Realm, entity: 'CompanyInfo' | 'Preferences', body: JsonObject): void {
  const atMs = nowMs(realm);
  all(realm, entity).set('1', {
    entity,
    id: '1',
    syncToken: 0,
    createdMs: atMs,
    updatedMs: atMs,
    body,
    deleted: false,
  });
}

function companyInfo(realm: Realm, companyName: string): JsonObject {
  const country = countryOf(realm.country);
  const address = (id: string): JsonObject => ({ Id: id, ...country.address, Country: country.threeLetters });
  return {
    CompanyName: companyName,
    LegalName: companyName,
    CompanyAddr: address('1'),
    LegalAddr: address('2'),
    CustomerCommunicationAddr: address('3'),
    Country: realm.country,
    SupportedLanguages: 'en',
    FiscalYearStartMonth: 'January',
    CompanyStartDate: '2019-04-01',
    DefaultTimeZone: country.timeZone,
    Email: { Address: 'books@harborpine.example' },
    PrimaryPhone: { FreeFormNumber: country.phone },
    WebAddr: {},
    NameValue: [
      { Name: 'SubscriptionStatus', Value: 'PAID' },
      { Name: 'OfferingSku', Value: 'QuickBooks Online Plus' },
      { Name: 'IsQbdtMigrated', Value: 'false' },
    ],
  };
}

function preferences(realm: Realm): JsonObject {
  return {
    AccountingInfoPrefs: {
      UseAccountNumbers: true,
      ClassTrackingPerTxn: false,
      ClassTrackingPerTxnLine: true,
      TrackDepartments: true,
      DepartmentTerminology: 'Location',
      CustomerTerminology: 'Customers',
      FirstMonthOfFiscalYear: 'January',
      TaxYearMonth: 'January',
    },
    VendorAndPurchasesPrefs: {
      TrackingByCustomer: true,
      BillableExpenseTracking: true,
      UseCustomTxnNumbers: false,
    },
    ProductAndServicesPrefs: {
      ForSales: true,
      ForPurchase: true,
      QuantityOnHand: true,
      QuantityWithPriceAndRate: true,
    },
    CurrencyPrefs: { MultiCurrencyEnabled: true, HomeCurrency: { value: realm.homeCurrency } },
    TaxPrefs: { UsingSalesTax: realm.country !== 'US', PartnerTaxEnabled: false },
    ReportPrefs: { ReportBasis: 'Accrual', CalcAgingReportFromTxnDate: false },
    OtherPrefs: { NameValue: [{ Name: 'VendorAndPurchasesPrefs.UseCustomTxnNumbers', Value: 'false' }] },
  };
}
