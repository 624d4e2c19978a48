import { format, sum } from './decimal.js';
import type { DocumentBasis } from './document-basis.js';
import { reasonNotToUse } from './line-targets.js';
import type { MappingContext } from './mapping-context.js';
import type { Money } from './money.js';
import { type Problem, problem } from './problem.js';
import type { PurchaseLine } from './purchase.js';
import type { DocumentLine, PurchaseDocument } from './purchase-document.js';
import { canComeToTax, documentTax, taxCodeOf, taxCodeProblems } from './purchase-tax.js';
import { splitAmounts } from './split-amounts.js';
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
  const isTaxable = (line: PurchaseLine) => canComeToTax(taxCodeOf(line, context));
  const split = splitAmounts(source, purchase.taxInclusive, currency, isTaxable);
  if (!split.ok) return { ...NO_AMOUNTS, problems: [...problems, splitProblem(basis, split.differs)] };
  if (problems.length > 0) return { ...NO_AMOUNTS, problems };
  const found = documentTax(split.lines, split.tax, context, label);
  if (!found.ok) return { ...NO_AMOUNTS, problems: [found.problem] };
  return { ...NO_AMOUNTS, lines: split.lines.map(({ net }) => net), tax: found.tax };
}

function uncodedAmounts(basis: DocumentBasis, currency: string, context: MappingContext): DocumentAmounts {
  const split = splitAmounts(basis.source, basis.purchase.taxInclusive, currency);
  if (!split.ok) return { ...NO_AMOUNTS, problems: [splitProblem(basis, split.differs)] };
  const { costs, onAccounts, unmapped } = uncodedTax(split.lines, context);
  const problems = [
    ...unmapped.map(taxUnmapped),
    ...onAccounts.flatMap(({ taxRule, accountId }) => accountProblems(taxRule, accountId, context)),
  ];
  const taxLines = onAccounts.map(({ taxRule, accountId, tax }) => ({
    target: { kind: 'account' as const, accountId },
    description: `Tax: ${taxRule}`,
    amount: tax,
    taxCodeId: null,
    classId: null,
    customerId: null,
    orderLine: null,
  }));
  return { ...NO_AMOUNTS, lines: costs, taxLines, problems };
}

function taxUnmapped(rule: string | null): Problem {
  return problem(
    'tax-unmapped',
    rule ?? 'no tax rule',
    `The lines under Cin7 tax rule ${rule ?? '(none)'} carry tax, and this company keeps no tax codes for purchases. Map the rule to an account of QuickBooks (kind tax), or let the pipeline put such tax into cost.`,
  );
}

function accountProblems(taxRule: string, accountId: string, context: MappingContext): Problem[] {
  const reason = reasonNotToUse(context.accounts.get(accountId));
  if (!reason) return [];
  return [
    problem(
      'account-not-usable',
      taxRule,
      `Cin7 tax rule ${taxRule} is mapped to account ${accountId} of QuickBooks, ${reason}. Map it to another account.`,
    ),
  ];
}

function splitProblem(basis: DocumentBasis, differs: 'total' | 'tax'): Problem {
  if (differs === 'total') return totalDiffers(basis);
  const { source, label, purchase } = basis;
  return problem(
    'tax-differs',
    purchase.number,
    `The lines of ${label} carry ${format(sum(source.lines.map(({ tax }) => tax)))} of tax, the document says ${format(source.tax)}. Correct it in Cin7.`,
  );
}

export function totalDiffers({ source, label, purchase }: DocumentBasis): Problem {
  return problem(
    'total-differs',
    purchase.number,
    `The lines of ${label} come to ${format(sum(source.lines.map((line) => line.total)))}, the document says ${format(source.totalBeforeTax)} and ${format(source.total)} with tax. Correct it in Cin7.`,
  );
}
