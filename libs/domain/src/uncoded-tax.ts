import { isZero } from './decimal.js';
import { type MappingContext, ruleTarget } from './mapping-context.js';
import { type Money, sumMoney } from './money.js';
import type { SplitLine } from './split-amounts.js';

/** Tax of a company without purchase tax codes: on an account by rule, into the cost of its lines, or not carried. */
export interface UncodedTax {
  /** What each line costs, in the order of the lines. */
  readonly costs: readonly Money[];
  /** Booked on accounts of their own, in the order of the rules' first lines. */
  readonly onAccounts: readonly {
    readonly taxRule: string;
    readonly accountId: string;
    readonly tax: Money;
  }[];
  /** Tax rules that say neither. */
  readonly unmapped: readonly (string | null)[];
}

export function uncodedTax(lines: readonly SplitLine[], context: MappingContext): UncodedTax {
  const onAccounts = new Map<string, { accountId: string; tax: Money }>();
  const unmapped = new Set<string | null>();
  const costs = lines.map(({ line: { tax: said, taxRule }, net, tax }) => {
    const isTaxed = !isZero(said) || tax.minor !== 0n;
    const accountId = isTaxed ? ruleTarget(context, 'tax', taxRule) : null;
    if (accountId !== null && taxRule !== null) {
      const before = onAccounts.get(taxRule);
      onAccounts.set(taxRule, { accountId, tax: before ? plus(before.tax, tax) : tax });
      return net;
    }
    if (isTaxed && context.policies.unmappedTax === 'hold') unmapped.add(taxRule);
    return plus(net, tax);
  });
  return {
    costs,
    onAccounts: [...onAccounts].map(([taxRule, found]) => ({ taxRule, ...found })),
    unmapped: [...unmapped],
  };
}

function plus(left: Money, right: Money): Money {
  return sumMoney([left, right], left.currency);
}
