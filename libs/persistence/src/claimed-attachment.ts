import type { AttachmentState } from '#libs/domain';

/** A file on its way to a bill that one worker holds. */
export interface ClaimedAttachment {
  readonly id: string;
  readonly pipelineId: string;
  readonly postingId: string;
  /** Cin7's id of the file. */
  readonly sourceId: string;
  readonly fileName: string;
  readonly contentType: string | null;
  readonly downloadUrl: string | null;
  readonly state: AttachmentState;
  readonly revision: number;
  readonly failures: number;
  readonly requestId: string | null;
  readonly sentAt: Date | null;
  readonly leaseToken: string;
  readonly connectionId: string;
  readonly cin7ConnectionId: string;
  readonly realmId: string;
  /** QuickBooks' id of the bill: in doubt, of the one that it was sent to. */
  readonly billId: string;
  /** What identifies the bill for ever. */
  readonly billKey: string;
  /** What a bookkeeper knows the bill and its purchase by. */
  readonly billNumber: string | null;
  readonly purchaseNumber: string | null;
}
