import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { WebhookMarkRepository } from '#libs/persistence';
import { SweepClock } from '#libs/platform';
import { type PollJob, PollQueue, QueueSender, senderOf } from '#libs/queues';

const PERIOD_MS = 5_000;
const PRUNE_PERIOD_MS = 3_600_000;

/** The injection token of the seconds between a reading of QuickBooks and the next that a webhook may cause. */
export const QUICKBOOKS_DISTANCE_SECONDS = 'quickbooks-distance-seconds';

/** Finds what is marked, whoever has not heard the bell; and forgets what is long over. */
@Injectable()
export class WebhookSweep implements OnModuleInit {
  constructor(
    private readonly clock: SweepClock,
    private readonly marks: WebhookMarkRepository,
    @Inject(senderOf(PollQueue)) private readonly poll: QueueSender<PollJob>,
    @Inject(QUICKBOOKS_DISTANCE_SECONDS) private readonly distanceSeconds: number,
  ) {}

  onModuleInit(): void {
    this.clock.every('webhook-marks', PERIOD_MS, () => this.look());
    this.clock.every('webhook-prune', PRUNE_PERIOD_MS, () => this.prune());
  }

  async look(): Promise<void> {
    await this.ring(await this.marks.queueCin7Runs());
    await this.ring(await this.marks.queueQuickBooksRuns(this.distanceSeconds));
  }

  /** What was marked while a run was about to end. */
  async lookAgain(pipelineId: string): Promise<void> {
    await this.ring(await this.marks.queueCin7Runs(pipelineId));
  }

  /** To the end: a flood leaves more than goes with one statement. */
  private async prune(): Promise<void> {
    while ((await this.marks.prune()) > 0);
  }

  private async ring(syncRunIds: readonly string[]): Promise<void> {
    await this.poll.send(...syncRunIds.map((syncRunId) => ({ syncRunId })));
  }
}
