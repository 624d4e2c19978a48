import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Gauge } from 'prom-client';
import { FailedJobRepository } from '#libs/persistence';
import { Metrics, SweepClock } from '#libs/platform';
import { AttachQueue, MapQueue, PollQueue, WriteQueue } from '#libs/queues';

const PERIOD_MS = 15_000;

/** Forgets failures that are over and counts the others, for an alert. */
@Injectable()
export class FailedJobsSweep implements OnModuleInit {
  private readonly open: Gauge<'queue'>;

  constructor(
    private readonly clock: SweepClock,
    private readonly failures: FailedJobRepository,
    metrics: Metrics,
  ) {
    const help = 'Failures whose document or run still waits';
    this.open = metrics.gauge('billbridge_failed_jobs', help, ['queue']);
  }

  onModuleInit(): void {
    this.clock.every('failed-jobs', PERIOD_MS, () => this.count());
  }

  private async count(): Promise<void> {
    const open = await this.failures.settle();
    for (const { name } of [PollQueue, MapQueue, WriteQueue, AttachQueue])
      this.open.set({ queue: name }, open[name] ?? 0);
  }
}
