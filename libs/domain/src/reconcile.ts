import { type Finding, findingText } from './finding.js';
import type { PostingState } from './posting-state.js';
import { type DocumentsTieOut, reasonsOf, type TieOutFacts, tieOut } from './tie-out.js';

/** What is still to be read or mapped: until it is done, the two sides cannot be compared. */
export interface ReadingState {
  readonly detailsDue: number;
  readonly mappingsDue: number;
  readonly unreadable: number;
}

export interface ReconciliationFacts extends TieOutFacts {
  readonly asOf: Date;
  /** Record types that have never been read to their end. */
  readonly neverRead: readonly string[];
  readonly reading: ReadingState;
  readonly supplierCount: number;
  /** Of the checks; not more than a person looks through. */
  readonly findings: readonly Finding[];
}

/** What became of the suppliers. */
export interface VendorsTieOut {
  readonly cin7: number;
  readonly states: Readonly<Partial<Record<PostingState, number>>>;
  /** Suppliers less all their postings; must be zero. */
  readonly unaccounted: number;
  readonly linked: number;
}

export interface Reconciliation {
  readonly tiesOut: boolean;
  readonly asOf: Date;
  readonly inProgress: ReadingState & { readonly documents: number };
  readonly bills: readonly DocumentsTieOut[];
  readonly credits: readonly DocumentsTieOut[];
  readonly orders: readonly DocumentsTieOut[];
  readonly vendors: VendorsTieOut;
  /** What the checks have found, whether or not the sums differ by it. */
  readonly findings: readonly (Finding & { readonly message: string })[];
  /** Why it does not tie out; empty where it does. */
  readonly reasons: readonly string[];
}

/** States in which what QuickBooks holds, or will hold, is not settled. */
const MOVING: readonly PostingState[] = ['pending', 'sending', 'in-doubt', 'needs-review', 'withdrawing'];

/** Compares both sides to the cent. It ties out only where nothing is left to explain. */
export function reconcile(facts: ReconciliationFacts): Reconciliation {
  const bills = tieOut('bill', facts);
  const credits = tieOut('vendor-credit', facts);
  const orders = tieOut('purchase-order', facts);
  const vendors = tieOutVendors(facts);
  const moving = facts.postings.filter(({ state }) => MOVING.includes(state));
  const inProgress = { ...facts.reading, documents: moving.reduce((total, { count }) => total + count, 0) };
  const reasons = [
    ...facts.neverRead.map((type) => `${type} has never been read to its end: ask for a sync run.`),
    ...progressReasons(inProgress),
    ...bills.flatMap((each) => reasonsOf('bill', each)),
    ...credits.flatMap((each) => reasonsOf('vendor-credit', each)),
    ...orders.flatMap((each) => reasonsOf('purchase-order', each)),
    ...vendorReasons(vendors),
    ...findingReasons(facts.findings),
  ];
  return {
    tiesOut: reasons.length === 0,
    asOf: facts.asOf,
    inProgress,
    bills,
    credits,
    orders,
    vendors,
    findings: facts.findings.map((finding) => ({ ...finding, message: findingText(finding) })),
    reasons,
  };
}

function progressReasons({
  detailsDue,
  mappingsDue,
  unreadable,
  documents,
}: Reconciliation['inProgress']): string[] {
  const said: readonly (readonly [number, string])[] = [
    [detailsDue, 'documents of Cin7 are still to be read: wait, or look at the sync runs.'],
    [mappingsDue, 'documents are still to be mapped: wait a moment.'],
    [unreadable, 'documents of Cin7 cannot be read: see the problems.'],
    [
      documents,
      'postings are on their way to QuickBooks or in doubt: wait, or decide those that need a review.',
    ],
  ];
  return said.flatMap(([count, text]) => about(count, text));
}

/** The same kind and state may come in several currencies. */
function tieOutVendors({ postings, supplierCount }: ReconciliationFacts): VendorsTieOut {
  const vendors = postings.filter(({ kind }) => kind === 'vendor');
  const states: Partial<Record<PostingState, number>> = {};
  for (const { state, count } of vendors) states[state] = (states[state] ?? 0) + count;
  const counted = vendors.reduce((total, { count }) => total + count, 0);
  return {
    cin7: supplierCount,
    states,
    unaccounted: supplierCount - counted,
    linked: vendors.reduce((total, { linkedCount }) => total + linkedCount, 0),
  };
}

function vendorReasons({ cin7, unaccounted }: VendorsTieOut): string[] {
  if (unaccounted === 0) return [];
  return [`${unaccounted} of ${cin7} suppliers have no posting: ask for a sync run of the suppliers.`];
}

/** A document of others that looks like ours, or one that was read late, differs in no sum; it is shown, and may be right. */
function findingReasons(findings: readonly Finding[]): string[] {
  const wrong = findings.filter(({ code }) => code !== 'look-alike' && code !== 'missed');
  const inCin7 = wrong.filter(({ cin7Id }) => cin7Id !== null).length;
  return [
    ...about(wrong.length - inCin7, 'documents of QuickBooks are not as they should be: see the findings.'),
    ...about(inCin7, 'documents have gone from Cin7: see the findings.'),
  ];
}

function about(count: number, text: string): string[] {
  return count === 0 ? [] : [`${count} ${text}`];
}
