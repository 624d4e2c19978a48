import { cut } from './cut.js';
import { format } from './decimal.js';
import { dimensionsOf } from './dimensions.js';
import { amountsOf } from './document-amounts.js';
import { type DocumentBasis, documentTotal } from './document-basis.js';
import { headerProblems, sourceProblems } from './document-problems.js';
import type { Mapped } from './intention.js';
import { itemPricing } from './item-pricing.js';
import { lineTarget } from './line-targets.js';
import type { MappingContext } from './mapping-context.js';
import { isCurrency, type Money } from './money.js';
import type { Problem } from './problem.js';
import type { PurchaseLine } from './purchase.js';
import type { LineTarget, PurchaseDocument } from './purchase-document.js';
import { taxCodeOf } from './purchase-tax.js';

/** QuickBooks' length of a line's description. */
const DESCRIPTION_LENGTH = 4000;

/** Checks everything first, so that the operator sees every problem at once; builds only what is sound. */
export function documentFromPurchase(
  basis: DocumentBasis,
  context: MappingContext,
): Mapped<PurchaseDocument> {
  const { purchase, date } = basis;
  const currency = purchase.currency ?? '';
  const dimensions = dimensionsOf(purchase, context);
  const unsound = sourceProblems(basis);
  const amounts = isCurrency(currency) && unsound.length === 0 ? amountsOf(basis, currency, context) : null;
  const problems = [
    ...headerProblems(basis, context),
    ...unsound,
    ...(amounts?.problems ?? []),
    ...lineProblems(basis, context),
    ...dimensions.problems,
  ];
  if (problems.length > 0 || !amounts || date === null) return { ok: false, problems: unique(problems) };
  return {
    ok: true,
    value: {
      documentNumber: basis.documentNumber,
      date,
      currency,
      exchangeRate: currency === context.homeCurrency ? null : basis.rate,
      departmentId: dimensions.departmentId,
      lines: [
        ...basis.source.lines.map((line, index) => {
          const amount = amounts.lines[index] ?? { minor: 0n, currency };
          return {
            target: targetOf(basis, line, index, amount, context),
            description: describe(line, currency),
            amount,
            taxCodeId: taxCodeOf(line, context)?.id ?? null,
            classId: dimensions.classId,
            customerId: dimensions.customerId,
            orderLine: basis.orderLines[index] ?? null,
          };
        }),
        ...amounts.taxLines.map((line) => ({ ...line, classId: dimensions.classId })),
      ],
      tax: amounts.tax,
      total: documentTotal(basis.source, currency),
      note: basis.note,
    },
  };
}

function lineProblems(basis: DocumentBasis, context: MappingContext): Problem[] {
  return basis.source.lines.flatMap((line, index) => {
    const found = lineTarget(line, basis.accountCodeOf(line), lineLabel(line, index), context);
    return found.ok ? [] : [found.problem];
  });
}

function lineLabel(line: PurchaseLine, index: number): string {
  return `line ${index + 1} (${line.sku ?? line.description})`;
}

function targetOf(
  basis: DocumentBasis,
  line: PurchaseLine,
  index: number,
  amount: Money,
  context: MappingContext,
): LineTarget {
  const found = lineTarget(line, basis.accountCodeOf(line), lineLabel(line, index), context);
  if (!found.ok) throw new Error('A line was built that had not been checked');
  const { target } = found;
  return target.kind === 'item' ? { ...target, pricing: itemPricing(line, amount) } : target;
}

function describe(line: PurchaseLine, currency: string): string {
  const article = [line.sku, line.description].filter(Boolean).join(' ');
  const price = `${format(line.quantity)} × ${format(line.price)} ${currency}`;
  return `${cut(article, DESCRIPTION_LENGTH - price.length - 3)} (${price})`.trim();
}

/** The same cause on many lines is one problem. */
function unique(problems: readonly Problem[]): readonly Problem[] {
  const seen = new Map(problems.map((each) => [`${each.code}/${each.subject}`, each] as const));
  return [...seen.values()];
}
