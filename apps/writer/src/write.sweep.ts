import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { PostingClaimRepository } from '#libs/persistence';
import { SweepClock } from '#libs/platform';
import { QueueSender, senderOf, type WriteJob, WriteQueue } from '#libs/queues';

const PERIOD_MS = 5_000;
const POSTINGS_AT_ONCE = 2_000;

/** Rings again for postings that still wait, and doubts those whose worker went away with a call out. */
@Injectable()
export class WriteSweep implements OnModuleInit {
  constructor(
    private readonly clock: SweepClock,
    private readonly claims: PostingClaimRepository,
    @Inject(senderOf(WriteQueue)) private readonly write: QueueSender<WriteJob>,
  ) {}

  onModuleInit(): void {
    this.clock.every('write', PERIOD_MS, () => this.ring());
  }

  private async ring(): Promise<void> {
    await this.claims.doubtAbandoned();
    const waiting = await this.claims.waiting(POSTINGS_AT_ONCE);
    await this.write.send(...waiting.map((postingId) => ({ postingId })));
  }
}
