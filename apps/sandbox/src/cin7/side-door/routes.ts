import { accountActions } from './account-actions.js';
import { bookActions } from './book-actions.js';
import { bulkActions } from './bulk-actions.js';
import { deliveryActions } from './delivery-actions.js';
import { faultActions } from './fault-actions.js';
import { ledgerActions } from './ledger.js';
import { purchaseActions } from './purchase-actions.js';
import type { SideDoorRoutes } from './side-door-call.js';
import { supplierActions } from './supplier-actions.js';
import { worldActions } from './world-actions.js';

export const sideDoorRoutes: SideDoorRoutes = [
  ...worldActions,
  ...accountActions,
  ...faultActions,
  ...bookActions,
  ...bulkActions,
  ...supplierActions,
  ...purchaseActions,
  ...deliveryActions,
  ...ledgerActions,
];
