import type { AttachmentExclusion, AttachmentState, Problem } from '#libs/domain';
import type { AttemptOutcome } from './posting-attempt.entity.js';
import { rowsOf, type Sql } from './sql.js';

/** A file of a bill as people look at it: where it is, and why it is not further. */
export interface AttachmentDetail {
  readonly id: string;
  readonly sourceId: string;
  readonly fileName: string;
  readonly state: AttachmentState;
  readonly revision: number;
  readonly exclusionReason: AttachmentExclusion | null;
  /** It was taken off the purchase in Cin7. What is in QuickBooks stays there. */
  readonly removedInCin7: boolean;
  readonly quickBooksId: string | null;
  readonly postedAt: Date | null;
  readonly problem: Problem | null;
  readonly attempts: readonly AttachmentAttempt[];
}

export interface AttachmentAttempt {
  readonly revision: number;
  readonly requestId: string;
  readonly sha256: string;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly outcome: AttemptOutcome;
  readonly httpStatus: number | null;
  readonly faultCode: string | null;
  readonly detail: string | null;
  readonly traceId: string | null;
}

/** The link to the file is left out: whoever has it has the file. */
export async function attachmentsOf(sql: Sql, postingId: string): Promise<AttachmentDetail[]> {
  return rowsOf<AttachmentDetail>(
    sql,
    `select a.id, a.source_id as "sourceId", a.file_name as "fileName", a.state, a.revision,
       a.exclusion_reason as "exclusionReason", a.source_gone as "removedInCin7", a.quickbooks_id as "quickBooksId",
       a.posted_at as "postedAt", case when a.problem_code is not null then json_build_object('code', a.problem_code,
         'subject', a.problem_subject, 'message', a.problem_message) end as problem,
       coalesce((select json_agg(json_build_object('revision', t.revision, 'requestId', t.request_id, 'sha256', t.sha256,
         'startedAt', t.started_at, 'endedAt', t.ended_at, 'outcome', t.outcome, 'httpStatus', t.http_status,
         'faultCode', t.fault_code, 'detail', t.detail, 'traceId', t.trace_id) order by t.id)
         from attachment_attempt t where t.attachment_id = a.id), '[]') as attempts
     from attachment a where a.posting_id = $1 order by a.created_at, a.file_name, a.source_id`,
    [postingId],
  );
}
