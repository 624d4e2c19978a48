import type { OrderLink } from '#libs/domain';
import { asLeft } from './as-left.js';
import type { Draft } from './draft.js';
import { essenceOf } from './essence.js';
import { isOrder, withLineIds } from './line-ids.js';
import { isOverwritten } from './order-drift.js';
import { withOrderLinks } from './order-link.js';
import type { WireObject } from './quickbooks.client.js';

/** The body of a create: the draft with what only the moment of sending knows. */
export function createBody(draft: Draft, vendorId: string | null, order: OrderLink | null): Draft {
  const body = withOrderLinks(draft, order);
  return vendorId ? { VendorRef: { value: vendorId }, ...body } : body;
}

export interface UpdateBasis {
  /** What we posted last, as a draft; null where that is not known. */
  readonly base: Draft | null;
  readonly ours: Draft;
  /** The document as QuickBooks holds it now. */
  readonly theirs: WireObject;
  readonly vendorId: string | null;
  readonly order: OrderLink | null;
  /** What a person changed gives way to ours, as the pipeline's policy has it for orders. */
  readonly overwrites?: boolean;
}

export type UpdatePlan =
  | {
      readonly action: 'send';
      readonly body: Draft;
      /** What the update changes; the body may repeat more. */
      readonly members: readonly string[];
    }
  | { readonly action: 'nothing' }
  | { readonly action: 'conflict'; readonly members: readonly string[] };

/**
 * What an update has to say: only the members that we want changed, so that whatever a person entered elsewhere in
 * the document stays. A member that both we and a person have changed is a conflict; nothing is overwritten in silence.
 * A member that we posted and do not want any more is cleared, which only an update of the whole document does.
 */
export function planUpdate(basis: UpdateBasis): UpdatePlan {
  const { base, theirs, vendorId, order, overwrites = false } = basis;
  const ours = reopened(base, basis.ours);
  const left = asLeft(theirs, base ?? ours);
  const isWanted = overwrites ? isOverwritten : differs;
  const wanted = Object.keys(ours).filter((member) => isWanted(member, ours, left));
  const news = wanted.filter((member) => overwrites || base === null || differs(member, ours, base));
  const changed = [...new Set([...news, ...namedAgain(ours, news)])];
  const cleared = CLEARED_MEMBERS.filter((member) => base?.[member] && !ours[member] && left[member]);
  const moved = [...changed, ...cleared];
  const conflicts = moved.filter((member) => !overwrites && base !== null && differs(member, left, base));
  // The update has to name the vendor, but must not move the document from one to another on the way.
  const isMoved = isOfAnotherVendor(theirs, vendorId);
  if (isMoved && (moved.length > 0 || overwrites)) conflicts.push('VendorRef');
  if (moved.length + conflicts.length === 0) return { action: 'nothing' };
  if (conflicts.length > 0) return { action: 'conflict', members: conflicts };
  return {
    action: 'send',
    members: moved,
    body: {
      ...(cleared.length > 0 ? without(theirs, cleared) : { Id: theirs.Id, SyncToken: theirs.SyncToken }),
      sparse: cleared.length === 0,
      // A bill wants its vendor named in every update.
      ...(vendorId ? { VendorRef: { value: vendorId } } : {}),
      ...withOrderLinks(changesOf(changed, ours, theirs), order),
    },
  };
}

/** Whether QuickBooks has the document under another vendor than the one given, if one is. */
export function isOfAnotherVendor(theirs: WireObject, vendorId: string | null): boolean {
  return vendorId !== null && essenceOf('VendorRef', theirs.VendorRef) !== essenceOf('VendorRef', vendorId);
}

/** A vendor that becomes active again says its name, or it might keep what QuickBooks put behind that of an inactive one. */
function namedAgain({ Active }: Draft, changed: readonly string[]): readonly string[] {
  return Active === true && changed.includes('Active') ? ['DisplayName'] : [];
}

/** What Cin7 may take back after posting. Everything else that we send is never missing, or never goes. */
const CLEARED_MEMBERS = ['DueDate', 'SalesTermRef', 'DepartmentRef'];

function without(document: WireObject, members: readonly string[]): Draft {
  return Object.fromEntries(Object.entries(document).filter(([member]) => !members.includes(member)));
}

function changesOf(members: readonly string[], ours: Draft, theirs: WireObject): Draft {
  const said = Object.fromEntries(members.map((member) => [member, ours[member]]));
  if (!isOrder(theirs) || !Array.isArray(said.Line)) return said;
  return { ...said, Line: withLineIds(said.Line as Draft[], theirs) };
}

/** QuickBooks keeps an order's status itself, so a draft only says that one is closed; that it no longer is, an update says. */
function reopened(base: Draft | null, ours: Draft): Draft {
  return base?.POStatus === 'Closed' && !('POStatus' in ours) ? { ...ours, POStatus: 'Open' } : ours;
}

function differs(member: string, left: Draft, right: Draft): boolean {
  return essenceOf(member, left[member]) !== essenceOf(member, right[member]);
}

/** Members that move money: a bill that has been paid may not change in them. */
const MONEY_MEMBERS = ['Line', 'TxnTaxDetail', 'CurrencyRef', 'ExchangeRate', 'TxnDate'];

export function touchesMoney(members: readonly string[]): boolean {
  return members.some((member) => MONEY_MEMBERS.includes(member));
}

export interface TransactionLink {
  readonly TxnId: string;
  readonly TxnType: string;
}

/** The transactions that hang on a document, or that it hangs on. */
export function linksOf(document: WireObject): readonly TransactionLink[] {
  const links = Array.isArray(document.LinkedTxn) ? (document.LinkedTxn as Record<string, unknown>[]) : [];
  return links.map(({ TxnId, TxnType }) => ({ TxnId: String(TxnId), TxnType: String(TxnType) }));
}

/** In whole or in part: a payment or a credit has been set against it, or it was used to pay. */
export function isPaid(document: WireObject): boolean {
  const { Balance, TotalAmt } = document;
  const isTouched = typeof Balance === 'number' && typeof TotalAmt === 'number' && Balance !== TotalAmt;
  return isTouched || linksOf(document).some(({ TxnType }) => TxnType.startsWith('BillPayment'));
}
