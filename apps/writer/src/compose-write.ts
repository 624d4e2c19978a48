import { createHash } from 'node:crypto';
import { fingerprint, type Problem, problem, requestId } from '#libs/domain';
import type { ClaimedPosting, OutgoingWrite } from '#libs/persistence';
import {
  createBody,
  type Draft,
  isOfAnotherVendor,
  planUpdate,
  touchesMoney,
  type WireObject,
} from '#libs/quickbooks';
import { labelOf } from './label-of.js';
import { booksClosedFor, carriesOurMark, reasonNotToChange } from './reason-to-keep.js';

/** What is to be done for a claimed posting; nothing of it has left yet. */
export type Composed =
  | { readonly action: 'send'; readonly write: OutgoingWrite }
  | { readonly action: 'nothing'; readonly found: WireObject }
  /** A document of others stands for it from now on. */
  | { readonly action: 'adopt'; readonly found: WireObject }
  | { readonly action: 'hold'; readonly problem: Problem }
  /** It may be there already, and cannot be seen yet. */
  | { readonly action: 'wait'; readonly seconds: number };

/** A document that is not in QuickBooks yet. The same intention gives the same request id and the same bytes for ever. */
export function composeCreate(claimed: ClaimedPosting): Composed {
  const { posting, realmId, vendorId, order } = claimed;
  const { kind, sourceKey, revision } = posting;
  const id = requestId({ realmId, kind, sourceKey, operation: 'create', revision });
  const sentBefore = posting.requestId === id ? posting.sentPayload : null;
  // What has left already goes out again as it was: QuickBooks may have carried it out, and then answers as before.
  const closed = sentBefore ? null : booksClosedFor(claimed, null, posting.intent?.TxnDate);
  if (closed) return { action: 'hold', problem: closed };
  const payload = sentBefore ?? JSON.stringify(createBody(intentOf(posting.intent), vendorId, order));
  return { action: 'send', write: outgoing('create', id, payload) };
}

/**
 * A document that carries our mark, although we know of no link to it. It may stem from an earlier revision, or hold what
 * a person entered since; what it was posted with is not known, so nothing tells which of the two it is.
 */
export function composeFound({ posting, vendorId, order }: ClaimedPosting, theirs: WireObject): Composed {
  const plan = planUpdate({ base: null, ours: intentOf(posting.intent), theirs, vendorId, order });
  if (plan.action === 'nothing') return { action: 'nothing', found: theirs };
  const label = labelOf(posting);
  return hold(
    'changed-in-quickbooks',
    label,
    `${label} is in QuickBooks already (${theirs.Id}), from an earlier sending, and says something else than Cin7 does now. Make both sides agree, or delete it there, then replay.`,
  );
}

/** A document that is in QuickBooks: only what we want changed goes out, with the sync token just read. */
export function composeUpdate(claimed: ClaimedPosting, theirs: WireObject | null): Composed {
  const { posting, realmId, vendorId, order } = claimed;
  const label = labelOf(posting);
  if (!theirs)
    return hold(
      'deleted-in-quickbooks',
      label,
      `${label} was deleted in QuickBooks after it was posted, and has changed in Cin7 since. Decide whether it is to be posted anew.`,
    );
  if (posting.kind === 'vendor' && posting.linkOrigin === 'adopted')
    return hold(
      'vendor-not-usable',
      posting.sourceKey,
      `Vendor ${posting.quickBooksId} was in QuickBooks before ${label} was given to it, so it is not changed, and it is not among the vendors there any more. Map the supplier to another vendor.`,
    );
  if (!carriesOurMark(posting.kind, posting.marker, theirs))
    return hold(
      'changed-in-quickbooks',
      label,
      posting.linkOrigin === 'adopted'
        ? `${label} has changed in Cin7, but document ${posting.quickBooksId} of QuickBooks was entered by others, so it is not touched. Enter the change by hand and replay, or put ${posting.marker} into its memo, which lets Billbridge change it.`
        : `The mark of Billbridge was taken out of the memo of ${label} in QuickBooks, so it is not touched. Put ${posting.marker} back into the memo, or enter the change by hand.`,
    );
  const plan = planUpdate({
    base: posting.postedIntent,
    ours: intentOf(posting.intent),
    theirs,
    vendorId,
    order,
    overwrites: posting.overwrites,
  });
  const isOtherVendorMeant = plan.action === 'nothing' && isOfAnotherVendor(theirs, vendorId);
  if (isOtherVendorMeant && isOfAnotherSupplier(claimed))
    return hold(
      'changed-in-quickbooks',
      label,
      `${label} is of another vendor in QuickBooks than that of its supplier in Cin7 (${vendorId}). Give it that vendor there, or its supplier the vendor that it has, then replay.`,
    );
  if (plan.action === 'nothing') return { action: 'nothing', found: theirs };
  if (plan.action === 'conflict')
    return hold(
      'changed-in-quickbooks',
      label,
      `${plan.members.join(', ')} of ${label} was changed in Cin7 and in QuickBooks. Make both sides agree, then replay.`,
    );
  const reason =
    booksClosedFor(claimed, theirs, plan.body.TxnDate) ??
    (touchesMoney(plan.members) ? reasonNotToChange(claimed, theirs) : null);
  if (reason) return { action: 'hold', problem: reason };
  const { kind, sourceKey, revision } = posting;
  // A sync token is good once: with another one these are other bytes, and that is another request.
  const id = requestId({
    realmId,
    kind,
    sourceKey: `${sourceKey}@${theirs.SyncToken}`,
    operation: 'update',
    revision,
  });
  return { action: 'send', write: outgoing('update', id, JSON.stringify(plan.body)) };
}

/**
 * Cin7 has given the document to another supplier since it was posted. Where only a rule has, it stays with the vendor that it
 * was posted under. The fingerprint of what was posted holds its supplier.
 */
function isOfAnotherSupplier({ posting, supplierId }: ClaimedPosting): boolean {
  const { postedIntent: body, postedHash } = posting;
  return body !== null && postedHash !== null && postedHash !== fingerprint({ body, supplierId });
}

export function outgoing(operation: OutgoingWrite['operation'], id: string, payload: string): OutgoingWrite {
  return { operation, requestId: id, payload, sha256: createHash('sha256').update(payload).digest('hex') };
}

function hold(code: Problem['code'], subject: string, message: string): Composed {
  return { action: 'hold', problem: problem(code, subject, message) };
}

function intentOf(intent: Record<string, unknown> | null): Draft {
  if (!intent) throw new Error('A posting without an intention was claimed');
  return intent;
}
