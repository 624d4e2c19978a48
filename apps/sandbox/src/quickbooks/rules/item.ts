import { Fault, missingParameter } from '../fault.js';
import type { Rules } from '../write/write-context.js';
import { completeTree, renameBelow } from './tree.js';

const INVENTORY_NEEDS = [
  'AssetAccountRef',
  'IncomeAccountRef',
  'ExpenseAccountRef',
  'QtyOnHand',
  'InvStartDate',
] as const;

export const itemRules: Rules = {
  complete: (draft, context) => {
    draft.Type ??= 'Service';
    if (draft.Type === 'Inventory') {
      const missing = INVENTORY_NEEDS.filter((name) => draft[name] === undefined);
      if (draft.TrackQtyOnHand !== true) throw new Fault([missingParameter('TrackQtyOnHand')]);
      if (missing.length > 0) throw new Fault(missing.map((name) => missingParameter(name)));
    }
    draft.TrackQtyOnHand ??= false;
    if (draft.Type !== 'Category') {
      draft.UnitPrice ??= 0;
      draft.PurchaseCost ??= 0;
      draft.Taxable ??= false;
    }
    completeTree(draft, context);
  },
  settle: renameBelow,
};
