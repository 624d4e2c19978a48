import type { EntityName } from '../model/member.js';
import type { Rules } from '../write/write-context.js';
import { accountRules } from './account.js';
import { attachableRules } from './attachable.js';
import { billPaymentRules } from './bill-payment.js';
import { itemRules } from './item.js';
import { partyRules } from './party.js';
import { billRules, vendorCreditRules } from './payable.js';
import { purchaseOrderRules } from './purchase-order.js';
import { termRules } from './term.js';
import { treeRules } from './tree.js';

const free: Rules = { complete: () => {} };

const table: Readonly<Record<EntityName, Rules>> = {
  Vendor: partyRules,
  Customer: partyRules,
  Employee: partyRules,
  Bill: billRules,
  VendorCredit: vendorCreditRules,
  PurchaseOrder: purchaseOrderRules,
  BillPayment: billPaymentRules,
  Account: accountRules,
  Term: termRules,
  Class: treeRules,
  Department: treeRules,
  Item: itemRules,
  TaxCode: free,
  TaxRate: free,
  Attachable: attachableRules,
  CompanyInfo: free,
  Preferences: free,
};

/** What the entity table cannot say of an entity: defaults that depend on others, and the rules of book-keeping. */
export function rulesOf(entity: EntityName): Rules {
  return table[entity];
}
