import type { EntityManager } from 'typeorm';
import type { PostingState } from '#libs/domain';
import { lookAlikesOf } from './look-alike.repository.js';
import { rowOf } from './sql.js';

/** What a person chose for a document that others seem to have entered; the id is that of their document. */
export type LookAlikeResolution =
  | {
      readonly resolution: 'adopt' | 'post-anyway';
      readonly quickBooksId: string;
      readonly reason: string;
    }
  | { readonly resolution: 'exclude'; readonly reason: string };

export function isAboutLookAlikes(resolution: {
  readonly resolution: string;
}): resolution is LookAlikeResolution {
  return ['adopt', 'post-anyway', 'exclude'].includes(resolution.resolution);
}

/** The posting is held for a look-alike, and the document named is one. */
export async function isOffered(
  manager: EntityManager,
  { id, state }: { readonly id: string; readonly state: PostingState },
  resolution: LookAlikeResolution,
): Promise<boolean> {
  if (state !== 'held') return false;
  const asked = await rowOf(
    manager,
    `select 1 as yes from posting_problem where posting_id = $1 and code = 'already-in-quickbooks' limit 1`,
    [id],
  );
  if (!asked) return false;
  if (resolution.resolution === 'exclude') return true;
  return (await lookAlikesOf(manager, id)).includes(resolution.quickBooksId);
}

/** Only the document that the person has named: one that is entered later is asked about again. */
export async function noteOther(manager: EntityManager, id: string, quickBooksId: string): Promise<void> {
  await manager.query('update posting set other_than = array_append(other_than, $2) where id = $1', [
    id,
    quickBooksId,
  ]);
}

/** It keeps its intention, by which later mappings know that nothing is new. */
export async function leaveToOthers(manager: EntityManager, id: string) {
  await manager.query(
    `update posting set state = 'excluded', exclusion_reason = 'entered-by-others', not_before = null, failures = 0,
       updated_at = now() where id = $1`,
    [id],
  );
  return { write: [], map: [] };
}
