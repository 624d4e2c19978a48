import { allocateRounding } from './allocate-rounding.js';
import { add, format, sum, ZERO } from './decimal.js';
import { type DocumentBasis, documentTotal } from './document-basis.js';
import { reasonNotToUse } from './line-targets.js';
import type { MappingContext } from './mapping-context.js';
import { type Money, roundToMoney } from './money.js';
import { type Problem, problem } from './problem.js';
import type { DocumentLine, PurchaseDocument } from './purchase-document.js';
import { documentTax, netOf, taxCodeProblems } from './purchase-tax.js';
import { uncodedTax } from './uncoded-tax.js';

/** A document's amounts in whole minor units, line by line, and its tax. */
export interface DocumentAmounts {
  readonly lines: readonly Money[];
  readonly taxLines: readonly DocumentLine[];
  readonly tax: PurchaseDocument['tax'];
  readonly problems: readonly Problem[];
}

const NO_AMOUNTS: DocumentAmounts = { lines: [], taxLines: [], tax: null, problems: [] };

/** The amounts in whole minor units: together they are exactly what the paper says, or there is a problem. */
export function amountsOf(basis: DocumentBasis, currency: string, context: MappingContext): DocumentAmounts {
  if (basis.source.lines.length === 0) return NO_AMOUNTS;
  return context.taxes.kind === 'codes'
    ? codedAmounts(basis, currency, context)
    : uncodedAmounts(basis, currency, context);
}

function codedAmounts(basis: DocumentBasis, currency: string, context: MappingContext): DocumentAmounts {
  const { source, purchase, label } = basis;
  const problems = taxCodeProblems(source.lines, context);
  const tax = roundToMoney(source.tax, currency);
  const net: Money = { currency, minor: documentTotal(source, currency).minor - tax.minor };
  const lines = allocateRounding(
    source.lines.map((line) => netOf(line, purchase.taxInclusive)),
    net,
  );
  if (!lines) return { ...NO_AMOUNTS, problems: [...problems, totalDiffers(basis)] };
  if (problems.length > 0) return { ...NO_AMOUNTS, problems };
  const found = documentTax(source.lines, lines, tax, context, label);
  return found.ok ? { ...NO_AMOUNTS, lines, tax: found.tax } : { ...NO_AMOUNTS, problems: [found.problem] };
}

function uncodedAmounts(basis: DocumentBasis, currency: string, context: MappingContext): DocumentAmounts {
  const { source, purchase } = basis;
  const { inCost, onAccounts, unmapped } = uncodedTax(source.lines, context);
  const problems = unmapped.map((rule) =>
    problem(
      'tax-unmapped',
      rule ?? 'no tax rule',
      `The lines under Cin7 tax rule ${rule ?? '(none)'} carry tax, and this company keeps no tax codes for purchases. Map the rule to an account of QuickBooks (kind tax), or let the pipeline put such tax into cost.`,
    ),
  );
  const costs = source.lines.map((line, index) =>
    add(netOf(line, purchase.taxInclusive), inCost[index] ?? ZERO),
  );
  const parts = allocateRounding(
    [...costs, ...onAccounts.map(({ tax }) => tax)],
    documentTotal(source, currency),
  );
  if (!parts) return { ...NO_AMOUNTS, problems: [...problems, totalDiffers(basis)] };
  for (const { taxRule, accountId } of onAccounts) {
    const reason = reasonNotToUse(context.accounts.get(accountId));
    if (reason)
      problems.push(
        problem(
          'account-not-usable',
          taxRule,
          `Cin7 tax rule ${taxRule} is mapped to account ${accountId} of QuickBooks, ${reason}. Map it to another account.`,
        ),
      );
  }
  return {
    ...NO_AMOUNTS,
    lines: parts.slice(0, costs.length),
    taxLines: onAccounts.map(({ taxRule, accountId }, index) => ({
      target: { kind: 'account', accountId },
      description: `Tax: ${taxRule}`,
      amount: parts[costs.length + index] ?? { minor: 0n, currency },
      taxCodeId: null,
      classId: null,
      customerId: null,
      orderLine: null,
    })),
    problems,
  };
}

export function totalDiffers({ source, label, purchase }: DocumentBasis): Problem {
  return problem(
    'total-differs',
    purchase.number,
    `The lines of ${label} come to ${format(sum(source.lines.map((line) => line.total)))}, the document says ${format(source.totalBeforeTax)} and ${format(source.total)} with tax. Correct it in Cin7.`,
  );
}
