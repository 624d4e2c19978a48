import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { Operation, PostingState, Problem } from '#libs/domain';
import { audit } from './audit.repository.js';
import { PostingEntity } from './posting.entity.js';
import type { AttemptOutcome } from './posting-attempt.entity.js';
import { releaseBySubject, releaseDependants } from './release.js';
import { rowOf, rowsOf } from './sql.js';

/** Longer than the longest call: token refresh, read and write of one posting with their time-outs. */
const LEASE_SECONDS = 120;

/** A posting that one worker holds, with what the write needs beside it. */
export interface ClaimedPosting {
  readonly posting: PostingEntity;
  readonly leaseToken: string;
  readonly connectionId: string;
  readonly realmId: string;
  /** QuickBooks' id of the vendor that a bill is owed to. */
  readonly vendorId: string | null;
}

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
}

export type ClaimState = 'pending' | 'in-doubt';

/** The writer's half of a posting's life. Every statement names the lease, so that an outdated worker changes nothing. */
@Injectable()
export class PostingWriteRepository {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  /**
   * Takes a posting whose turn has come: its dependencies are posted, its pipeline is live, its connection neither
   * throttled nor expired. A doubt waits for no dependency: looking up sends nothing. Null where it is not so.
   */
  async claim(id: string, state: ClaimState): Promise<ClaimedPosting | null> {
    const claimed = await rowOf<{ lease_token: string; connection_id: string; account: string }>(
      this.database,
      `with ready as (
         select p.id, c.id as connection_id, c.account
         from posting p join pipeline l on l.id = p.pipeline_id
         join connection c on c.id = l.quickbooks_connection_id
         where p.id = $1 and p.state = $2 and l.mode = 'live' and c.state = 'active' and c.account = p.realm_id
           and (p.not_before is null or p.not_before <= now())
           and (p.lease_until is null or p.lease_until < now())
           and (c.throttled_until is null or c.throttled_until <= now())
           and (p.state = 'in-doubt' or not exists (select 1 from posting_dependency d
             join posting v on v.id = d.depends_on_id where d.posting_id = p.id and v.state <> 'posted'))
         for update of p skip locked)
       update posting p set lease_token = p.lease_token + 1, lease_until = now() + $3 * interval '1 second'
       from ready where p.id = ready.id
       returning p.lease_token::text as lease_token, ready.connection_id, ready.account`,
      [id, state, LEASE_SECONDS],
    );
    if (!claimed) return null;
    const posting = await this.database.getRepository(PostingEntity).findOneByOrFail({ id });
    // It was posted when the claim was made; a change of it that came in since does not move it.
    const vendor = await rowOf<{ quickbooks_id: string }>(
      this.database,
      `select v.quickbooks_id from posting_dependency d join posting v on v.id = d.depends_on_id
       where d.posting_id = $1 and v.kind = 'vendor'`,
      [id],
    );
    return {
      posting,
      leaseToken: claimed.lease_token,
      connectionId: claimed.connection_id,
      realmId: claimed.account,
      vendorId: vendor?.quickbooks_id ?? null,
    };
  }

