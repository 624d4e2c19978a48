import { accountActions } from './account-actions.js';
import { ledgerActions } from './ledger.js';
import { purchaseActions } from './purchase-actions.js';
import type { SideDoorRoutes } from './side-door-call.js';
import { supplierActions } from './supplier-actions.js';
import { worldActions } from './world-actions.js';

export const sideDoorRoutes: SideDoorRoutes = [
  ...worldActions,
  ...accountActions,
  ...supplierActions,
  ...purchaseActions,
  ...ledgerActions,
];
