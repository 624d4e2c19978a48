import type { Charge, CreditNotePart, JournalLine, Line, Payment, ReceiptLine } from '../model/purchase.js';
import { businessDate, fineInstant } from './render-moment.js';

/** Sizes and custom fields that Cin7 adds to every object with a product in it. Ours have none. */
const productFacts = {
  ProductLength: 0,
  ProductWidth: 0,
  ProductHeight: 0,
  ProductWeight: 0,
  WeightUnits: 'lb',
  DimensionsUnits: 'in',
  ...Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`ProductCustomField${index + 1}`, null])),
};

export function renderOrderLine(line: Line): object {
  return {
    ...product(line),
    ...quantities(line),
    TaxRule: line.taxRule,
    SupplierSKU: line.supplierSku,
    Comment: line.comment,
    Total: line.total,
    ...productFacts,
  };
}

export function renderInvoiceLine(line: Line): object {
  return {
    ...product(line),
    ...quantities(line),
    TaxRule: line.taxRule,
    Account: line.account,
    Comment: line.comment,
    Total: line.total,
    NonInventory: line.isNonInventory,
    ...productFacts,
  };
}

/** Charges of an order name no account; those of invoices and credit notes do. */
export function renderCharge(charge: Charge, document: 'order' | 'invoice'): object {
  return {
    Description: charge.description,
    Reference: charge.reference,
    ...quantities(charge),
    TaxRule: charge.taxRule,
    ...(document === 'invoice' ? { Account: charge.account } : {}),
    Total: charge.total,
  };
}

export function renderReceiptLine(
  line: ReceiptLine,
  at: { name: string | null; id: string | null; isReceived: boolean },
): object {
  return {
    Date: businessDate(line.date),
    Quantity: line.quantity,
    ...product(line),
    Location: at.name,
    LocationID: at.id,
    Received: at.isReceived,
    BatchSN: line.batch,
    SupplierSKU: line.supplierSku,
    ExpiryDate: businessDate(line.expiry),
    CardID: line.cardId,
    ...productFacts,
  };
}

export function renderUnstockLine(line: CreditNotePart['unstock'][number]): object {
  return {
    CardID: line.cardId,
    Date: businessDate(line.date),
    Quantity: line.quantity,
    ...product(line),
    Location: line.location,
    BatchSN: line.batch,
    ExpiryDate: businessDate(line.expiry),
    ...productFacts,
  };
}

export function renderMovement(movement: {
  taskId: string;
  productId: string;
  date: string | null;
  cogs: number;
}): object {
  return {
    TaskID: movement.taskId,
    ProductID: movement.productId,
    Date: businessDate(movement.date),
    COGS: movement.cogs,
    ...productFacts,
  };
}

export function renderPayment(payment: Payment): object {
  return {
    ID: payment.id,
    Reference: payment.reference,
    Amount: payment.amount,
    DatePaid: businessDate(payment.datePaid),
    Account: payment.account,
    CurrencyRate: payment.currencyRate,
    DateCreated: fineInstant(payment.createdMs, Number.parseInt(payment.id.slice(0, 4), 16)),
  };
}

export function renderJournalLine(line: JournalLine): object {
  return {
    Reference: line.reference,
    Amount: line.amount,
    Date: businessDate(line.date),
    Debit: line.debit,
    Credit: line.credit,
    IsSystem: line.isSystem,
  };
}

function product(line: { productId: string | null; sku: string; name: string }): object {
  return { ProductID: line.productId, SKU: line.sku, Name: line.name };
}

function quantities(line: { quantity: number; price: number; discount: number; tax: number }): object {
  return { Quantity: line.quantity, Price: line.price, Discount: line.discount, Tax: line.tax };
}
