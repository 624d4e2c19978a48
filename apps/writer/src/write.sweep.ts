import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { PostingClaimRepository } from '#libs/persistence';
import { SweepClock } from '#libs/platform';
import { QueueSender, senderOf, type TurnJob, turnsFor, WriteQueue } from '#libs/queues';

const PERIOD_MS = 5_000;

/** Rings again for postings that still wait, and doubts those whose worker went away with a call out. */
@Injectable()
export class WriteSweep implements OnModuleInit {
  constructor(
    private readonly clock: SweepClock,
    private readonly claims: PostingClaimRepository,
    @Inject(senderOf(WriteQueue)) private readonly write: QueueSender<TurnJob>,
  ) {}

  onModuleInit(): void {
    this.clock.every('write', PERIOD_MS, () => this.ring());
  }

  private async ring(): Promise<void> {
    await this.claims.doubtAbandoned();
    const waiting = await this.claims.pipelinesToWrite(WriteQueue.slots);
    await this.write.send(
      ...waiting.flatMap(({ pipelineId, rows }) => turnsFor(WriteQueue, pipelineId, rows)),
    );
  }
}
