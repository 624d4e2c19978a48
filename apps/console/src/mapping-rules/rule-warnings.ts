import type { LedgerAccount } from '#libs/domain';
import type { RuleChange } from '#libs/persistence';

/** Rules that are taken but cannot work yet: an account may still be added, made active or read. */
export function ruleWarnings(
  rules: readonly RuleChange[],
  accounts: ReadonlyMap<string, LedgerAccount>,
): string[] {
  return rules.flatMap(({ kind, source, target }) => {
    if (kind !== 'account' || target === null) return [];
    const account = accounts.get(target);
    if (!account)
      return [
        `Account ${target}, for ${source}, is not in the chart of QuickBooks as last read. Correct the rule, or ask for a sync run of quickbooks-object.`,
      ];
    if (account.active) return [];
    return [
      `Account ${target} (${account.name}), for ${source}, is inactive in QuickBooks. Make it active there, or choose another.`,
    ];
  });
}
