import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { DocumentKind, PostingState, Problem } from '#libs/domain';
import { type AttachmentDetail, attachmentsOf } from './attachment-view.js';
import type { AttemptOutcome } from './posting-attempt.entity.js';
import { rowOf, rowsOf } from './sql.js';

/** A posting as a list shows it: what Cin7 says it comes to, where it is, and why it is not further. */
export interface PostingSummary {
  readonly id: string;
  readonly pipelineId: string;
  readonly kind: DocumentKind;
  readonly state: PostingState;
  readonly revision: number;
  readonly sourceNumber: string | null;
  readonly documentNumber: string | null;
  readonly documentDate: string | null;
  readonly total: string | null;
  readonly currency: string | null;
  readonly quickBooksId: string | null;
  readonly exclusionReason: string | null;
  readonly problems: readonly Problem[];
  readonly updatedAt: Date;
}

export interface Attempt {
  readonly id: string;
  readonly revision: number;
  readonly operation: string;
  readonly requestId: string;
  readonly payloadSha256: string;
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly outcome: AttemptOutcome;
  readonly httpStatus: number | null;
  readonly faultCode: string | null;
  readonly detail: string | null;
  readonly traceId: string | null;
}

export interface PostingDetail extends PostingSummary {
  readonly sourceRecordId: string;
  readonly sourceId: string;
  readonly sourceVersion: number;
  readonly marker: string;
  /** Why the document is not just what its source says. */
  readonly remark: string | null;
  /** The body that is or was to be sent: as sent where it was, else as built. */
  readonly payload: unknown;
  readonly syncToken: string | null;
  readonly linkOrigin: string | null;
  readonly postedTotal: string | null;
  readonly postedAt: Date | null;
  /** Lines, from 1, that were to be linked to the purchase order but are not in QuickBooks. */
  readonly unlinkedLines: readonly number[];
  readonly dependsOn: readonly {
    id: string;
    kind: DocumentKind;
    state: PostingState;
    sourceNumber: string | null;
  }[];
  readonly attempts: readonly Attempt[];
  /** The files of its purchase on their way to it. */
  readonly attachments: readonly AttachmentDetail[];
}

export interface PostingQuery {
  readonly pipelineId?: string | undefined;
  readonly state?: readonly PostingState[] | undefined;
  readonly kind?: readonly DocumentKind[] | undefined;
  readonly after?: { readonly updatedAt: string; readonly id: string } | undefined;
  readonly limit: number;
}

/** One version of the source record that a posting came from. */
export interface SourceVersion {
  readonly version: number;
  readonly fingerprint: string;
  readonly readAt: Date;
}

/** A cause that holds documents back, with what settling it would release. */
export interface ProblemCause {
  readonly code: string;
  readonly subject: string;
  readonly message: string;
  readonly count: number;
  readonly totals: readonly { currency: string; total: string }[];
}

const PROBLEMS = `coalesce((select json_agg(json_build_object('code', x.code, 'subject', x.subject, 'message', x.message)
  order by x.position) from posting_problem x where x.posting_id = p.id), '[]') as problems`;

const SUMMARY = `p.id, p.pipeline_id as "pipelineId", p.kind, p.state, p.revision, p.source_number as "sourceNumber",
  p.document_number as "documentNumber", p.document_date as "documentDate", p.total, p.currency,
  p.quickbooks_id as "quickBooksId", p.exclusion_reason as "exclusionReason", ${PROBLEMS}, p.updated_at as "updatedAt"`;

/** What people look at. Nothing here changes anything. */
@Injectable()
export class PostingViewRepository {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  /** Newest change first; the next page starts after the last row of this one. */
  async list({
    pipelineId,
    state,
    kind,
    after,
    limit,
  }: PostingQuery): Promise<(PostingSummary & { moment: string })[]> {
    return rowsOf(
      this.database,
      `select ${SUMMARY}, p.updated_at::text as moment from posting p
       where ($1::uuid is null or p.pipeline_id = $1) and ($2::text[] is null or p.state = any($2))
         and ($3::text[] is null or p.kind = any($3))
         and ($4::timestamptz is null or (p.updated_at, p.id) < ($4, $5::uuid))
       order by p.updated_at desc, p.id desc limit $6`,
      [pipelineId ?? null, state ?? null, kind ?? null, after?.updatedAt ?? null, after?.id ?? null, limit],
    );
  }

