import type { Routes } from '../http/routes.js';
import { attributeSetRoutes } from './attribute-sets.js';
import { ledgerAccountRoutes } from './ledger-accounts.js';
import { locationRoutes } from './locations.js';
import { meRoutes } from './me.js';
import { productRoutes } from './products.js';
import { purchaseAttachmentRoutes } from './purchase-attachments.js';
import { purchaseCreditNoteRoutes } from './purchase-credit-notes.js';
import { purchaseInvoiceRoutes } from './purchase-invoices.js';
import { purchaseJournalRoutes } from './purchase-journals.js';
import { purchaseListRoutes } from './purchase-list.js';
import { purchaseOrderRoutes } from './purchase-orders.js';
import { purchasePaymentRoutes } from './purchase-payments.js';
import { purchasePutAwayRoutes } from './purchase-put-away.js';
import { purchaseStockRoutes } from './purchase-stock.js';
import { purchaseRoutes } from './purchases.js';
import { supplierDepositRoutes } from './supplier-deposits.js';
import { supplierRoutes } from './suppliers.js';
import { taxAndTermRoutes } from './taxes-and-terms.js';
import { transactionRoutes } from './transactions.js';
import { webhookRoutes } from './webhooks.js';

/** The whole API on one page. */
export const allRoutes: Routes = {
  ...meRoutes,
  ...ledgerAccountRoutes,
  ...taxAndTermRoutes,
  ...locationRoutes,
  ...attributeSetRoutes,
  ...supplierRoutes,
  ...supplierDepositRoutes,
  ...productRoutes,
  ...purchaseListRoutes,
  ...purchaseRoutes,
  ...purchaseOrderRoutes,
  ...purchaseInvoiceRoutes,
  ...purchaseStockRoutes,
  ...purchasePutAwayRoutes,
  ...purchaseCreditNoteRoutes,
  ...purchasePaymentRoutes,
  ...purchaseJournalRoutes,
  ...purchaseAttachmentRoutes,
  ...transactionRoutes,
  ...webhookRoutes,
};
