import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { DocumentKind, OrderLink } from '#libs/domain';
import { audit } from './audit.repository.js';
import type { ClaimedPosting } from './claimed-posting.js';
import { LEASE_SECONDS, USUAL_LEASE_SECONDS } from './lease-seconds.js';
import { PostingEntity } from './posting.entity.js';
import { CLOSING_DATE } from './quickbooks-object.repository.js';
import { databaseNow, rowOf, rowsOf } from './sql.js';

export const claimStates = ['in-doubt', 'withdrawing', 'pending'] as const;
export type ClaimState = (typeof claimStates)[number];

/**
 * What must be in QuickBooks first is there, and nothing that is on its way there is overtaken. An order is taken back after
 * the bills of its purchase: one that an edit left without its link may hang on it in QuickBooks all the same. While bills
 * are taken back their order is not changed, for no line that one hangs on may go, and no number is used again. A doubt waits
 * for nothing: looking up sends nothing.
 */
const ITS_TURN = `case p.state
  when 'in-doubt' then true
  when 'withdrawing' then p.kind <> 'purchase-order' or not exists (select 1 from posting v
    where v.source_record_id = p.source_record_id and v.kind = 'bill'
      and v.state in ('pending', 'sending', 'in-doubt', 'withdrawing'))
  else not exists (select 1 from posting_dependency d join posting v on v.id = d.depends_on_id
    where d.posting_id = p.id and case when d.required then v.state <> 'posted'
      else v.state in ('pending', 'sending', 'in-doubt') end)
    and not exists (select 1 from posting v where v.source_record_id = p.source_record_id and v.state = 'withdrawing'
      and (v.kind = 'bill' and p.kind = 'purchase-order'
        or v.kind = p.kind and v.id <> p.id and v.document_number = p.document_number))
  end`;

/** Postings of the pipeline may go. */
const IS_OPEN = `l.mode = 'live' and c.state = 'active' and (c.throttled_until is null or c.throttled_until <= now())`;

/** The posting waits for nothing but a worker. */
const WAITS = `p.state in ('pending', 'in-doubt', 'withdrawing')
  and (p.not_before is null or p.not_before <= now()) and (p.lease_until is null or p.lease_until < now())
  and ${ITS_TURN}`;

export const COMPANY = `json_build_object('id', c.id, 'limitShare', c.limit_share)`;

export interface WaitingPosting {
  readonly id: string;
  readonly lane: number;
  /** The QuickBooks company that it goes to, and our share of what it allows. */
  readonly company: { readonly id: string; readonly limitShare: number };
}

interface Claim {
  readonly lease_token: string;
  readonly connection_id: string;
  readonly account: string;
  readonly cin7_lock_date: string | null;
  readonly closing_date: string | null;
  readonly restored_at: Date | null;
  readonly mirrored_until: Date | null;
}

/** Who works on which posting: claims by lease, with a fencing number. */
@Injectable()
export class PostingClaimRepository {
  constructor(
    @InjectDataSource() private readonly database: DataSource,
    @Inject(LEASE_SECONDS) private readonly leaseSeconds: number = USUAL_LEASE_SECONDS,
  ) {}

  /**
   * Takes a posting whose turn has come: its dependencies are posted, its pipeline is live, its connection neither
   * throttled nor expired. A doubt waits for no dependency: looking up sends nothing. Null where it is not so.
   */
  async claim(id: string, state: ClaimState): Promise<ClaimedPosting | null> {
    const claimed = await rowOf<Claim>(
      this.database,
      `with ready as (
         select p.id, c.id as connection_id, c.account, l.cin7_lock_date::text, l.restored_at,
           (select t.watermark from timetable t
             where t.pipeline_id = l.id and t.record_type = 'quickbooks-object') as mirrored_until,
           (select ${CLOSING_DATE} from quickbooks_object o
             where o.connection_id = c.id and o.entity = 'Preferences' limit 1) as closing_date
         from posting p join pipeline l on l.id = p.pipeline_id
         join connection c on c.id = l.quickbooks_connection_id
         where p.id = $1 and p.state = $2 and l.mode = 'live' and c.state = 'active' and c.account = p.realm_id
           and (p.not_before is null or p.not_before <= now())
           and (p.lease_until is null or p.lease_until < now())
           and (c.throttled_until is null or c.throttled_until <= now())
           and ${ITS_TURN}
         for update of p skip locked)
       update posting p set lease_token = p.lease_token + 1, lease_until = now() + $3 * interval '1 second'
       from ready where p.id = ready.id
       returning p.lease_token::text as lease_token, ready.connection_id, ready.account, ready.cin7_lock_date, ready.closing_date,
         ready.restored_at, ready.mirrored_until`,
      [id, state, this.leaseSeconds],
    );
    if (!claimed) return null;
    const posting = await this.database.getRepository(PostingEntity).findOneByOrFail({ id });
    // They were posted when the claim was made; a change of them that came in since does not move them.
    const before = await this.dependencies(id, claimed.connection_id);
    const vendor = before.find(({ kind }) => kind === 'vendor');
    const vendorId = vendor?.id ?? null;
    return {
      posting,
      leaseToken: claimed.lease_token,
      connectionId: claimed.connection_id,
      realmId: claimed.account,
      supplierId: vendor?.sourceKey ?? null,
      vendorId,
      order: before.find((each) => each.kind === 'purchase-order' && each.vendorId === vendorId) ?? null,
      restored: claimed.restored_at && { at: claimed.restored_at, mirroredUntil: claimed.mirrored_until },
      lockDates: { quickBooks: claimed.closing_date, cin7: claimed.cin7_lock_date },
    };
  }

