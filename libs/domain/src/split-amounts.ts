import { allocateRounding } from './allocate-rounding.js';
import { type Decimal, isZero, subtract, sum, ZERO } from './decimal.js';
import { documentTotal } from './document-basis.js';
import { type Money, roundToMoney, sumMoney } from './money.js';
import type { PurchaseLine, SourceDocument } from './purchase.js';

/** A line's amounts in whole minor units. */
export interface SplitLine {
  readonly line: PurchaseLine;
  readonly net: Money;
  readonly tax: Money;
}

export type Split =
  | { readonly ok: true; readonly lines: readonly SplitLine[]; readonly tax: Money }
  | { readonly ok: false; readonly differs: 'total' | 'tax' };

/** Whether the tax rule of a line can come to anything at all, as far as that is known. */
export type IsTaxable = (line: PurchaseLine) => boolean;

/** Minor units: one per cent of less than that rounds to nothing. */
const TOO_SMALL_TO_SHOW_TAX = 50n;

/**
 * The lines' amounts in whole minor units: together they are exactly what the document comes to. Cin7 rounds tax by line or by
 * document, as the account is set, and a person may have entered it from paper: so the document's tax can differ from
 * its lines' by the roundings, and by no more. A line so small that its tax rounds to nothing has its share in them, too.
 */
export function splitAmounts(
  source: SourceDocument,
  taxInclusive: boolean,
  currency: string,
  isTaxable: IsTaxable = () => true,
): Split {
  const tax = roundToMoney(source.tax, currency);
  const rounding = source.lines.map((line) => isRounded(line, currency, isTaxable));
  const nets = netsOf(source, taxInclusive, tax, rounding);
  if (!nets) return { ok: false, differs: 'total' };
  const taxes = taxesOf(source.lines, tax, rounding);
  if (!taxes) return { ok: false, differs: 'tax' };
  const nothing: Money = { currency, minor: 0n };
  const lines = source.lines.map((line, index) => ({
    line,
    net: nets[index] ?? nothing,
    tax: taxes[index] ?? nothing,
  }));
  return { ok: true, lines, tax };
}

/** Whether a line's tax was rounded, even to nothing. */
function isRounded(line: PurchaseLine, currency: string, isTaxable: IsTaxable): boolean {
  if (!isZero(line.tax)) return true;
  return isTaxable(line) && size(roundToMoney(line.total, currency).minor) < TOO_SMALL_TO_SHOW_TAX;
}

function netsOf(
  source: SourceDocument,
  taxInclusive: boolean,
  tax: Money,
  rounding: readonly boolean[],
): readonly Money[] | null {
  const { lines } = source;
  const { currency } = tax;
  const total = documentTotal(source, currency);
  const net: Money = { currency, minor: total.minor - tax.minor };
  const exact = lines.map((line) => (taxInclusive ? subtract(line.total, line.tax) : line.total));
  const nets = allocateRounding(exact, net);
  if (nets || !taxInclusive) return nets;
  // The prices are right where they add up with the tax in them, however much of it is said to be tax.
  const gross = lines.map((line) => line.total);
  return allocateRounding(gross, total) && withOddUnits(lines, exact, net, rounding);
}

function taxesOf(
  lines: readonly PurchaseLine[],
  total: Money,
  rounding: readonly boolean[],
): readonly Money[] | null {
  const taxes = lines.map(({ tax }) => tax);
  return allocateRounding(taxes, total) ?? withOddUnits(lines, taxes, total, rounding);
}

/**
 * The lines with the largest taxes take one odd unit each, then those whose tax rounds to nothing; more than half a unit for
 * each rounding is no rounding.
 */
function withOddUnits(
  lines: readonly PurchaseLine[],
  amounts: readonly Decimal[],
  total: Money,
  rounding: readonly boolean[],
): readonly Money[] | null {
  const near = nearestSum(amounts, total);
  const base = allocateRounding(amounts, near);
  const odd = total.minor - near.minor;
  const rounded = [...lines.keys()].filter((index) => rounding[index]);
  if (!base || size(odd) * 2n > BigInt(rounded.length) + 1n) return null;
  const shows = (index: number) => Number(!isZero(lines[index]?.tax ?? ZERO));
  const sizeAt = (index: number) => size(base[index]?.minor ?? 0n);
  const bySize = rounded.sort(
    (left, right) => shows(right) - shows(left) || Number(sizeAt(right) - sizeAt(left)) || left - right,
  );
  const taking = new Set(bySize.slice(0, Number(size(odd))));
  const unit = odd < 0n ? -1n : 1n;
  return base.map((money, index) => (taking.has(index) ? { ...money, minor: money.minor + unit } : money));
}

/** What the amounts come to, rounded by line or once: whichever is nearer to what the document says. */
function nearestSum(amounts: readonly Decimal[], { currency, minor }: Money): Money {
  const byLine = sumMoney(
    amounts.map((amount) => roundToMoney(amount, currency)),
    currency,
  );
  const once = roundToMoney(sum(amounts), currency);
  return size(byLine.minor - minor) < size(once.minor - minor) ? byLine : once;
}

function size(minor: bigint): bigint {
  return minor < 0n ? -minor : minor;
}
