import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { Operation, PostingState, Problem } from '#libs/domain';
import { audit } from './audit.repository.js';
import type { ClaimedPosting } from './claimed-posting.js';
import { LEASE_SECONDS, USUAL_LEASE_SECONDS } from './lease-seconds.js';
import type { PostingEntity } from './posting.entity.js';
import type { AttemptOutcome } from './posting-attempt.entity.js';
import { releaseBySubject, releaseDependants, releaseRecord } from './release.js';
import { sendOrderAgain } from './send-order-again.js';
import { rowOf, rowsOf } from './sql.js';

/** What is about to leave, byte for byte. */
export interface OutgoingWrite {
  readonly operation: Operation;
  readonly requestId: string;
  readonly payload: string;
  readonly sha256: string;
}

export interface AttemptResult {
  readonly outcome: AttemptOutcome;
  readonly startedAt: Date;
  readonly httpStatus: number | null;
  readonly faultCode: string | null;
  readonly detail: string | null;
  readonly traceId: string | null;
}

export interface PostedDocument {
  readonly quickBooksId: string;
  readonly syncToken: string | null;
  readonly total: string | null;
  readonly currency: string | null;
  /** What made us sure: the answer, or a look-up. */
  readonly evidence: string;
  /** Whose document it is: ours, or one that was there. */
  readonly origin: 'created' | 'adopted';
  /** Lines, from 1, that were to be linked to the purchase order but are not. */
  readonly unlinkedLines?: readonly number[];
}

/** The writer's half of a posting's life. Every statement names the lease, so that an outdated worker changes nothing. */
@Injectable()
export class PostingWriteRepository {
  constructor(
    @InjectDataSource() private readonly database: DataSource,
    @Inject(LEASE_SECONDS) private readonly leaseSeconds: number = USUAL_LEASE_SECONDS,
  ) {}

  /**
   * Commits what is about to be sent. False where the lease is lost: then nothing may be sent. A posting that is taken
   * back stays in its state: whether a deletion was carried out, reading the document tells at once.
   */
  async markSending(claimed: ClaimedPosting, write: OutgoingWrite): Promise<boolean> {
    const { posting, leaseToken } = claimed;
    return this.database.transaction(async (manager) => {
      const marked = await rowOf(
        manager,
        `update posting set state = case state when 'pending' then 'sending' else state end, operation = $3, request_id = $4, sent_payload = $5, sent_sha256 = $6,
           sent_at = now(), first_sent_at = case when request_id = $4 then coalesce(first_sent_at, now()) else now() end,
           lease_until = now() + $7 * interval '1 second', updated_at = now()
         where id = $1 and lease_token = $2 and state in ('pending', 'withdrawing') returning id`,
        [
          posting.id,
          leaseToken,
          write.operation,
          write.requestId,
          write.payload,
          write.sha256,
          this.leaseSeconds,
        ],
      );
      if (!marked) return false;
      await audit(manager, {
        ...by(posting),
        action: 'posting.sending',
        detail: {
          operation: write.operation,
          revision: posting.revision,
          requestId: write.requestId,
          sha256: write.sha256,
        },
      });
      return true;
    });
  }

  /** Appends what one call came to. Never conditional: an answer that was received is kept even by an outdated worker. */
  async appendAttempt(claimed: ClaimedPosting, write: OutgoingWrite, result: AttemptResult): Promise<void> {
    await this.database.query(
      `insert into posting_attempt (posting_id, revision, operation, request_id, payload_sha256, lease_token, started_at,
         ended_at, outcome, http_status, fault_code, detail, trace_id)
       values ($1, $2, $3, $4, $5, $6, $7, now(), $8, $9, $10, $11, $12)`,
      [
        claimed.posting.id,
        claimed.posting.revision,
        write.operation,
        write.requestId,
        write.sha256,
        claimed.leaseToken,
        result.startedAt,
        result.outcome,
        result.httpStatus,
        result.faultCode,
        result.detail,
        result.traceId,
      ],
    );
  }

  /** How many of its last attempts met a stale sync token, one after the other. */
  async staleInARow(id: string): Promise<number> {
    const row = await rowOf<{ count: number }>(
      this.database,
      `select count(*)::int as count from posting_attempt
       where posting_id = $1 and outcome = 'stale' and id > coalesce(
         (select max(id) from posting_attempt where posting_id = $1 and outcome <> 'stale'), 0)`,
      [id],
    );
    return row?.count ?? 0;
  }

  /**
   * It is in QuickBooks. Gives the postings that waited for it. With problems it stays linked but is held: what is there is not
   * what was meant, so its hash is not that of the intention, and nothing takes it for settled.
   */
  async finishPosted(
    claimed: ClaimedPosting,
    document: PostedDocument,
    problems: readonly Problem[] = [],
  ): Promise<readonly string[]> {
    const { posting } = claimed;
    const { unlinkedLines = [] } = document;
    return this.database.transaction(async (manager) => {
      const done = await this.step(manager, claimed, 'posted', {
        set: `quickbooks_id = $4, sync_token = $5, link_origin = coalesce(link_origin, $6), posted_intent = intent,
          posted_hash = intent_hash, posted_revision = revision, posted_total = $7, posted_currency = $8,
          posted_at = now(), unlinked_lines = $9, failures = 0, not_before = null`,
        parameters: [
          document.quickBooksId,
          document.syncToken,
          document.origin,
          document.total,
          document.currency,
          unlinkedLines,
        ],
        detail: {
          quickBooksId: document.quickBooksId,
          syncToken: document.syncToken,
          revision: posting.revision,
          evidence: document.evidence,
        },
      });
      if (!done) return [];
      if (unlinkedLines.length > 0)
        await audit(manager, {
          ...by(posting),
          action: 'posting.link-dropped',
          detail: { lines: unlinkedLines },
        });
      if (problems.length > 0)
        await this.step(manager, claimed, 'held', { set: 'posted_hash = null', detail: { problems } });
      await replaceProblems(manager, posting.id, problems);
      if (posting.kind === 'bill') await sendOrderAgain(manager, posting);
      const dependants = await rowsOf<{ posting_id: string }>(
        manager,
        `select d.posting_id from posting_dependency d join posting p on p.id = d.posting_id
         where d.depends_on_id = $1 and p.state = 'pending'`,
        [posting.id],
      );
      // The mapper's sweep takes the released records up.
      if (posting.kind === 'vendor') await releaseBySubject(manager, posting.pipelineId, [posting.sourceKey]);
      return dependants.map(({ posting_id }) => posting_id);
    });
  }

