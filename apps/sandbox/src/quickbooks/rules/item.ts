import { business, Fault, missingParameter } from '../fault.js';
import { type JsonObject, referenceOf } from '../json.js';
import { find, type Realm } from '../realm/realm.js';
import type { Rules, WriteContext } from '../write/write-context.js';
import { wrongAccountType } from './currency.js';
import { completeTree, renameBelow } from './tree.js';

export const itemRules: Rules = {
  complete: (draft, context) => {
    draft.Type ??= 'Service';
    refuseOtherType(draft, context);
    if (draft.Type === 'Inventory') refuseIncompleteStock(draft);
    if (draft.Type === 'Category') refuseParentThatIsNoCategory(draft, context.realm);
    else completeGoods(draft, context.realm);
    draft.TrackQtyOnHand ??= false;
    completeTree(draft, context);
  },
  settle: renameBelow,
};

function refuseOtherType(draft: JsonObject, { before }: WriteContext): void {
  if (before !== null && before.body.Type === 'Inventory' && draft.Type !== 'Inventory')
    throw business('An inventory item cannot be changed to another type.');
}

const STOCK_NEEDS = [
  'AssetAccountRef',
  'IncomeAccountRef',
  'ExpenseAccountRef',
  'QtyOnHand',
  'InvStartDate',
] as const;

function refuseIncompleteStock(draft: JsonObject): void {
  if (draft.TrackQtyOnHand !== true) throw new Fault([missingParameter('TrackQtyOnHand')]);
  const missing = STOCK_NEEDS.filter((name) => draft[name] === undefined);
  if (missing.length > 0) throw new Fault(missing.map((name) => missingParameter(name)));
}

function refuseParentThatIsNoCategory(draft: JsonObject, realm: Realm): void {
  const parent = referenceOf(draft.ParentRef);
  if (parent !== undefined && find(realm, 'Item', parent)?.body.Type !== 'Category')
    throw business('A category can only be below another category.');
}

/** What is sold needs an account for its income, what is bought one for its cost. */
function completeGoods(draft: JsonObject, realm: Realm): void {
  if (draft.IncomeAccountRef === undefined && draft.ExpenseAccountRef === undefined)
    throw new Fault([missingParameter('IncomeAccountRef')]);
  refuseWrongAccountsOfItem(draft, realm);
  draft.UnitPrice ??= 0;
  draft.PurchaseCost ??= 0;
  draft.Taxable ??= false;
}

const FITTING: Readonly<Record<string, readonly string[]>> = {
  IncomeAccountRef: ['Income', 'Other Income'],
  AssetAccountRef: ['Other Current Asset'],
};

function refuseWrongAccountsOfItem(draft: JsonObject, realm: Realm): void {
  for (const [member, types] of Object.entries(FITTING)) {
    const id = referenceOf(draft[member]);
    if (id !== undefined && !types.includes(String(find(realm, 'Account', id)?.body.AccountType)))
      throw wrongAccountType();
  }
}