  /** Commits what is about to be sent. False where the lease is lost: then nothing may be sent. */
  async markSending(claimed: ClaimedPosting, write: OutgoingWrite): Promise<boolean> {
    const { posting, leaseToken } = claimed;
    return this.database.transaction(async (manager) => {
      const marked = await rowOf(
        manager,
        `update posting set state = 'sending', operation = $3, request_id = $4, sent_payload = $5, sent_sha256 = $6,
           sent_at = now(), first_sent_at = case when request_id = $4 then coalesce(first_sent_at, now()) else now() end,
           lease_until = now() + $7 * interval '1 second', updated_at = now()
         where id = $1 and lease_token = $2 and state = 'pending' returning id`,
        [
          posting.id,
          leaseToken,
          write.operation,
          write.requestId,
          write.payload,
          write.sha256,
          LEASE_SECONDS,
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

  /** It is in QuickBooks. Gives the postings that waited for it. */
  async finishPosted(claimed: ClaimedPosting, document: PostedDocument): Promise<readonly string[]> {
    const { posting } = claimed;
    return this.database.transaction(async (manager) => {
      const done = await this.step(manager, claimed, 'posted', {
        set: `quickbooks_id = $4, sync_token = $5, link_origin = coalesce(link_origin, $6), posted_intent = intent,
          posted_hash = intent_hash, posted_revision = revision, posted_total = $7, posted_currency = $8,
          posted_at = now(), failures = 0, not_before = null`,
        parameters: [
          document.quickBooksId,
          document.syncToken,
          document.origin,
          document.total,
          document.currency,
        ],
        detail: {
          quickBooksId: document.quickBooksId,
          syncToken: document.syncToken,
          revision: posting.revision,
          evidence: document.evidence,
        },
      });
      if (!done) return [];
      await manager.query('delete from posting_problem where posting_id = $1', [posting.id]);
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

  /** QuickBooks refused it, or it must not be sent: a person settles it. What depends on it is held with it. */
  async finishRefused(
    claimed: ClaimedPosting,
    state: 'rejected' | 'held',
    problems: readonly Problem[],
  ): Promise<void> {
    await this.database.transaction(async (manager) => {
      const done = await this.step(manager, claimed, state, { detail: { problems } });
      if (!done) return;
      await manager.query('delete from posting_problem where posting_id = $1', [claimed.posting.id]);
      for (const [position, { code, subject, message }] of problems.entries())
        await manager.query(
          'insert into posting_problem (posting_id, position, code, subject, message) values ($1, $2, $3, $4, $5)',
          [claimed.posting.id, position, code, subject, message],
        );
      await releaseDependants(manager, claimed.posting.id);
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

  /** A claimed posting that is not sent after all: the claim ends, its state stays. */
  async letGo(claimed: ClaimedPosting, waitMs: number): Promise<void> {
    await this.database.query(
      `update posting set lease_until = null, not_before = now() + $3 * interval '1 ms'
       where id = $1 and lease_token = $2`,
      [claimed.posting.id, claimed.leaseToken, waitMs],
    );
  }

  /** Workers that went away with a call out: what became of it is not known. */
  async doubtAbandoned(): Promise<number> {
    return this.database.transaction(async (manager) => {
      const abandoned = await rowsOf<PostingEntity & { attempted_lease: string }>(
        manager,
        `update posting set state = 'in-doubt', not_before = now(), lease_until = null, lease_token = lease_token + 1,
           updated_at = now()
         where id in (select id from posting where state = 'sending' and lease_until < now() for update skip locked)
         returning id, pipeline_id as "pipelineId", revision, operation, request_id as "requestId",
           sent_sha256 as "sentSha256", sent_at as "sentAt", (lease_token - 1)::text as attempted_lease`,
      );
      for (const posting of abandoned) {
        await manager.query(
          `insert into posting_attempt (posting_id, revision, operation, request_id, payload_sha256, lease_token,
             started_at, ended_at, outcome, detail)
           values ($1, $2, $3, $4, $5, $6, $7, now(), 'lost', 'The worker went away before the answer was recorded.')`,
          [
            posting.id,
            posting.revision,
            posting.operation,
            posting.requestId,
            posting.sentSha256,
            posting.attempted_lease,
            posting.sentAt,
          ],
        );
        await audit(manager, {
          ...by(posting),
          action: 'posting.in-doubt',
          detail: { why: 'the worker went away' },
        });
      }
      return abandoned.length;
    });
  }

  /** Postings to ring for: whatever Redis has forgotten. */
  async waiting(limit: number): Promise<string[]> {
    const rows = await rowsOf<{ id: string }>(
      this.database,
      `select p.id from posting p join pipeline l on l.id = p.pipeline_id
       join connection c on c.id = l.quickbooks_connection_id
       where p.state in ('pending', 'in-doubt') and l.mode = 'live' and c.state = 'active'
         and (p.not_before is null or p.not_before <= now()) and (p.lease_until is null or p.lease_until < now())
         and (c.throttled_until is null or c.throttled_until <= now())
         and (p.state = 'in-doubt' or not exists (select 1 from posting_dependency d
           join posting v on v.id = d.depends_on_id where d.posting_id = p.id and v.state <> 'posted'))
       order by p.not_before nulls first, p.id limit $1`,
      [limit],
    );
    return rows.map(({ id }) => id);
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

function by(posting: Pick<PostingEntity, 'id' | 'pipelineId'>) {
  return { pipelineId: posting.pipelineId, postingId: posting.id, actor: 'writer' };
}
