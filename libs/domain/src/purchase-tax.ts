import { allocateRounding } from './allocate-rounding.js';
import { type Decimal, decimal, format, isZero, multiply, round, subtract, sum } from './decimal.js';
import { type MappingContext, ruleTarget, type TaxCode } from './mapping-context.js';
import { amountOf, type Money, minorDigits, roundToMoney, sumMoney } from './money.js';
import { type Problem, problem } from './problem.js';
import type { PurchaseLine } from './purchase.js';
import type { DocumentTax, DocumentTaxRate } from './purchase-document.js';

/** The tax code of a line in a company that works with tax codes. */
export function taxCodeOf(line: PurchaseLine, context: MappingContext): TaxCode | null {
  if (context.taxes.kind !== 'codes') return null;
  const code = context.taxes.codes.get(ruleTarget(context, 'tax', line.taxRule) ?? '');
  return code?.active ? code : null;
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

interface Group {
  readonly code: TaxCode;
  readonly lines: readonly PurchaseLine[];
  readonly net: Money;
  readonly tax: Decimal;
}

export type TaxFound =
  | { readonly ok: true; readonly tax: DocumentTax }
  | { readonly ok: false; readonly problem: Problem };

/**
 * What each tax rate comes to, so that together they are exactly the tax of the supplier's paper, whatever rounding
 * either side would choose. A tax that the rates of the code cannot have given is a wrong mapping, and said so.
 */
export function documentTax(
  lines: readonly PurchaseLine[],
  nets: readonly Money[],
  total: Money,
  context: MappingContext,
  label: string,
): TaxFound {
  const groups = groupByCode(lines, nets, total.currency, context);
  const shares = allocateRounding(
    groups.map(({ tax }) => tax),
    total,
  );
  if (!shares)
    return {
      ok: false,
      problem: problem(
        'tax-differs',
        label,
        `The lines of ${label} carry ${format(sum(lines.map(({ tax }) => tax)))} of tax, the document says ${amountOf(total)}. Correct it in Cin7.`,
      ),
    };
  const rates: DocumentTaxRate[] = [];
  for (const [index, group] of groups.entries()) {
    const share = shares[index] ?? { minor: 0n, currency: total.currency };
    const wrong = implausible(group, share, label);
    if (wrong) return { ok: false, problem: wrong };
    rates.push(...ratesOf(group, share));
  }
  return { ok: true, tax: { total, rates: mergeRates(rates) } };
}

function groupByCode(
  lines: readonly PurchaseLine[],
  nets: readonly Money[],
  currency: string,
  context: MappingContext,
): readonly Group[] {
  const groups = new Map<string, { code: TaxCode; lines: PurchaseLine[]; nets: Money[] }>();
  for (const [index, line] of lines.entries()) {
    const code = taxCodeOf(line, context);
    const net = nets[index];
    if (!code || !net) throw new Error('A line was taxed that had not been checked');
    const group = groups.get(code.id) ?? { code, lines: [], nets: [] };
    group.lines.push(line);
    group.nets.push(net);
    groups.set(code.id, group);
  }
  return [...groups.values()].map((group) => ({
    code: group.code,
    lines: group.lines,
    net: sumMoney(group.nets, currency),
    tax: sum(group.lines.map(({ tax }) => tax)),
  }));
}

const ONE_PERCENT = decimal('0.01');

function atPercent(net: Money, percent: Decimal): Money {
  const amount = { units: net.minor, scale: minorDigits(net.currency) };
  return roundToMoney(multiply(multiply(amount, percent), ONE_PERCENT), net.currency);
}

/** Rounding by line, by document or by hand moves a tax by a few minor units, a wrong rate by far more. */
function implausible({ code, lines, net }: Group, tax: Money, label: string): Problem | null {
  const percent = sum(code.rates.map((rate) => rate.percent));
  const expected = atPercent(net, percent);
  const difference = tax.minor - expected.minor;
  const allowed = BigInt(lines.length) + 1n;
  if (difference <= allowed && difference >= -allowed) return null;
  return problem(
    'tax-not-of-code',
    lines[0]?.taxRule ?? label,
    `${label} carries ${amountOf(tax)} of tax on ${amountOf(net)}, but tax code ${code.name} of QuickBooks is ${format(percent)} % and gives ${amountOf(expected)}. Map the tax rule to another code, or correct Cin7.`,
  );
}

/** Divides a code's tax among its rates; the last one takes what rounding leaves. */
function ratesOf({ code, net }: Group, tax: Money): DocumentTaxRate[] {
  const percent = sum(code.rates.map((rate) => rate.percent));
  let left = tax.minor;
  return code.rates.map((rate, index) => {
    const isLast = index === code.rates.length - 1;
    const exact = isZero(percent)
      ? atPercent(net, rate.percent).minor
      : shareOf(tax.minor, rate.percent, percent);
    const minor = isLast ? left : exact;
    left -= minor;
    return {
      rateId: rate.id,
      percent: rate.percent,
      taxable: net,
      amount: { minor, currency: tax.currency },
    };
  });
}

function shareOf(minor: bigint, percent: Decimal, whole: Decimal): bigint {
  const scale = Math.max(percent.scale, whole.scale);
  const part = round(percent, scale).units;
  const all = round(whole, scale).units;
  const product = minor * part;
  const [size, by] = all < 0n ? [-product, -all] : [product, all];
  return size < 0n ? -((-size + by / 2n) / by) : (size + by / 2n) / by;
}

/** Two codes may share a rate; QuickBooks wants one line for each rate. */
function mergeRates(rates: readonly DocumentTaxRate[]): readonly DocumentTaxRate[] {
  const merged = new Map<string, DocumentTaxRate>();
  for (const rate of rates) {
    const same = merged.get(rate.rateId);
    merged.set(rate.rateId, {
      ...rate,
      taxable: same ? sumMoney([same.taxable, rate.taxable], rate.taxable.currency) : rate.taxable,
      amount: same ? sumMoney([same.amount, rate.amount], rate.amount.currency) : rate.amount,
    });
  }
  return [...merged.values()];
}

/** What a line costs without tax. */
export function netOf(line: PurchaseLine, taxInclusive: boolean): Decimal {
  return taxInclusive ? subtract(line.total, line.tax) : line.total;
}
