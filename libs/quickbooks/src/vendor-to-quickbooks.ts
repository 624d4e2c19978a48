import { cut, type SupplierAddress, type Vendor } from '#libs/domain';
import type { Draft } from './draft.js';

const EMAIL = /^[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+$/;
const EMAIL_LENGTH = 100;
const PHONE_LENGTH = 30;
const TAX_NUMBER_LENGTH = 20;
const ACCOUNT_NUMBER_LENGTH = 100;
const LINE_LENGTH = 500;
const PLACE_LENGTH = 255;
const POSTCODE_LENGTH = 30;

/** The vendor in QuickBooks' words. A detail that QuickBooks would refuse is left out: it must not stop the bills. */
export function vendorToQuickBooks(vendor: Vendor, context: { readonly multiCurrency: boolean }): Draft {
  return {
    DisplayName: vendor.displayName,
    CompanyName: vendor.companyName,
    ...(context.multiCurrency ? { CurrencyRef: { value: vendor.currency } } : {}),
    ...(isEmail(vendor.email) ? { PrimaryEmailAddr: { Address: vendor.email } } : {}),
    ...phoneNumber('PrimaryPhone', vendor.phone),
    ...phoneNumber('Mobile', vendor.mobile),
    ...phoneNumber('Fax', vendor.fax),
    ...(isWebsite(vendor.website) ? { WebAddr: { URI: vendor.website } } : {}),
    ...(vendor.address ? addressToQuickBooks(vendor.address, vendor.contactName) : {}),
    ...(vendor.termId ? { TermRef: { value: vendor.termId } } : {}),
    ...(isTaxNumber(vendor.taxNumber) ? { TaxIdentifier: vendor.taxNumber } : {}),
    ...(vendor.accountNumber ? { AcctNum: cut(vendor.accountNumber, ACCOUNT_NUMBER_LENGTH) } : {}),
    Active: vendor.active,
  };
}

function phoneNumber(member: string, number: string | null): Draft {
  return number ? { [member]: { FreeFormNumber: cut(number, PHONE_LENGTH) } } : {};
}

function addressToQuickBooks(address: SupplierAddress, contactName: string | null): Draft {
  const lines = [contactName, address.line1, address.line2].filter((line) => line !== null);
  const BillAddr = Object.fromEntries(
    [
      ...lines.map((line, index) => [`Line${index + 1}`, cut(line, LINE_LENGTH)] as const),
      ['City', address.city && cut(address.city, PLACE_LENGTH)] as const,
      ['CountrySubDivisionCode', address.state && cut(address.state, PLACE_LENGTH)] as const,
      ['PostalCode', address.postcode && cut(address.postcode, POSTCODE_LENGTH)] as const,
      ['Country', address.country && cut(address.country, PLACE_LENGTH)] as const,
    ].filter(([, value]) => value !== null),
  );
  return Object.keys(BillAddr).length > 0 ? { BillAddr } : {};
}

function isEmail(email: string | null): boolean {
  return email !== null && email.length <= EMAIL_LENGTH && EMAIL.test(email);
}

/** Part of a number would be another one's. */
function isTaxNumber(number: string | null): boolean {
  return number !== null && number.length <= TAX_NUMBER_LENGTH;
}

function isWebsite(website: string | null): boolean {
  return website !== null && URL.canParse(website) && /^https?:/.test(website);
}
