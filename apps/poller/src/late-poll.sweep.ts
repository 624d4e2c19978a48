import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import type { Gauge } from 'prom-client';
import { PollWatchRepository } from '#libs/persistence';
import { Metrics, SweepClock } from '#libs/platform';

const PERIOD_MS = 60_000;

/** Tells people, once, that a record type has not been read for three intervals; and at any time, in the metrics. */
@Injectable()
export class LatePollSweep implements OnModuleInit {
  private readonly late: Gauge<'pipeline' | 'record_type'>;

  constructor(
    private readonly clock: SweepClock,
    private readonly watch: PollWatchRepository,
    private readonly logger: PinoLogger,
    metrics: Metrics,
  ) {
    logger.setContext(LatePollSweep.name);
    this.late = metrics.gauge(
      'billbridge_poll_late',
      'Record types that are polled: 1 where none of the last three polls has succeeded, else 0',
      ['pipeline', 'record_type'],
    );
  }

  onModuleInit(): void {
    this.clock.every('late-polls', PERIOD_MS, () => this.look());
  }

  async look(): Promise<void> {
    const polls = await this.watch.all();
    this.late.reset();
    for (const poll of polls) {
      const { pipelineId, recordType, late, lastSuccessAt } = poll;
      if (poll.isPolled) this.late.set({ pipeline: pipelineId, record_type: recordType }, late ? 1 : 0);
      if (await this.watch.isToBeTold(poll))
        this.logger.error({ pipelineId, recordType, lastSuccessAt, ...late }, 'poll.late');
    }
  }
}