  async detail(id: string): Promise<PostingDetail | null> {
    const posting = await rowOf<Omit<PostingDetail, 'attempts' | 'attachments'>>(
      this.database,
      `select ${SUMMARY}, p.source_record_id as "sourceRecordId", r.source_id as "sourceId",
         p.source_version as "sourceVersion", p.marker, p.remark, p.sync_token as "syncToken", p.link_origin as "linkOrigin",
         p.posted_total as "postedTotal", p.posted_at as "postedAt",
         p.unlinked_lines as "unlinkedLines",
         coalesce(case when p.state in ('sending', 'in-doubt', 'posted', 'needs-review') then p.sent_payload::json end,
           p.intent) as payload,
         coalesce((select json_agg(json_build_object('id', v.id, 'kind', v.kind, 'state', v.state,
           'sourceNumber', v.source_number)) from posting_dependency d join posting v on v.id = d.depends_on_id
           where d.posting_id = p.id), '[]') as "dependsOn"
       from posting p join source_record r on r.id = p.source_record_id where p.id = $1`,
      [id],
    );
    if (!posting) return null;
    const [attempts, attachments] = await Promise.all([this.attempts(id), attachmentsOf(this.database, id)]);
    return { ...posting, attempts, attachments };
  }

  async attempts(postingId: string): Promise<Attempt[]> {
    return rowsOf<Attempt>(
      this.database,
      `select id::text as id, revision, operation, request_id as "requestId", payload_sha256 as "payloadSha256",
         started_at as "startedAt", ended_at as "endedAt", outcome, http_status as "httpStatus",
         fault_code as "faultCode", detail, trace_id as "traceId"
       from posting_attempt where posting_id = $1 order by posting_attempt.id`,
      [postingId],
    );
  }

  async sourceVersions(sourceRecordId: string): Promise<SourceVersion[]> {
    return rowsOf<SourceVersion>(
      this.database,
      `select version, fingerprint, read_at as "readAt" from source_record_version
       where source_record_id = $1 order by version`,
      [sourceRecordId],
    );
  }

  /** Causes, the one that holds back most first: settling one releases all its documents. A file counts without an amount. */
  async problems(pipelineId: string): Promise<ProblemCause[]> {
    return rowsOf<ProblemCause>(
      this.database,
      `with held as (
         select distinct on (x.code, x.subject, p.id) x.code, x.subject, x.message, p.id, p.total, p.currency
         from posting p join posting_problem x on x.posting_id = p.id
         where p.pipeline_id = $1 and p.state in ('held', 'rejected', 'needs-review')
         union all
         select a.problem_code, a.problem_subject, a.problem_message, a.id, null, null
         from attachment a where a.pipeline_id = $1 and a.problem_code is not null),
       sums as (
         select code, subject, currency, sum(total) as total from held where currency is not null and total is not null
         group by code, subject, currency)
       select h.code, h.subject, min(h.message) as message, count(*)::int as count,
         coalesce((select json_agg(json_build_object('currency', s.currency, 'total', s.total::text) order by s.currency)
           from sums s where s.code = h.code and s.subject = h.subject), '[]') as totals
       from held h group by h.code, h.subject order by count(*) desc, h.code, h.subject`,
      [pipelineId],
    );
  }

  /** Documents that were read but cannot be understood, or cannot be read: no posting tells of them. */
  async unreadable(
    pipelineId: string,
    limit: number,
  ): Promise<{ id: string; number: string | null; error: string }[]> {
    return rowsOf(
      this.database,
      `select id, number, coalesce(mapping_error, detail_error) as error from source_record
       where pipeline_id = $1 and coalesce(mapping_error, detail_error) is not null order by id limit $2`,
      [pipelineId, limit],
    );
  }
}
