import type { CallPurpose } from '#libs/domain';
import type { SyncRunEntity } from '#libs/persistence';

/** What the calls of a reading are counted as: the first of a record type reads all that was there before. */
export function purposeOf({ since }: Pick<SyncRunEntity, 'since'>): CallPurpose {
  return since === null ? 'backfill' : 'poll';
}
