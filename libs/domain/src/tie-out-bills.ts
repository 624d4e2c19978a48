import { amountText } from './amount-text.js';
import { add, type Decimal, decimal, isZero, subtract, ZERO } from './decimal.js';
import type { DocumentKind } from './intention.js';
import type { PostingState } from './posting-state.js';

/** Count and amount of some documents in one currency; null where their currency is not known. */
export interface Slice {
  readonly currency: string | null;
  readonly count: number;
  readonly total: string;
}

export interface PostingSlice extends Slice {
  readonly kind: DocumentKind;
  readonly state: PostingState;
  /** Those whose document is not owed any more in Cin7; they carry no amount. */
  readonly goneCount: number;
  /** Those that are in QuickBooks as far as we know, with what it last said of them. */
  readonly linkedCount: number;
  readonly linkedTotal: string;
}

export interface MirrorSlice extends Slice {
  readonly ours: boolean;
}

export interface CountAndTotal {
  readonly count: number;
  readonly total: string;
}

export const tieOutStates = [
  'posted',
  'held',
  'excluded',
  'rejected',
  'shadow',
  'in-progress',
  'withdrawn',
] as const;
export type TieOutState = (typeof tieOutStates)[number];

export interface BillsTieOut {
  readonly currency: string | null;
  readonly cin7: CountAndTotal;
  readonly states: Readonly<Record<TieOutState, CountAndTotal>>;
  /** Cin7 less the sum over all states; must be zero. */
  readonly unaccounted: CountAndTotal;
  /** What we believe to be in QuickBooks, whatever is held for a change. */
  readonly linked: CountAndTotal;
  readonly quickbooks: { readonly ours: CountAndTotal; readonly others: CountAndTotal };
  /** Linked less ours in QuickBooks; must be zero. */
  readonly difference: CountAndTotal;
}

export interface BillFacts {
  readonly owedInCin7: readonly Slice[];
  readonly postings: readonly PostingSlice[];
  readonly billsInQuickBooks: readonly MirrorSlice[];
}

interface Figure {
  readonly count: number;
  readonly total: Decimal;
}

const NONE: Figure = { count: 0, total: ZERO };

/** Both sides' bills, currency by currency. */
export function tieOutBills(facts: BillFacts): readonly BillsTieOut[] {
  const postings = facts.postings.filter(({ kind }) => kind === 'bill');
  const slices: readonly Slice[] = [...facts.owedInCin7, ...postings, ...facts.billsInQuickBooks];
  const currencies = [...new Set(slices.map(({ currency }) => currency))];
  return currencies
    .sort((left, right) => (left ?? '').localeCompare(right ?? ''))
    .map((currency) => tieOutCurrency(currency, { ...facts, postings }));
}

function tieOutCurrency(currency: string | null, facts: BillFacts): BillsTieOut {
  const cin7 = figureOf(inCurrency(facts.owedInCin7, currency));
  const postings = inCurrency(facts.postings, currency);
  const counted = (state: TieOutState) =>
    figureOf(postings.filter((slice) => tieOutState(slice.state) === state).map(stillOwed));
  const linked = figureOf(postings.filter(({ state }) => state !== 'withdrawn').map(inQuickBooks));
  const mirrored = inCurrency(facts.billsInQuickBooks, currency);
  const ours = figureOf(mirrored.filter((slice) => slice.ours));
  const text = (figure: Figure) => ({ count: figure.count, total: amountText(figure.total, currency) });
  const states = tieOutStates.map((state) => [state, text(counted(state))] as const);
  return {
    currency,
    cin7: text(cin7),
    states: Object.fromEntries(states) as Record<TieOutState, CountAndTotal>,
    unaccounted: text(less(cin7, figureOf(postings.map(stillOwed)))),
    linked: text(linked),
    quickbooks: { ours: text(ours), others: text(figureOf(mirrored.filter((slice) => !slice.ours))) },
    difference: text(less(linked, ours)),
  };
}

/** Why the bills of one currency do not tie out, each with where to look. */
export function reasonsOf(bills: BillsTieOut): string[] {
  const currency = bills.currency ?? 'Without a currency';
  const { unaccounted, linked, difference, quickbooks } = bills;
  const found: string[] = [];
  if (!isNothing(unaccounted))
    found.push(
      `${currency}: Cin7 has ${bills.cin7.count} invoices over ${bills.cin7.total}; ${unaccounted.count} over ` +
        `${unaccounted.total} are in no state of ours. Ask for a sync run of the purchases.`,
    );
  if (!isNothing(difference))
    found.push(
      `${currency}: ${linked.count} bills over ${linked.total} should be in QuickBooks, it holds ` +
        `${quickbooks.ours.count} of ours over ${quickbooks.ours.total}. Look for bills that were deleted, changed ` +
        'or entered twice there, after a sync run of quickbooks-object.',
    );
  return found;
}

function tieOutState(state: PostingState): TieOutState {
  return tieOutStates.find((known) => known === state) ?? 'in-progress';
}

function stillOwed({ currency, count, goneCount, total }: PostingSlice): Slice {
  return { currency, count: count - goneCount, total };
}

function inQuickBooks({ currency, linkedCount, linkedTotal }: PostingSlice): Slice {
  return { currency, count: linkedCount, total: linkedTotal };
}

function inCurrency<Row extends Slice>(slices: readonly Row[], currency: string | null): readonly Row[] {
  return slices.filter((slice) => slice.currency === currency);
}

function figureOf(slices: readonly Slice[]): Figure {
  return slices.reduce(
    (figure, { count, total }) => ({ count: figure.count + count, total: add(figure.total, decimal(total)) }),
    NONE,
  );
}

function less(left: Figure, right: Figure): Figure {
  return { count: left.count - right.count, total: subtract(left.total, right.total) };
}

function isNothing({ count, total }: CountAndTotal): boolean {
  return count === 0 && isZero(decimal(total));
}
