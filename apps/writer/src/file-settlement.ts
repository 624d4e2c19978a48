import { Inject, Injectable } from '@nestjs/common';
import { problem } from '#libs/domain';
import {
  AttachmentClaimRepository,
  AttachmentWriteRepository,
  type ClaimedAttachment,
} from '#libs/persistence';
import { hangsOnBill, type RemoteError, refusalProblem, type WireObject } from '#libs/quickbooks';
import { markerOf } from './compose-file.js';
import { DOUBT_POLICY, type DoubtPolicy } from './doubt-policy.js';
import { Settlement } from './settlement.js';
import { waitAfter } from './wait-after.js';
import { type Call, outcomeOf } from './write-outcome.js';

/** What happens to a file after each class of result. */
@Injectable()
export class FileSettlement {
  constructor(
    private readonly claims: AttachmentClaimRepository,
    private readonly attachments: AttachmentWriteRepository,
    private readonly settlement: Settlement,
    @Inject(DOUBT_POLICY) private readonly policy: DoubtPolicy,
  ) {}

  async settle(claimed: ClaimedAttachment, call: Call): Promise<void> {
    if (call.ok) return this.answered(claimed, call.written.object);
    const { error } = call;
    switch (outcomeOf(call)) {
      case 'unknown':
        return this.attachments.finishInDoubt(claimed, this.policy.lookUpSeconds);
      case 'rejected':
      case 'stale': {
        const { fileName, billNumber } = claimed;
        const why = refusalProblem(error, fileName, `${fileName} of ${billNumber}`);
        return this.attachments.finishRefused(claimed, 'rejected', why);
      }
      default:
        return this.notSent(claimed, error);
    }
  }

  /** Files on the bill that carry our mark. One is the file; more are for a person, and none is deleted by us. */
  async found(claimed: ClaimedAttachment, there: readonly WireObject[]): Promise<void> {
    const [file, ...more] = there;
    if (file && more.length === 0)
      return this.attachments.finishPosted(claimed, String(file.Id), 'a look-up by marker');
    const ids = there.map(({ Id }) => String(Id)).join(', ');
    const why = problem(
      'several-in-quickbooks',
      claimed.fileName,
      `${claimed.fileName} hangs on bill ${claimed.billNumber} in QuickBooks more than once (${ids}, with ${markerOf(claimed)} in the note). Remove the others there, then replay.`,
    );
    return this.attachments.finishRefused(
      claimed,
      claimed.state === 'in-doubt' ? 'needs-review' : 'held',
      why,
    );
  }

  /** A file waits for the next try; a doubt stands, and is looked into later. */
  async lookUpFailed(claimed: ClaimedAttachment, error: RemoteError): Promise<void> {
    if (claimed.state === 'pending') return this.notSent(claimed, error);
    await this.settlement.noteFailure(claimed, error);
    await this.claims.letGo(claimed, error.retryAfterMs ?? this.policy.lookUpSeconds * 1_000);
  }

  private async notSent(claimed: ClaimedAttachment, error: RemoteError): Promise<void> {
    const waitMs = error.retryAfterMs ?? waitAfter(claimed.failures);
    await this.settlement.noteFailure(claimed, error, waitMs);
    await this.attachments.finishPending(claimed, { waitMs, why: error.message });
  }

  private async answered(claimed: ClaimedAttachment, file: WireObject): Promise<void> {
    const { billId, billNumber, fileName } = claimed;
    if (hangsOnBill(file, billId))
      return this.attachments.finishPosted(claimed, String(file.Id), 'the answer');
    const why = problem(
      'refused-by-quickbooks',
      fileName,
      `QuickBooks took ${fileName} (${file.Id}) but did not attach it to bill ${billNumber}. Attach it there from the list of attachments.`,
    );
    return this.attachments.finishRefused(claimed, 'rejected', why);
  }
}