  /**
   * An order counts only as it was posted last, if with another total: what a bill says of its lines is said of that, and no
   * other vendor's will do.
   */
  private async dependencies(id: string, connectionId: string) {
    return rowsOf<
      OrderLink & {
        readonly kind: DocumentKind;
        readonly sourceKey: string;
        readonly vendorId: string | null;
      }
    >(
      this.database,
      `select v.kind, v.source_key as "sourceKey", v.quickbooks_id as id,
         (select o.payload #>> '{VendorRef,value}' from quickbooks_object o
           where v.kind = 'purchase-order' and o.connection_id = $2 and o.entity = 'PurchaseOrder'
             and o.quickbooks_id = v.quickbooks_id) as "vendorId",
         coalesce((select json_agg(line ->> 'Id' order by place) from quickbooks_object o,
           json_array_elements(o.payload -> 'Line') with ordinality as lines (line, place)
           where v.kind = 'purchase-order' and o.connection_id = $2 and o.entity = 'PurchaseOrder' and not o.deleted
             and o.quickbooks_id = v.quickbooks_id), '[]') as "lineIds"
       from posting_dependency d join posting v on v.id = d.depends_on_id
       where d.posting_id = $1 and v.quickbooks_id is not null
         and (v.kind = 'vendor' or v.link_origin is distinct from 'adopted' and (v.state = 'posted'
           or v.state = 'held' and v.intent is not null and v.posted_revision = v.revision))`,
      [id, connectionId],
    );
  }

  /** A claimed posting that is not sent after all: the claim ends, its state stays. */
  async letGo(claimed: ClaimedPosting, waitMs: number): Promise<void> {
    await this.database.query(
      `update posting set lease_until = null, not_before = now() + $3 * interval '1 ms'
       where id = $1 and lease_token = $2`,
      [claimed.posting.id, claimed.leaseToken, waitMs],
    );
  }

  /**
   * The work on a claimed posting broke off by a mistake of ours: the claim ends where nothing can be on its way. What is
   * marked as sent keeps its lease, and is doubted when that has run out.
   */
  async giveBack(claimed: ClaimedPosting): Promise<void> {
    await this.database.query(
      'update posting set lease_until = null where id = $1 and lease_token = $2 and state = $3',
      [claimed.posting.id, claimed.leaseToken, claimed.posting.state],
    );
  }

  /** By the clock that noted the sendings. */
  async now(): Promise<Date> {
    return databaseNow(this.database);
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

  /** Those of a pipeline whose turn has come, in the order in which they should go: vendors and orders before what names them. */
  async waiting(
    pipelineId: string,
    limit: number,
    except: readonly string[] = [],
  ): Promise<WaitingPosting[]> {
    return rowsOf<WaitingPosting>(
      this.database,
      `select p.id, p.lane, ${COMPANY} as company from pipeline l join connection c on c.id = l.quickbooks_connection_id
       join posting p on p.pipeline_id = l.id
       where l.id = $1 and ${IS_OPEN} and ${WAITS} and p.id <> all($3)
       order by p.lane, (p.kind not in ('vendor', 'purchase-order')), p.updated_at, p.id limit $2`,
      [pipelineId, limit, except],
    );
  }

  /** Pipelines with waiting postings: how many, as far as it matters. */
  async pipelinesToWrite(most: number): Promise<{ pipelineId: string; rows: number }[]> {
    return rowsOf(
      this.database,
      `select l.id as "pipelineId", waiting.rows from pipeline l join connection c on c.id = l.quickbooks_connection_id
       cross join lateral (select count(*)::int as rows from (
         select 1 from posting p where p.pipeline_id = l.id and ${WAITS} limit $1) as waits) as waiting
       where ${IS_OPEN} and waiting.rows > 0`,
      [most],
    );
  }
}

function by(posting: Pick<PostingEntity, 'id' | 'pipelineId'>) {
  return { pipelineId: posting.pipelineId, postingId: posting.id, actor: 'writer' };
}
