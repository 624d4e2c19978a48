import type { Routes } from '../http/routes.js';
import { ledgerAccountRoutes } from './ledger-accounts.js';
import { locationRoutes } from './locations.js';
import { meRoutes } from './me.js';
import { purchaseInvoiceRoutes } from './purchase-invoices.js';
import { purchaseListRoutes } from './purchase-list.js';
import { purchaseOrderRoutes } from './purchase-orders.js';
import { purchasePaymentRoutes } from './purchase-payments.js';
import { purchaseRoutes } from './purchases.js';
import { supplierRoutes } from './suppliers.js';
import { taxAndTermRoutes } from './taxes-and-terms.js';

/** The whole API on one page. */
export const allRoutes: Routes = {
  ...meRoutes,
  ...ledgerAccountRoutes,
  ...taxAndTermRoutes,
  ...locationRoutes,
  ...supplierRoutes,
  ...purchaseListRoutes,
  ...purchaseRoutes,
  ...purchaseOrderRoutes,
  ...purchaseInvoiceRoutes,
  ...purchasePaymentRoutes,
};
