import type { Address, Purchase } from '../model/purchase.js';
import { businessDate } from './render-moment.js';

/** What both purchase endpoints say before the sub-documents, up to the order number. */
export function renderHeader(purchase: Purchase, baseCurrency: string): object {
  return {
    ID: purchase.id,
    SupplierID: purchase.supplierId,
    Supplier: purchase.supplierName,
    Contact: purchase.contact,
    Phone: purchase.phone,
    InventoryAccount: purchase.inventoryAccount,
    BlindReceipt: purchase.blindReceipt,
    Approach: purchase.approach,
    BillingAddress: renderAddress(purchase.billingAddress),
    ShippingAddress: { ...renderAddress(purchase.shippingAddress), ShipToOther: false, Company: '' },
    BaseCurrency: baseCurrency,
    SupplierCurrency: purchase.currency,
    TaxRule: purchase.taxRule,
    TaxCalculation: purchase.taxCalculation,
    Terms: purchase.terms,
    RequiredBy: businessDate(purchase.requiredBy),
    Location: purchase.location,
    Note: purchase.note,
    OrderNumber: purchase.orderNumber,
  };
}

function renderAddress(address: Address): object {
  return {
    DisplayAddressLine1: address.display1,
    DisplayAddressLine2: address.display2,
    Line1: address.line1,
    Line2: address.line2,
    City: address.city,
    State: address.state,
    Postcode: address.postcode,
    Country: address.country,
  };
}

export function renderAttributes(attributes: readonly string[]): object {
  const slots = Array.from({ length: 10 }, (_, index) => [
    `AdditionalAttribute${index + 1}`,
    attributes[index] ?? '',
  ]);
  return Object.fromEntries(slots);
}
