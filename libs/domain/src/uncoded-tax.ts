import { type Decimal, isZero, sum, ZERO } from './decimal.js';
import { type MappingContext, ruleTarget } from './mapping-context.js';
import type { PurchaseLine } from './purchase.js';

/** Tax of a company without purchase tax codes: on an account by rule, into the cost of its lines, or not carried. */
export interface UncodedTax {
  /** Added to the cost of each line, in the order of the lines. */
  readonly inCost: readonly Decimal[];
  /** Booked on accounts of their own, in the order of the rules' first lines. */
  readonly onAccounts: readonly {
    readonly taxRule: string;
    readonly accountId: string;
    readonly tax: Decimal;
  }[];
  /** Tax rules that say neither. */
  readonly unmapped: readonly (string | null)[];
}

export function uncodedTax(lines: readonly PurchaseLine[], context: MappingContext): UncodedTax {
  const onAccounts = new Map<string, { accountId: string; tax: Decimal }>();
  const unmapped = new Set<string | null>();
  const inCost = lines.map(({ tax, taxRule }) => {
    if (isZero(tax)) return ZERO;
    const accountId = ruleTarget(context, 'tax', taxRule);
    if (accountId !== null && taxRule !== null) {
      const before = onAccounts.get(taxRule)?.tax ?? ZERO;
      onAccounts.set(taxRule, { accountId, tax: sum([before, tax]) });
      return ZERO;
    }
    if (context.policies.unmappedTax === 'hold') unmapped.add(taxRule);
    return tax;
  });
  return {
    inCost,
    onAccounts: [...onAccounts].map(([taxRule, found]) => ({ taxRule, ...found })),
    unmapped: [...unmapped],
  };
}