  /** It is not in QuickBooks any more. Whatever is posted for the same source from now on is another document. */
  async finishWithdrawn(claimed: ClaimedPosting, evidence: string): Promise<void> {
    await this.database.transaction(async (manager) => {
      const done = await this.step(manager, claimed, 'withdrawn', {
        set: `quickbooks_id = null, sync_token = null, link_origin = null, posted_intent = null, posted_hash = null,
          posted_total = null, posted_currency = null, intent = null, intent_hash = null, failures = 0,
          not_before = null`,
        parameters: [],
        detail: { quickBooksId: claimed.posting.quickBooksId, evidence },
      });
      if (!done) return;
      await manager.query('delete from posting_problem where posting_id = $1', [claimed.posting.id]);
      if (claimed.posting.kind === 'bill') await sendOrderAgain(manager, claimed.posting);
    });
  }

  /**
   * QuickBooks refused it, or it must not be sent: a person settles it, unless what was learned by the refusal lets it be
   * mapped otherwise. What depends on it is held with it.
   */
  async finishRefused(
    claimed: ClaimedPosting,
    state: 'rejected' | 'held',
    problems: readonly Problem[],
    mapAgain = false,
  ): Promise<void> {
    await this.database.transaction(async (manager) => {
      const done = await this.step(manager, claimed, state, { detail: { problems } });
      if (!done) return;
      await replaceProblems(manager, claimed.posting.id, problems);
      await releaseDependants(manager, claimed.posting.id);
      // The mapper's sweep takes it up.
      if (mapAgain) await releaseRecord(manager, claimed.posting.sourceRecordId);
    });
  }

  /** The answer is lost. Nothing is sent again before a look-up, which is due after a while. */
  async finishInDoubt(claimed: ClaimedPosting, lookUpInSeconds: number): Promise<void> {
    await this.database.transaction((manager) =>
      this.step(manager, claimed, 'in-doubt', {
        set: `not_before = now() + $4 * interval '1 second'`,
        parameters: [lookUpInSeconds],
        detail: { requestId: claimed.posting.requestId },
      }),
    );
  }

  /** It has certainly not been executed: the same intention goes out again later, or as a further revision. */
  async finishPending(
    claimed: ClaimedPosting,
    options: { readonly waitMs: number; readonly why: string; readonly nextRevision?: boolean },
  ): Promise<void> {
    await this.database.transaction((manager) =>
      this.step(manager, claimed, 'pending', {
        set: `not_before = now() + $4 * interval '1 ms', failures = failures + 1, revision = revision + $5`,
        parameters: [options.waitMs, options.nextRevision ? 1 : 0],
        detail: { why: options.why },
      }),
    );
  }

  async finishNeedsReview(claimed: ClaimedPosting, problems: readonly Problem[]): Promise<void> {
    await this.database.transaction(async (manager) => {
      const done = await this.step(manager, claimed, 'needs-review', { detail: { problems } });
      if (!done) return;
      for (const [position, { code, subject, message }] of problems.entries())
        await manager.query(
          `insert into posting_problem (posting_id, position, code, subject, message) values ($1, $2, $3, $4, $5)
           on conflict do nothing`,
          [claimed.posting.id, position, code, subject, message],
        );
    });
  }

  private async step(
    manager: EntityManager,
    { posting, leaseToken }: ClaimedPosting,
    state: PostingState,
    change: {
      readonly set?: string;
      readonly parameters?: readonly unknown[];
      readonly detail: Record<string, unknown>;
    },
  ): Promise<boolean> {
    const stepped = await rowOf(
      manager,
      `update posting set state = $3, lease_until = null, updated_at = now()${change.set ? `, ${change.set}` : ''}
       where id = $1 and lease_token = $2 returning id`,
      [posting.id, leaseToken, state, ...(change.parameters ?? [])],
    );
    if (!stepped) return false;
    await audit(manager, { ...by(posting), action: `posting.${state}`, detail: change.detail });
    return true;
  }
}

async function replaceProblems(
  manager: EntityManager,
  postingId: string,
  problems: readonly Problem[],
): Promise<void> {
  await manager.query('delete from posting_problem where posting_id = $1', [postingId]);
  for (const [position, { code, subject, message }] of problems.entries())
    await manager.query(
      'insert into posting_problem (posting_id, position, code, subject, message) values ($1, $2, $3, $4, $5)',
      [postingId, position, code, subject, message],
    );
}

function by(posting: Pick<PostingEntity, 'id' | 'pipelineId'>) {
  return { pipelineId: posting.pipelineId, postingId: posting.id, actor: 'writer' };
}
