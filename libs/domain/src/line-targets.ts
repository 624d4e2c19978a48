import { type LedgerAccount, type MappingContext, ruleTarget } from './mapping-context.js';
import { type Problem, problem } from './problem.js';
import type { PurchaseLine } from './purchase.js';

/** Accounts that no line may use: the ledger itself moves them. */
export const CONTROL_ACCOUNT_TYPES: readonly string[] = [
  'Accounts Payable',
  'Accounts Receivable',
  'Non-Posting',
];

/** An item's quantity and price are said when its amount is known. */
export type TargetId =
  | { readonly kind: 'account'; readonly accountId: string }
  | { readonly kind: 'item'; readonly itemId: string };

export type TargetFound =
  | { readonly ok: true; readonly target: TargetId }
  | { readonly ok: false; readonly problem: Problem };

/** What a line is booked on: the item that its product is mapped to, else the account of its code. */
export function lineTarget(
  line: PurchaseLine,
  accountCode: string | null,
  label: string,
  context: MappingContext,
): TargetFound {
  const itemId = ruleTarget(context, 'item', line.productId, line.sku);
  if (itemId !== null) return itemTarget(line, itemId, context);
  if (accountCode === null)
    return missing(
      problem('account-missing', label, `The document has no account in ${label}. Set it in Cin7.`),
    );
  const accountId = ruleTarget(context, 'account', accountCode);
  if (accountId === null)
    return missing(
      problem(
        'account-unmapped',
        accountCode,
        `Cin7 account ${accountCode} is not mapped to an account of QuickBooks. Add a mapping rule for it.`,
      ),
    );
  const reason = reasonNotToUse(context.accounts.get(accountId));
  if (reason === null) return { ok: true, target: { kind: 'account', accountId } };
  return missing(
    problem(
      'account-not-usable',
      accountCode,
      `Cin7 account ${accountCode} is mapped to account ${accountId} of QuickBooks, ${reason}. Map it to another account.`,
    ),
  );
}

/** Why no line may name the account; null where it may. */
export function reasonNotToUse(account: LedgerAccount | undefined): string | null {
  if (!account) return 'which does not exist there';
  if (!account.active) return `${account.name}, which is inactive`;
  if (CONTROL_ACCOUNT_TYPES.includes(account.type))
    return `${account.name}, which is of type ${account.type} and takes no bill lines`;
  return null;
}

function itemTarget(line: PurchaseLine, itemId: string, context: MappingContext): TargetFound {
  const item = context.items.get(itemId);
  if (item?.active) return { ok: true, target: { kind: 'item', itemId } };
  const state = item ? `${item.name}, which is inactive` : `${itemId}, which QuickBooks does not have`;
  const subject = line.sku ?? line.productId ?? line.description;
  return missing(
    problem(
      'item-not-usable',
      subject,
      `Product ${subject} is mapped to item ${state}. Map it to another item, or remove the rule.`,
    ),
  );
}

function missing(why: Problem): TargetFound {
  return { ok: false, problem: why };
}
