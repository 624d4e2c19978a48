import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { AttachmentState, Problem } from '#libs/domain';
import { audit } from './audit.repository.js';
import type { ClaimedAttachment } from './claimed-attachment.js';
import { LEASE_SECONDS, LEASES_OF_FILE, USUAL_LEASE_SECONDS } from './lease-seconds.js';
import type { AttemptResult } from './posting-write.repository.js';
import { rowOf } from './sql.js';

/** What is about to leave. The file is not kept; its hash tells whether it is the same the next time. */
export interface OutgoingFile {
  readonly requestId: string;
  readonly metadata: string;
  /** Of metadata and file. */
  readonly sha256: string;
}

interface Change {
  readonly set?: string;
  readonly parameters?: readonly unknown[];
  readonly problem?: Problem;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** The life of a file on its way. Every statement names the lease, so that an outdated worker changes nothing. */
@Injectable()
export class AttachmentWriteRepository {
  constructor(
    @InjectDataSource() private readonly database: DataSource,
    @Inject(LEASE_SECONDS) private readonly leaseSeconds: number = USUAL_LEASE_SECONDS,
  ) {}

  /** Commits what is about to be sent. False where the lease is lost: then nothing may be sent. */
  async markSending(claimed: ClaimedAttachment, file: OutgoingFile): Promise<boolean> {
    return this.step(claimed, 'sending', {
      set: `request_id = $4, sent_metadata = $5, sent_sha256 = $6, bill_id = $7, sent_at = now(),
        lease_until = now() + $8 * interval '1 second'`,
      parameters: [
        file.requestId,
        file.metadata,
        file.sha256,
        claimed.billId,
        LEASES_OF_FILE * this.leaseSeconds,
      ],
      detail: { revision: claimed.revision, requestId: file.requestId, sha256: file.sha256 },
    });
  }

  /** Never conditional: an answer that was received is kept even by an outdated worker. */
  async appendAttempt(
    { id, revision, leaseToken }: ClaimedAttachment,
    { requestId, sha256 }: OutgoingFile,
    result: AttemptResult,
  ): Promise<void> {
    await this.database.query(
      `insert into attachment_attempt (attachment_id, revision, request_id, sha256, lease_token, started_at, ended_at,
         outcome, http_status, fault_code, detail, trace_id)
       values ($1, $2, $3, $4, $5, $6, now(), $7, $8, $9, $10, $11)`,
      [
        id,
        revision,
        requestId,
        sha256,
        leaseToken,
        result.startedAt,
        result.outcome,
        result.httpStatus,
        result.faultCode,
        result.detail,
        result.traceId,
      ],
    );
  }

  /** It hangs on the bill. */
  async finishPosted(claimed: ClaimedAttachment, quickBooksId: string, evidence: string): Promise<void> {
    await this.step(claimed, 'posted', {
      set: `lease_until = null, quickbooks_id = $4, bill_id = $5, posted_at = now(), failures = 0, not_before = null`,
      parameters: [quickBooksId, claimed.billId],
      detail: { quickBooksId, billId: claimed.billId, evidence },
    });
  }

  /** A person settles it. */
  async finishRefused(
    claimed: ClaimedAttachment,
    state: 'held' | 'rejected' | 'needs-review',
    why: Problem,
  ): Promise<void> {
    await this.step(claimed, state, { set: 'lease_until = null', problem: why, detail: { problem: why } });
  }

  /** The answer is lost. Nothing is sent again before a look-up, which is due after a while. */
  async finishInDoubt(claimed: ClaimedAttachment, lookUpInSeconds: number): Promise<void> {
    await this.step(claimed, 'in-doubt', {
      set: `lease_until = null, not_before = now() + $4 * interval '1 second'`,
      parameters: [lookUpInSeconds],
      detail: { requestId: claimed.requestId },
    });
  }

  /** It has certainly not been carried out: it goes out again later. */
  async finishPending(
    claimed: ClaimedAttachment,
    { waitMs, why }: { readonly waitMs: number; readonly why: string },
  ): Promise<void> {
    await this.step(claimed, 'pending', {
      set: `lease_until = null, not_before = now() + $4 * interval '1 ms', failures = failures + 1`,
      parameters: [waitMs],
      detail: { why },
    });
  }

  /** Whoever leaves a file out, or has it sent anew, takes it from the worker that has claimed it. */
  private async step(claimed: ClaimedAttachment, state: AttachmentState, change: Change): Promise<boolean> {
    const { problem, parameters = [] } = change;
    return this.database.transaction(async (manager) => {
      const from = parameters.length + 4;
      const stepped = await rowOf(
        manager,
        `update attachment set state = $3, updated_at = now(), problem_code = $${from}, problem_subject = $${from + 1},
           problem_message = $${from + 2}${change.set ? `, ${change.set}` : ''}
         where id = $1 and lease_token = $2 returning id`,
        [
          claimed.id,
          claimed.leaseToken,
          state,
          ...parameters,
          problem?.code ?? null,
          problem?.subject ?? null,
          problem?.message ?? null,
        ],
      );
      if (!stepped) return false;
      await audit(manager, {
        pipelineId: claimed.pipelineId,
        postingId: claimed.postingId,
        actor: 'writer',
        action: `attachment.${state}`,
        detail: { attachmentId: claimed.id, fileName: claimed.fileName, ...change.detail },
      });
      return true;
    });
  }
}
