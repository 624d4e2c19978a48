import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { AttachmentState } from '#libs/domain';
import { audit } from './audit.repository.js';
import { rowOf } from './sql.js';

/** `again`: ring the writer. `waits`: it is on its way already. */
export type AttachmentReplayed =
  | { readonly outcome: 'again' | 'waits' }
  | { readonly outcome: 'refused'; readonly state: AttachmentState };

interface Found {
  readonly pipelineId: string;
  readonly state: AttachmentState;
  readonly revision: number;
}

/** What a person may have tried again: whatever comes of it, QuickBooks is asked first whether the file is there. */
const REPLAYED: readonly AttachmentState[] = ['held', 'rejected', 'needs-review'];

/** An operator's wish to have a file tried again. Asking twice does no more than asking once. */
@Injectable()
export class AttachmentReplayRepository {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  /** Null where the posting has no such file. */
  async replay(postingId: string, id: string, actor: string): Promise<AttachmentReplayed | null> {
    return this.database.transaction(async (manager) => {
      const found = await rowOf<Found>(
        manager,
        `select pipeline_id as "pipelineId", state, revision from attachment where id = $1 and posting_id = $2 for update`,
        [id, postingId],
      );
      if (!found) return null;
      const { pipelineId, state, revision } = found;
      if (state === 'pending') return { outcome: 'waits' };
      if (!REPLAYED.includes(state)) return { outcome: 'refused', state };
      await manager.query(
        `update attachment set state = 'pending', revision = revision + 1, failures = 0, not_before = null,
           problem_code = null, problem_subject = null, problem_message = null, updated_at = now() where id = $1`,
        [id],
      );
      await audit(manager, {
        pipelineId,
        postingId,
        actor,
        action: 'attachment.replayed',
        detail: { attachmentId: id, from: state, revision },
      });
      return { outcome: 'again' };
    });
  }
}
