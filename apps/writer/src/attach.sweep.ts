import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { AttachmentClaimRepository } from '#libs/persistence';
import { SweepClock } from '#libs/platform';
import { AttachQueue, QueueSender, senderOf, type TurnJob, turnsFor } from '#libs/queues';

const PERIOD_MS = 5_000;

/** Rings for files whose bill has arrived, and doubts those whose worker went away with a call out. */
@Injectable()
export class AttachSweep implements OnModuleInit {
  constructor(
    private readonly clock: SweepClock,
    private readonly claims: AttachmentClaimRepository,
    @Inject(senderOf(AttachQueue)) private readonly attach: QueueSender<TurnJob>,
  ) {}

  onModuleInit(): void {
    this.clock.every('attach', PERIOD_MS, () => this.ring());
  }

  private async ring(): Promise<void> {
    await this.claims.doubtAbandoned();
    const waiting = await this.claims.pipelinesToAttach(AttachQueue.slots);
    await this.attach.send(
      ...waiting.flatMap(({ pipelineId, rows }) => turnsFor(AttachQueue, pipelineId, rows)),
    );
  }
}
