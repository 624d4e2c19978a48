import type { LockDates, OrderLink } from '#libs/domain';
import type { PostingEntity } from './posting.entity.js';

/** An operator said that the database was put back. */
export interface Restored {
  readonly at: Date;
  /** Up to when QuickBooks has been read completely. */
  readonly mirroredUntil: Date | null;
}

/** A posting that one worker holds, with what the write needs beside it. */
export interface ClaimedPosting {
  readonly posting: PostingEntity;
  readonly leaseToken: string;
  readonly connectionId: string;
  readonly realmId: string;
  /** Of Cin7; null where the document hangs on no vendor. */
  readonly supplierId: string | null;
  /** QuickBooks' id of the vendor that the document names. */
  readonly vendorId: string | null;
  /** The order that the document delivers on, where that is in QuickBooks. */
  readonly order: OrderLink | null;
  readonly lockDates: LockDates;
  /** Null, or left out, where its pipeline never was restored. */
  readonly restored?: Restored | null;
}
