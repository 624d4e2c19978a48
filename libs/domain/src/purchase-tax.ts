import { format, isZero } from './decimal.js';
import { type MappingContext, ruleTarget, type TaxCode } from './mapping-context.js';
import { amountOf, type Money, sumMoney } from './money.js';
import { type Problem, problem } from './problem.js';
import type { PurchaseLine } from './purchase.js';
import type { DocumentTax, DocumentTaxRate } from './purchase-document.js';
import type { SplitLine } from './split-amounts.js';
import {
  atPercent,
  isAsComputed,
  isWhatQuickBooksGives,
  mergeRates,
  ratesOf,
  wholePercent,
} from './tax-rates.js';

/** The tax code of a line in a company that works with tax codes. */
export function taxCodeOf(line: PurchaseLine, context: MappingContext): TaxCode | null {
  if (context.taxes.kind !== 'codes') return null;
  const code = context.taxes.codes.get(ruleTarget(context, 'tax', line.taxRule) ?? '');
  return code?.active ? code : null;
}

/** Zero-rated, exempt, out of scope and reverse charge do not. */
export function canComeToTax(code: TaxCode | null): boolean {
  return code !== null && !isZero(wholePercent(code));
}

/** Lines of a company that works with tax codes whose tax rule names none that can be used: one problem for each rule. */
export function taxCodeProblems(lines: readonly PurchaseLine[], context: MappingContext): Problem[] {
  const rules = new Set(lines.filter((line) => !taxCodeOf(line, context)).map(({ taxRule }) => taxRule));
  return [...rules].map((rule) =>
    problem(
      'tax-unmapped',
      rule ?? 'no tax rule',
      rule === null
        ? 'A line has no tax rule in Cin7. Set one there.'
        : `Cin7 tax rule ${rule} is not mapped to an active tax code of QuickBooks. Add a mapping rule of kind tax.`,
    ),
  );
}

/** The lines of one tax code. */
interface Group {
  readonly code: TaxCode;
  readonly taxRule: string | null;
  readonly lineCount: number;
  readonly net: Money;
  readonly tax: Money;
}

export type TaxFound =
  | { readonly ok: true; readonly tax: DocumentTax }
  | { readonly ok: false; readonly problem: Problem };

/**
 * What each tax rate comes to, so that together they are exactly the tax of the supplier's paper, whatever rounding
 * either side would choose. A tax that the rates of the code cannot have given is a wrong mapping, and said so.
 */
export function documentTax(
  lines: readonly SplitLine[],
  total: Money,
  context: MappingContext,
  label: string,
): TaxFound {
  const groups = groupByCode(lines, context);
  for (const group of groups) {
    const wrong = implausible(group, label);
    if (wrong) return { ok: false, problem: wrong };
  }
  const rates = mergeRates(groups.flatMap(({ code, net, tax }) => ratesOf(code, net, tax)));
  const fixed = rates.find((rate) => rate.isReadOnly && !isAsComputed(rate));
  if (fixed) return { ok: false, problem: notChangeable(fixed, groups, label) };
  // What QuickBooks takes no amounts for is best left to it where it gives the same by itself.
  const isLeftToQuickBooks =
    rates.some(({ isReadOnly }) => isReadOnly) &&
    rates.every((rate) => rate.isReadOnly || isWhatQuickBooksGives(rate));
  return { ok: true, tax: { total, rates, isLeftToQuickBooks } };
}

function groupByCode(lines: readonly SplitLine[], context: MappingContext): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const { line, net, tax } of lines) {
    const code = taxCodeOf(line, context);
    if (!code) throw new Error('A line was taxed that had not been checked');
    const before = groups.get(code.id);
    groups.set(code.id, {
      code,
      taxRule: before?.taxRule ?? line.taxRule,
      lineCount: (before?.lineCount ?? 0) + 1,
      net: before ? sumMoney([before.net, net], net.currency) : net,
      tax: before ? sumMoney([before.tax, tax], tax.currency) : tax,
    });
  }
  return [...groups.values()];
}

/**
 * Rounding by line, by document or by hand moves a tax by a few minor units, a wrong rate by far more. Where a code
 * comes to nothing (zero-rated, exempt, out of scope, reverse charge), there is nothing to round.
 */
function implausible({ code, taxRule, lineCount, net, tax }: Group, label: string): Problem | null {
  const percent = wholePercent(code);
  const expected = atPercent(net, percent);
  const difference = tax.minor - expected.minor;
  const allowed = isZero(percent) ? 0n : BigInt(lineCount) + 1n;
  if (difference <= allowed && difference >= -allowed) return null;
  return problem(
    'tax-not-of-code',
    taxRule ?? label,
    `${label} carries ${amountOf(tax)} of tax on ${amountOf(net)}, but tax code ${code.name} of QuickBooks is ${format(percent)} % and gives ${amountOf(expected)}. Map the tax rule to another code, or correct Cin7.`,
  );
}

function notChangeable(
  { rateId, amount, taxable, percent }: DocumentTaxRate,
  groups: readonly Group[],
  label: string,
): Problem {
  const its = groups.find(({ code }) => code.rates.some(({ id }) => id === rateId));
  return problem(
    'tax-not-changeable',
    its?.taxRule ?? label,
    `${label} carries ${amountOf(amount)} of tax under rate ${rateId} of QuickBooks, which works out ${amountOf(atPercent(taxable, percent))} itself and takes no other amount. Map the tax rule to a code without that rate, or correct Cin7.`,
  );
}
