import type { OrderLink } from '#libs/domain';
import { asLeft } from './as-left.js';
import type { Draft } from './draft.js';
import { essenceOf } from './essence.js';
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
}

export type UpdatePlan =
  | { readonly action: 'send'; readonly body: Draft }
  | { readonly action: 'nothing' }
  | { readonly action: 'conflict'; readonly members: readonly string[] };

/**
 * What an update has to say: only the members that we want changed, so that whatever a person entered elsewhere in
 * the document stays. A member that both we and a person have changed is a conflict; nothing is overwritten in silence.
 */
export function planUpdate({ base, ours, theirs, vendorId, order }: UpdateBasis): UpdatePlan {
  const left = asLeft(theirs, base ?? ours);
  const members = Object.keys(ours);
  const wanted = members.filter((member) => differs(member, ours, left));
  const news = wanted.filter((member) => base === null || differs(member, ours, base));
  const changed = [...new Set([...news, ...namedAgain(ours, news)])];
  const conflicts = changed.filter((member) => base !== null && differs(member, left, base));
  if (changed.length === 0) return { action: 'nothing' };
  // The update has to name the vendor, but must not move the bill from one to another on the way.
  if (vendorId && essenceOf('VendorRef', theirs.VendorRef) !== essenceOf('VendorRef', vendorId))
    conflicts.push('VendorRef');
  if (conflicts.length > 0) return { action: 'conflict', members: conflicts };
  return {
    action: 'send',
    body: {
      Id: theirs.Id,
      SyncToken: theirs.SyncToken,
      sparse: true,
      // A bill wants its vendor named in every update.
      ...(vendorId ? { VendorRef: { value: vendorId } } : {}),
      ...withOrderLinks(Object.fromEntries(changed.map((member) => [member, ours[member]])), order),
    },
  };
}

/** A vendor that becomes active again says its name, or it might keep what QuickBooks put behind that of an inactive one. */
function namedAgain({ Active }: Draft, changed: readonly string[]): readonly string[] {
  return Active === true && changed.includes('Active') ? ['DisplayName'] : [];
}

function differs(member: string, left: Draft, right: Draft): boolean {
  return essenceOf(member, left[member]) !== essenceOf(member, right[member]);
}

/** Members that move money: a bill that has been paid may not change in them. */
const MONEY_MEMBERS = ['Line', 'TxnTaxDetail', 'CurrencyRef', 'ExchangeRate', 'TxnDate'];

export function touchesMoney(body: Draft): boolean {
  return MONEY_MEMBERS.some((member) => member in body);
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

/** A payment has been made against it, or it was used to pay. */
export function isPaid(document: WireObject): boolean {
  return linksOf(document).some(({ TxnType }) => TxnType.startsWith('BillPayment'));
}
