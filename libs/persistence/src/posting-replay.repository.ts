import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { isInFlight, type PostingState } from '#libs/domain';
import { audit } from './audit.repository.js';
import { LANE } from './lane.js';
import { releaseRecord } from './release.js';
import { rowOf } from './sql.js';

/** `sent-again`: ring the writer. `mapped-again`: ring the mapper. `waits`: it is on its way already. */
export type Replayed =
  | { readonly outcome: 'sent-again' | 'waits' }
  | { readonly outcome: 'mapped-again'; readonly sourceRecordId: string }
  | { readonly outcome: 'refused'; readonly state: PostingState };

interface Found {
  readonly id: string;
  readonly pipelineId: string;
  readonly sourceRecordId: string;
  readonly state: PostingState;
  readonly revision: number;
  readonly hasIntent: boolean;
}

/** An operator's wish to have a posting tried again from stored data. Asking twice does no more than asking once. */
@Injectable()
export class PostingReplayRepository {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  /** Null where there is no such posting. */
  async replay(id: string, actor: string): Promise<Replayed | null> {
    return this.database.transaction(async (manager) => {
      const found = await rowOf<Found>(
        manager,
        `select id, pipeline_id as "pipelineId", source_record_id as "sourceRecordId", state, revision,
           intent is not null as "hasIntent"
         from posting where id = $1 for update`,
        [id],
      );
      return found && replayFound(manager, found, actor);
    });
  }
}

async function replayFound(manager: EntityManager, found: Found, actor: string): Promise<Replayed> {
  const { state, sourceRecordId } = found;
  if (state === 'pending') return { outcome: 'waits' };
  if (isInFlight(state) || state === 'posted' || state === 'withdrawn') return { outcome: 'refused', state };
  await audit(manager, {
    pipelineId: found.pipelineId,
    postingId: found.id,
    actor,
    action: 'posting.replayed',
    detail: { from: state, revision: found.revision },
  });
  if (state === 'rejected' && found.hasIntent) {
    await sendAgain(manager, found.id);
    return { outcome: 'sent-again' };
  }
  // What the writer held, or a person left to others, still carries its intention: mapping alone would find it as wanted.
  if ((state === 'held' || state === 'excluded') && found.hasIntent) await sendAgain(manager, found.id);
  await releaseRecord(manager, sourceRecordId);
  return { outcome: 'mapped-again', sourceRecordId };
}

/** The last revision was refused for certain or never sent, so the next one may have a request id of its own. */
async function sendAgain(manager: EntityManager, id: string): Promise<void> {
  await manager.query(
    `update posting set state = 'pending', revision = revision + 1, not_before = null, failures = 0, lane = ${LANE.operator},
       exclusion_reason = null,
       updated_at = now() where id = $1`,
    [id],
  );
  await manager.query('delete from posting_problem where posting_id = $1', [id]);
}
