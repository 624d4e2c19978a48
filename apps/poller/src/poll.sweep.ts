import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { SyncRunRepository } from '#libs/persistence';
import { SweepClock } from '#libs/platform';
import { type PollJob, PollQueue, QueueSender, senderOf } from '#libs/queues';

const PERIOD_MS = 5_000;
const RUNS_AT_ONCE = 200;

/** The timetable, and the bell for runs that Redis has forgotten. */
@Injectable()
export class PollSweep implements OnModuleInit {
  constructor(
    private readonly clock: SweepClock,
    private readonly runs: SyncRunRepository,
    @Inject(senderOf(PollQueue)) private readonly poll: QueueSender<PollJob>,
  ) {}

  onModuleInit(): void {
    this.clock.every('poll', PERIOD_MS, () => this.ring());
  }

  private async ring(): Promise<void> {
    await this.runs.queueDue();
    const waiting = await this.runs.waiting(RUNS_AT_ONCE);
    await this.poll.send(...waiting.map((syncRunId) => ({ syncRunId })));
  }
}
