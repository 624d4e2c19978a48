import type { Shelved } from '../model/purchase-shelf.js';
import { editRaw } from './edit-raw.js';
import { typeWords } from './render-advanced-purchase.js';
import { businessDate, instant } from './render-moment.js';

export function renderPurchaseRow({ purchase, row }: Shelved, baseCurrency: string): object {
  const document = {
    ID: purchase.id,
    BlindReceipt: purchase.blindReceipt,
    OrderNumber: purchase.orderNumber,
    Status: row.status,
    OrderDate: businessDate(purchase.orderDate),
    InvoiceDate: businessDate(row.invoiceDate),
    Supplier: purchase.supplierName,
    SupplierID: purchase.supplierId,
    InvoiceNumber: row.invoiceNumber ?? '',
    InvoiceAmount: row.invoiceAmount,
    PaidAmount: row.paidAmount,
    InvoiceDueDate: businessDate(row.invoiceDueDate),
    RequiredBy: businessDate(purchase.requiredBy),
    BaseCurrency: baseCurrency,
    SupplierCurrency: purchase.currency,
    CreditNoteNumber: row.creditNoteNumber,
    OrderStatus: row.orderStatus,
    StockReceivedStatus: row.stockReceivedStatus,
    UnstockStatus: row.unstockStatus,
    InvoiceStatus: row.invoiceStatus,
    CreditNoteStatus: row.creditNoteStatus,
    LastUpdatedDate: instant(purchase.lastUpdatedMs),
    Type: typeWords[purchase.type],
    CombinedInvoiceStatus: row.combinedInvoiceStatus,
    CombinedPaymentStatus: row.combinedPaymentStatus,
    CombinedReceivingStatus: row.combinedReceivingStatus,
    IsServiceOnly: purchase.type === 'service',
    DropShipTaskID: null,
  };
  return editRaw(document, purchase.raw?.row);
}
