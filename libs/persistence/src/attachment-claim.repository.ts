import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { defaultPolicies } from '#libs/domain';
import type { ClaimedAttachment } from './claimed-attachment.js';
import { LEASE_SECONDS, LEASES_OF_FILE, USUAL_LEASE_SECONDS } from './lease-seconds.js';
import { COMPANY } from './posting-claim.repository.js';
import { databaseNow, rowOf, rowsOf } from './sql.js';

export const attachmentClaimStates = ['in-doubt', 'pending'] as const;
export type AttachmentClaimState = (typeof attachmentClaimStates)[number];

/** Its bill is in QuickBooks and stays there, and the pipeline carries files. A doubt is looked into in any case. */
const ITS_TURN = `(a.state = 'in-doubt' or p.quickbooks_id is not null and p.state <> 'withdrawing'
  and coalesce(l.policies ->> 'attachments', '${defaultPolicies.attachments}') = 'copy')`;

const IS_FREE = `l.mode = 'live' and c.state = 'active' and (c.throttled_until is null or c.throttled_until <= now())
  and (a.not_before is null or a.not_before <= now()) and (a.lease_until is null or a.lease_until < now())`;

export interface WaitingFile {
  readonly id: string;
  /** The QuickBooks company that it goes to, and our share of what it allows. */
  readonly company: { readonly id: string; readonly limitShare: number };
}

/** Who works on which file: claims by lease, with a fencing number. No bill waits for any of it. */
@Injectable()
export class AttachmentClaimRepository {
  constructor(
    @InjectDataSource() private readonly database: DataSource,
    @Inject(LEASE_SECONDS) private readonly leaseSeconds: number = USUAL_LEASE_SECONDS,
  ) {}

  /** Null where its turn has not come, or another worker has it. */
  async claim(id: string, state: AttachmentClaimState): Promise<ClaimedAttachment | null> {
    return rowOf<ClaimedAttachment>(
      this.database,
      `with ready as (
         select a.id, c.id as connection_id, l.cin7_connection_id, p.realm_id, p.source_key, p.document_number, p.source_number,
           case a.state when 'in-doubt' then a.bill_id else p.quickbooks_id end as bill
         from attachment a join posting p on p.id = a.posting_id join pipeline l on l.id = a.pipeline_id
         join connection c on c.id = l.quickbooks_connection_id
         where a.id = $1 and a.state = $2 and c.account = p.realm_id and ${IS_FREE} and ${ITS_TURN}
         for update of a skip locked)
       update attachment a set lease_token = a.lease_token + 1, lease_until = now() + $3 * interval '1 second'
       from ready where a.id = ready.id
       returning a.id, a.pipeline_id as "pipelineId", a.posting_id as "postingId", a.source_id as "sourceId",
         a.file_name as "fileName", a.content_type as "contentType", a.download_url as "downloadUrl", a.state, a.revision,
         a.failures, a.request_id as "requestId", a.sent_at as "sentAt", a.lease_token::text as "leaseToken",
         ready.connection_id as "connectionId", ready.cin7_connection_id as "cin7ConnectionId", ready.realm_id as "realmId", ready.bill as "billId",
         ready.source_key as "billKey", ready.document_number as "billNumber", ready.source_number as "purchaseNumber"`,
      [id, state, LEASES_OF_FILE * this.leaseSeconds],
    );
  }

  /** A claimed file that is not sent after all: the claim ends, its state stays. */
  async letGo({ id, leaseToken }: ClaimedAttachment, waitMs: number): Promise<void> {
    await this.database.query(
      `update attachment set lease_until = null, not_before = now() + $3 * interval '1 ms'
       where id = $1 and lease_token = $2`,
      [id, leaseToken, waitMs],
    );
  }

  /** By the clock that noted the sendings. */
  async now(): Promise<Date> {
    return databaseNow(this.database);
  }

  /** Workers that went away with a call out: what became of it is not known. */
  async doubtAbandoned(): Promise<void> {
    await this.database.query(
      `with abandoned as (
         update attachment set state = 'in-doubt', not_before = now(), lease_until = null, lease_token = lease_token + 1,
           updated_at = now()
         where id in (select id from attachment where state = 'sending' and lease_until < now() for update skip locked)
         returning *),
       attempts as (
         insert into attachment_attempt (attachment_id, revision, request_id, sha256, lease_token, started_at, ended_at,
           outcome, detail)
         select id, revision, request_id, sent_sha256, lease_token - 1, sent_at, now(), 'lost',
           'The worker went away before the answer was recorded.' from abandoned)
       insert into audit_event (pipeline_id, posting_id, actor, action, detail)
       select pipeline_id, posting_id, 'writer', 'attachment.in-doubt',
         jsonb_build_object('attachmentId', id, 'why', 'the worker went away') from abandoned`,
    );
  }

  /** Those of a pipeline whose turn has come, except some. */
  async waiting(pipelineId: string, limit: number, except: readonly string[] = []): Promise<WaitingFile[]> {
    return rowsOf<WaitingFile>(
      this.database,
      `select a.id, ${COMPANY} as company from pipeline l join connection c on c.id = l.quickbooks_connection_id
       join attachment a on a.pipeline_id = l.id and a.state in ('pending', 'in-doubt')
       join posting p on p.id = a.posting_id
       where l.id = $1 and ${IS_FREE} and ${ITS_TURN} and a.id <> all($3)
       order by a.not_before nulls first, a.id limit $2`,
      [pipelineId, limit, except],
    );
  }

  /** Pipelines with waiting files: how many, as far as it matters. */
  async pipelinesToAttach(most: number): Promise<{ pipelineId: string; rows: number }[]> {
    return rowsOf(
      this.database,
      `select l.id as "pipelineId", waiting.rows from pipeline l join connection c on c.id = l.quickbooks_connection_id
       cross join lateral (select count(*)::int as rows from (
         select 1 from attachment a join posting p on p.id = a.posting_id
         where a.pipeline_id = l.id and a.state in ('pending', 'in-doubt') and ${IS_FREE} and ${ITS_TURN} limit $1) as waits) as waiting
       where waiting.rows > 0`,
      [most],
    );
  }
}
