import { Inject, Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Cin7Files, type Downloaded } from '#libs/cin7';
import {
  AttachmentClaimRepository,
  AttachmentWriteRepository,
  attachmentClaimStates,
  type ClaimedAttachment,
  onceItAnswers,
} from '#libs/persistence';
import type { ShouldStop } from '#libs/queues';
import {
  type AroundCalls,
  findAttachables,
  type QuickBooksClient,
  QuickBooksCompanies,
  RemoteError,
} from '#libs/quickbooks';
import { type ComposedFile, composeFile, fetchable, markerOf, unreadable } from './compose-file.js';
import { DOUBT_POLICY, type DoubtPolicy, nextLookUpSeconds } from './doubt-policy.js';
import { FileSettlement } from './file-settlement.js';
import { waitAfter } from './wait-after.js';
import { attemptOf, callOf, outcomeOf } from './write-outcome.js';

/** How often a file is asked for in vain before a person hears of it. */
const DOWNLOADS_MAX = 8;

/** Takes one file of a purchase to its bill, once that is in QuickBooks. Whatever becomes of it, the bill stays as it is. */
@Injectable()
export class FileCarrier {
  constructor(
    private readonly claims: AttachmentClaimRepository,
    private readonly attachments: AttachmentWriteRepository,
    private readonly companies: QuickBooksCompanies,
    private readonly files: Cin7Files,
    private readonly settlement: FileSettlement,
    @Inject(DOUBT_POLICY) private readonly policy: DoubtPolicy,
    private readonly logger: PinoLogger,
  ) {
    logger.setContext(FileCarrier.name);
  }

  /** Does nothing where its turn has not come, or another worker has it. */
  async carryOne(attachmentId: string, shouldStop: ShouldStop, calls: AroundCalls = {}): Promise<void> {
    for (const state of attachmentClaimStates) {
      if (shouldStop()) return;
      const claimed = await this.claims.claim(attachmentId, state);
      if (!claimed) continue;
      const company = { id: claimed.connectionId, realmId: claimed.realmId };
      return this.work(claimed, this.companies.client(company, { purpose: 'file', ...calls }), shouldStop);
    }
  }

  /** QuickBooks is asked before every try, the first included: a restored database has forgotten what was attached. */
  private async work(
    claimed: ClaimedAttachment,
    client: QuickBooksClient,
    shouldStop: ShouldStop,
  ): Promise<void> {
    const isDoubt = claimed.state === 'in-doubt';
    try {
      await client.ready();
      const there = await findAttachables(client, { billId: claimed.billId, marker: markerOf(claimed) });
      if (there.length > 0) return await this.settlement.found(claimed, there);
    } catch (error) {
      if (!(error instanceof RemoteError)) throw error;
      return this.settlement.lookUpFailed(claimed, error);
    }
    return isDoubt ? this.waitOrSendAgain(claimed) : this.carry(claimed, client, shouldStop);
  }

  /** Not found: it may still appear. Only after the settle window it is waiting to be sent again. */
  private async waitOrSendAgain(claimed: ClaimedAttachment): Promise<void> {
    const now = await this.claims.now();
    const wait = nextLookUpSeconds(this.policy, claimed.sentAt ?? now, now);
    if (wait !== null) return this.attachments.finishInDoubt(claimed, wait);
    const why = 'not found by the end of the settle window';
    return this.attachments.finishPending(claimed, { waitMs: 0, why });
  }

  /** Fetch, compose, commit the intent, send, keep the answer, settle: in this order and no other. */
  private async carry(
    claimed: ClaimedAttachment,
    client: QuickBooksClient,
    shouldStop: ShouldStop,
  ): Promise<void> {
    const known = fetchable(claimed);
    if (!known.ok) return this.attachments.finishRefused(claimed, 'held', known.problem);
    const downloaded = await this.download(claimed, known.link);
    if (downloaded === null) return undefined;
    const composed = composeFile(claimed, known.attachable, downloaded);
    if (composed.action === 'hold') return this.attachments.finishRefused(claimed, 'held', composed.problem);
    if (shouldStop()) return this.claims.letGo(claimed, 0);
    const marked = await this.attachments.markSending(claimed, composed.file);
    return marked ? this.send(claimed, client, composed) : undefined;
  }

  /** Null where the file is to be asked for again later, or no more. */
  private async download(claimed: ClaimedAttachment, link: string): Promise<Downloaded | null> {
    try {
      return await this.files.download(link, claimed.cin7ConnectionId);
    } catch (error) {
      if (!(error instanceof RemoteError)) throw error;
      const { fileName, failures } = claimed;
      const why = `The file ${fileName} could not be fetched from Cin7: ${error.message}`;
      if (failures + 1 < DOWNLOADS_MAX || error.failure === 'throttled')
        await this.attachments.finishPending(claimed, {
          waitMs: error.retryAfterMs ?? waitAfter(failures),
          why,
        });
      else
        await this.attachments.finishRefused(
          claimed,
          'held',
          unreadable(
            'no answer',
            `${why}. It was tried ${DOWNLOADS_MAX} times; replay it when Cin7 answers.`,
          ),
        );
      return null;
    }
  }

  /** One call, kept in the attempt log whatever it came to. */
  private async send(
    claimed: ClaimedAttachment,
    client: QuickBooksClient,
    { upload, file }: Extract<ComposedFile, { action: 'send' }>,
  ): Promise<void> {
    const startedAt = new Date();
    const call = await callOf(client.upload(upload, file.requestId));
    await onceItAnswers(() => this.attachments.appendAttempt(claimed, file, attemptOf(call, startedAt)));
    this.logger.info(
      {
        pipelineId: claimed.pipelineId,
        postingId: claimed.postingId,
        attachmentId: claimed.id,
        revision: claimed.revision,
        requestId: file.requestId,
        bytes: upload.bytes.length,
        outcome: outcomeOf(call),
        durationMs: Date.now() - startedAt.getTime(),
      },
      'attachment.attempted',
    );
    await onceItAnswers(() => this.settlement.settle(claimed, call));
  }
}
