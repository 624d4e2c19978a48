import type { Address, Purchase } from '../model/purchase.js';
import { rowOf } from '../rules/purchase-row.js';
import { businessDate, instant } from './render-moment.js';
import { typeWords } from './type-words.js';

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

/** What follows in the newer endpoint and in webhooks: what became of the purchase, in a few words. */
export function renderSummary(purchase: Purchase): object {
  const row = rowOf(purchase);
  return {
    Type: typeWords[purchase.type],
    CombinedInvoiceStatus: row.combinedInvoiceStatus,
    CombinedReceivingStatus: row.combinedReceivingStatus,
    CombinedPaymentStatus: row.combinedPaymentStatus,
    IsServiceOnly: purchase.type === 'service',
    ...renderDates(purchase),
  };
}

export function renderDates(purchase: Purchase): object {
  return {
    OrderDate: businessDate(purchase.orderDate),
    Status: rowOf(purchase).status,
    RelatedDropShipSaleTask: purchase.dropShipTaskId,
    CurrencyRate: purchase.currencyRate,
    LastUpdatedDate: instant(purchase.lastUpdatedMs),
  };
}

/** A purchase without its sub-documents. */
export function renderPurchaseHeader(purchase: Purchase, baseCurrency: string): object {
  return {
    ...renderHeader(purchase, baseCurrency),
    ...renderSummary(purchase),
    AdditionalAttributes: renderAttributes(purchase.attributes),
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
