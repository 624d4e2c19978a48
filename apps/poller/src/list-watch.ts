import { counted, type SyncRunCounts } from '#libs/persistence';

/** A list that never rests is left at that; what moved it is changed, and so in the next run anyway. */
const AGAIN_MAX = 2;

export interface ListedPage {
  readonly page: number;
  readonly rows: number;
  /** Of the whole list, as the provider says. */
  readonly total: number;
  /** How many of the rows the run has been shown before. */
  readonly repeated: number;
}

export interface ListPlace {
  readonly next: number;
  readonly counts: SyncRunCounts;
  readonly step: 'on' | 'again' | 'ended';
}

/**
 * Where a list is read on after a page. In what order Cin7 lists is not documented. Where a document that has been read
 * moves to the end, all behind it move up and one of them slips to a page that has been read; the sign is that the moved
 * one comes a second time. Then the list is read once more from its beginning. A page that is not full may still not be
 * the last: only the total, or an empty page, says so.
 */
export function afterPage({ page, rows, total, repeated }: ListedPage, before: SyncRunCounts): ListPlace {
  const counts = counted(before, { listed: rows, ...(repeated > 0 ? { repeated } : {}) });
  if (rows > 0 && (counts.listed ?? 0) < total) return { step: 'on', next: page + 1, counts };
  if (!counts.repeated || (counts.readAgain ?? 0) >= AGAIN_MAX)
    return { step: 'ended', next: page + 1, counts };
  return { step: 'again', next: 1, counts: { ...counted(counts, { readAgain: 1 }), listed: 0, repeated: 0 } };
}
