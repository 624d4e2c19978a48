import { Injectable } from '@nestjs/common';
import type { Counter } from 'prom-client';
import { Metrics } from '#libs/platform';

export type Provider = 'cin7' | 'quickbooks';

/** What has come to the doors. */
@Injectable()
export class DoorMetrics {
  readonly events: Counter<'provider' | 'outcome'>;

  constructor(metrics: Metrics) {
    this.events = metrics.counter(
      'billbridge_webhook_events_total',
      'Events by what became of them: stored, repeated, unknown (no pipeline), unreadable; posts that were refused or not stored',
      ['provider', 'outcome'],
    );
  }

  count(provider: Provider, outcome: string, times = 1): void {
    if (times > 0) this.events.inc({ provider, outcome }, times);
  }
}
