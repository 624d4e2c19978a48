import type { Draft } from './bill-to-quickbooks.js';
import type { WireObject } from './quickbooks.client.js';

/** The body of a create: the draft with what only the moment of sending knows. */
export function createBody(draft: Draft, vendorId: string | null): Draft {
  return vendorId ? { VendorRef: { value: vendorId }, ...draft } : draft;
}

export interface UpdateBasis {
  /** What we posted last, as a draft; null where that is not known. */
  readonly base: Draft | null;
  readonly ours: Draft;
  /** The document as QuickBooks holds it now. */
  readonly theirs: WireObject;
  readonly vendorId: string | null;
}

export type UpdatePlan =
  | { readonly action: 'send'; readonly body: Draft }
  | { readonly action: 'nothing' }
  | { readonly action: 'conflict'; readonly members: readonly string[] };

/**
 * What an update has to say: only the members that we want changed, so that whatever a person entered elsewhere in
 * the document stays. A member that both we and a person have changed is a conflict; nothing is overwritten in silence.
 */
export function planUpdate({ base, ours, theirs, vendorId }: UpdateBasis): UpdatePlan {
  const members = Object.keys(ours);
  const wanted = members.filter((member) => view(ours[member]) !== view(theirs[member]));
  const changed = wanted.filter((member) => base === null || view(ours[member]) !== view(base[member]));
  const conflicts = changed.filter((member) => base !== null && view(theirs[member]) !== view(base[member]));
  if (changed.length === 0) return { action: 'nothing' };
  // The update has to name the vendor, but must not move the bill from one to another on the way.
  if (vendorId && view(theirs.VendorRef) !== view(vendorId)) conflicts.push('VendorRef');
  if (conflicts.length > 0) return { action: 'conflict', members: conflicts };
  return {
    action: 'send',
    body: {
      Id: theirs.Id,
      SyncToken: theirs.SyncToken,
      sparse: true,
      // A bill wants its vendor named in every update.
      ...(vendorId ? { VendorRef: { value: vendorId } } : {}),
      ...Object.fromEntries(changed.map((member) => [member, ours[member]])),
    },
  };
}

/** Members that move money: a bill that has been paid may not change in them. */
const MONEY_MEMBERS = ['Line', 'CurrencyRef', 'ExchangeRate', 'TxnDate'];

export function touchesMoney(body: Draft): boolean {
  return MONEY_MEMBERS.some((member) => member in body);
}

/** A payment has been made against it. */
export function isPaid(bill: WireObject): boolean {
  const links = Array.isArray(bill.LinkedTxn) ? (bill.LinkedTxn as { TxnType?: unknown }[]) : [];
  return links.some(({ TxnType }) => typeof TxnType === 'string' && TxnType.startsWith('BillPayment'));
}

/** What two documents must agree in, whatever QuickBooks adds: names of references, line ids, defaults. */
function view(value: unknown): string {
  return JSON.stringify(essence(value)) ?? 'null';
}

function essence(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lineEssence);
  if (value === null || typeof value !== 'object') return value === undefined ? null : value;
  const object = value as Record<string, unknown>;
  if ('value' in object) return object.value;
  const members = Object.entries(object).filter(
    ([name]) => name !== 'Id' && name !== 'Lat' && name !== 'Long',
  );
  return Object.fromEntries(members.sort(([left], [right]) => (left < right ? -1 : 1)));
}

function lineEssence(line: unknown): unknown {
  const { Amount, Description, AccountBasedExpenseLineDetail } = line as Record<string, unknown>;
  const detail = (AccountBasedExpenseLineDetail ?? {}) as Record<string, unknown>;
  const { AccountRef, ClassRef, CustomerRef } = detail;
  return [Amount, Description ?? null, ...[AccountRef, ClassRef, CustomerRef].map(essence)];
}
