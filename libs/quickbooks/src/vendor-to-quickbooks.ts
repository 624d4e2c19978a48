import type { SupplierAddress, Vendor } from '#libs/domain';
import type { Draft } from './bill-to-quickbooks.js';

const EMAIL = /^[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+$/;
const EMAIL_LENGTH = 100;
const PHONE_LENGTH = 30;
const LINE_LENGTH = 500;

/** The vendor in QuickBooks' words. A detail that QuickBooks would refuse is left out: it must not stop the bills. */
export function vendorToQuickBooks(vendor: Vendor, context: { readonly multiCurrency: boolean }): Draft {
  return {
    DisplayName: vendor.displayName,
    CompanyName: vendor.companyName,
    ...(context.multiCurrency ? { CurrencyRef: { value: vendor.currency } } : {}),
    ...(isEmail(vendor.email) ? { PrimaryEmailAddr: { Address: vendor.email } } : {}),
    ...(vendor.phone ? { PrimaryPhone: { FreeFormNumber: vendor.phone.slice(0, PHONE_LENGTH) } } : {}),
    ...(isWebsite(vendor.website) ? { WebAddr: { URI: vendor.website } } : {}),
    ...(vendor.address ? addressToQuickBooks(vendor.address, vendor.contactName) : {}),
    ...(vendor.termId ? { TermRef: { value: vendor.termId } } : {}),
  };
}

function addressToQuickBooks(address: SupplierAddress, contactName: string | null): Draft {
  const lines = [contactName, address.line1, address.line2].filter((line) => line !== null);
  const BillAddr = Object.fromEntries(
    [
      ...lines.map((line, index) => [`Line${index + 1}`, line.slice(0, LINE_LENGTH)] as const),
      ['City', address.city] as const,
      ['CountrySubDivisionCode', address.state] as const,
      ['PostalCode', address.postcode?.slice(0, PHONE_LENGTH) ?? null] as const,
      ['Country', address.country] as const,
    ].filter(([, value]) => value !== null),
  );
  return Object.keys(BillAddr).length > 0 ? { BillAddr } : {};
}

function isEmail(email: string | null): boolean {
  return email !== null && email.length <= EMAIL_LENGTH && EMAIL.test(email);
}

function isWebsite(website: string | null): boolean {
  return website !== null && URL.canParse(website) && /^https?:/.test(website);
}
