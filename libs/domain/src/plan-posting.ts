import { isInFlight, mayStep, type PostingState } from './posting-state.js';

/** What is stored of a posting, as far as a new intention is concerned. */
export interface KnownPosting {
  readonly state: PostingState;
  readonly revision: number;
  /** Hash of the intention that it carries; null where mapping held or excluded it. */
  readonly intentHash: string | null;
  /** Hash of the intention that QuickBooks holds. */
  readonly postedHash: string | null;
  readonly quickBooksId: string | null;
  /** It is to be changed once more, as the answer to its last change was lost, and that one may be carried out yet. */
  readonly isUnsettled?: boolean;
  /** A person left it to a document of QuickBooks that others have entered; nothing but a replay takes that back. */
  readonly leftToOthers?: boolean;
}

export type Wanted =
  | { readonly outcome: 'post'; readonly intentHash: string; readonly restates?: boolean }
  | { readonly outcome: 'adopt'; readonly quickBooksId: string }
  | { readonly outcome: 'withdraw' }
  | { readonly outcome: 'hold' }
  | { readonly outcome: 'exclude' };

/**
 * `nothing`: it already is as wanted. `wait`: a write is out, so the intention is looked at again when its fate is
 * known. Else the posting takes the new intention, in this state and revision.
 */
export type Plan =
  | { readonly change: 'nothing' }
  | { readonly change: 'wait' }
  | { readonly change: 'take'; readonly state: PostingState; readonly revision: number };

/** How a stored posting meets a new intention. The same intention again changes nothing, whatever became of it. */
export function planPosting(known: KnownPosting | null, wanted: Wanted, shadow: boolean): Plan {
  // Both carry the same sync token, so when one of them is answered for the other cannot happen any more.
  if (known && (isInFlight(known.state) || known.isUnsettled)) return meetInFlight(known, wanted);
  if (known?.leftToOthers && (wanted.outcome === 'post' || wanted.outcome === 'hold'))
    return { change: 'nothing' };
  switch (wanted.outcome) {
    case 'post':
      return planPost(known, wanted, shadow);
    case 'adopt':
      return known?.state === 'posted' && known.quickBooksId === wanted.quickBooksId
        ? { change: 'nothing' }
        : take('posted', known, 0);
    case 'withdraw':
      return planWithdrawal(known);
    case 'hold':
      return take('held', known, 0);
    case 'exclude':
      // What stands in QuickBooks stays: an adopted vendor whose supplier is deprecated later, say.
      return known?.state === 'posted' ? { change: 'nothing' } : take('excluded', known, 0);
  }
}

/** A document on its way out of QuickBooks will not be there, even where it is just what is wanted again. */
function meetInFlight(known: KnownPosting, wanted: Wanted): Plan {
  const same =
    known.state !== 'withdrawing' && wanted.outcome === 'post' && wanted.intentHash === known.intentHash;
  return { change: same ? 'nothing' : 'wait' };
}

function planPost(
  known: KnownPosting | null,
  { intentHash, restates = false }: Extract<Wanted, { outcome: 'post' }>,
  shadow: boolean,
): Plan {
  // It is not in QuickBooks any more, whatever its link and its hashes still say: a write of its own brings it back.
  if (known?.state === 'withdrawn') return take('pending', known, 1);
  if (known?.quickBooksId && known.postedHash === intentHash && !restates)
    return known.state === 'posted' ? { change: 'nothing' } : take('posted', known, 0);
  // What is or was on its way to QuickBooks cannot become a shadow; it waits until the pipeline is live again.
  const mayBeShadow = !known || known.state === 'shadow' || mayStep(known.state, 'shadow');
  const state = shadow && !known?.quickBooksId && mayBeShadow ? 'shadow' : 'pending';
  // What was posted is there no more as it was; what was held or refused on its way waits for a person.
  const goesAgain = restates && known?.state === 'posted';
  if (!known || known.intentHash !== intentHash || goesAgain) return take(state, known, 1);
  const turnsLive = known.state === 'shadow' && state === 'pending';
  const turnsShadow = known.state === 'pending' && state === 'shadow';
  return turnsLive || turnsShadow ? take(state, known, 0) : { change: 'nothing' };
}

/** Only what is in QuickBooks can be taken back; the rest never came there. */
function planWithdrawal(known: KnownPosting | null): Plan {
  if (known?.quickBooksId) {
    // QuickBooks may repeat a refusal to the request that it knows.
    const further = known.state === 'rejected' ? 1 : 0;
    return mayStep(known.state, 'withdrawing') ? take('withdrawing', known, further) : { change: 'nothing' };
  }
  return known?.state === 'withdrawn' ? { change: 'nothing' } : take('excluded', known, 0);
}

function take(state: PostingState, known: KnownPosting | null, further: number): Plan {
  return { change: 'take', state, revision: (known?.revision ?? 0) + further };
}
