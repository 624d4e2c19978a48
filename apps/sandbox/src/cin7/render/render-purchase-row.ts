import type { Shelved } from '../model/purchase-shelf.js';
import type { Tenant } from '../model/tenant.js';
import { listedInvoice } from '../rules/purchase-row.js';
import { editRaw } from './edit-raw.js';
import { businessDate, instant } from './render-moment.js';
import { typeWords } from './type-words.js';

export function renderPurchaseRow({ purchase, row }: Shelved, { company, settings }: Tenant): object {
  const invoice = listedInvoice(purchase, settings.listedInvoice);
  const document = {
    ID: purchase.id,
    BlindReceipt: purchase.blindReceipt,
    OrderNumber: purchase.orderNumber,
    Status: row.status,
    OrderDate: businessDate(purchase.orderDate),
    InvoiceDate: businessDate(invoice.date),
    Supplier: purchase.supplierName,
    SupplierID: purchase.supplierId,
    InvoiceNumber: invoice.number,
    InvoiceAmount: invoice.amount,
    PaidAmount: invoice.paid,
    InvoiceDueDate: businessDate(invoice.dueDate),
    RequiredBy: businessDate(purchase.requiredBy),
    BaseCurrency: company.baseCurrency,
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
    DropShipTaskID: purchase.dropShipTaskId,
  };
  return editRaw(document, purchase.raw?.row);
}
