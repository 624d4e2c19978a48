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
  /** Those whose document does not count any more in Cin7; they carry no amount. */
  readonly goneCount: number;
  /** Those that are in QuickBooks as far as we know, with what it last said of them. */
  readonly linkedCount: number;
  readonly linkedTotal: string;
}

/** Documents that carry an amount; vendors are only counted. */
export type TiedKind = Exclude<DocumentKind, 'vendor'>;

export interface SourceSlice extends Slice {
  readonly kind: TiedKind;
}

export interface MirrorSlice extends Slice {
  readonly kind: TiedKind;
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

/** The documents of one kind in one currency. */
export interface DocumentsTieOut {
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

export interface TieOutFacts {
  /** What Cin7 says counts: bills that are owed, credits that stand, orders that were placed. */
  readonly inCin7: readonly SourceSlice[];
  readonly postings: readonly PostingSlice[];
  readonly inQuickBooks: readonly MirrorSlice[];
}

interface Figure {
  readonly count: number;
  readonly total: Decimal;
}

const NONE: Figure = { count: 0, total: ZERO };

/** Both sides' documents of one kind, currency by currency. */
export function tieOut(kind: TiedKind, facts: TieOutFacts): readonly DocumentsTieOut[] {
  const ofKind = {
    inCin7: facts.inCin7.filter((slice) => slice.kind === kind),
    postings: facts.postings.filter((slice) => slice.kind === kind),
    inQuickBooks: facts.inQuickBooks.filter((slice) => slice.kind === kind),
  };
  const slices: readonly Slice[] = [...ofKind.inCin7, ...ofKind.postings, ...ofKind.inQuickBooks];
  const currencies = [...new Set(slices.map(({ currency }) => currency))];
  return currencies
    .sort((left, right) => (left ?? '').localeCompare(right ?? ''))
    .map((currency) => tieOutCurrency(currency, ofKind));
}

function tieOutCurrency(currency: string | null, facts: TieOutFacts): DocumentsTieOut {
  const cin7 = figureOf(inCurrency(facts.inCin7, currency));
  const postings = inCurrency(facts.postings, currency);
  const counted = (state: TieOutState) =>
    figureOf(postings.filter((slice) => tieOutState(slice.state) === state).map(stillCounting));
  const linked = figureOf(postings.filter(({ state }) => state !== 'withdrawn').map(inQuickBooks));
  const mirrored = inCurrency(facts.inQuickBooks, currency);
  const ours = figureOf(mirrored.filter((slice) => slice.ours));
  const text = (figure: Figure) => ({ count: figure.count, total: amountText(figure.total, currency) });
  const states = tieOutStates.map((state) => [state, text(counted(state))] as const);
  return {
    currency,
    cin7: text(cin7),
    states: Object.fromEntries(states) as Record<TieOutState, CountAndTotal>,
    unaccounted: text(less(cin7, figureOf(postings.map(stillCounting)))),
    linked: text(linked),
    quickbooks: { ours: text(ours), others: text(figureOf(mirrored.filter((slice) => !slice.ours))) },
    difference: text(less(linked, ours)),
  };
}

const WORDS: Readonly<Record<TiedKind, { readonly cin7: string; readonly quickbooks: string }>> = {
  bill: { cin7: 'invoices', quickbooks: 'bills' },
  'vendor-credit': { cin7: 'supplier credit notes', quickbooks: 'vendor credits' },
  'purchase-order': { cin7: 'orders', quickbooks: 'purchase orders' },
};

/** Why the documents of one kind and currency do not tie out, each with where to look. */
export function reasonsOf(kind: TiedKind, documents: DocumentsTieOut): string[] {
  const currency = documents.currency ?? 'Without a currency';
  const { cin7, unaccounted, linked, difference, quickbooks } = documents;
  const words = WORDS[kind];
  const found: string[] = [];
  if (!isNothing(unaccounted))
    found.push(
      `${currency}: Cin7 has ${cin7.count} ${words.cin7} over ${cin7.total}; ${unaccounted.count} over ` +
        `${unaccounted.total} are in no state of ours. Ask for a sync run of the purchases.`,
    );
  if (!isNothing(difference))
    found.push(
      `${currency}: ${linked.count} ${words.quickbooks} over ${linked.total} should be in QuickBooks, it holds ` +
        `${quickbooks.ours.count} of ours over ${quickbooks.ours.total}. Look for ${words.quickbooks} that were ` +
        'deleted, changed or entered twice there, after a sync run of quickbooks-object.',
    );
  return found;
}

function tieOutState(state: PostingState): TieOutState {
  return tieOutStates.find((known) => known === state) ?? 'in-progress';
}

function stillCounting({ currency, count, goneCount, total }: PostingSlice): Slice {
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
