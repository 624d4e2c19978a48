import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import type { Gauge } from 'prom-client';
import { ConnectionWatchRepository, type WatchedConnection } from '#libs/persistence';
import { Metrics, SweepClock } from '#libs/platform';

const PERIOD_MS = 60_000;

/** Tells people, once, that a connection has ended or is about to, in the log; and at any time, in the metrics. */
@Injectable()
export class ConnectionSweep implements OnModuleInit {
  private readonly states: Gauge<'provider' | 'state'>;
  private readonly daysLeft: Gauge<'connection' | 'limit'>;

  constructor(
    private readonly clock: SweepClock,
    private readonly watch: ConnectionWatchRepository,
    private readonly logger: PinoLogger,
    metrics: Metrics,
  ) {
    logger.setContext(ConnectionSweep.name);
    this.states = metrics.gauge('billbridge_connections', 'Connections by state', ['provider', 'state']);
    this.daysLeft = metrics.gauge(
      'billbridge_consent_days_left',
      'Days until a person must consent again: the consent ends, or its tokens were not renewed for too long',
      ['connection', 'limit'],
    );
  }

  onModuleInit(): void {
    this.clock.every('connections', PERIOD_MS, () => this.look());
  }

  async look(): Promise<void> {
    const connections = await this.watch.all();
    this.states.reset();
    this.daysLeft.reset();
    for (const connection of connections) {
      this.measure(connection);
      if (await this.watch.isToBeTold(connection)) this.tell(connection);
      if (await this.watch.isToBeWarned(connection)) this.warn(connection);
    }
  }

  private measure({ id, provider, state, countdown }: WatchedConnection): void {
    this.states.inc({ provider, state });
    if (countdown) this.daysLeft.set({ connection: id, limit: countdown.limit }, countdown.daysLeft);
  }

  private tell({ id, provider, name, state, stateReason }: WatchedConnection): void {
    const story = { connectionId: id, provider, name, why: stateReason };
    if (state === 'paused') this.logger.warn(story, 'connection.paused');
    else this.logger.error(story, `connection.${state}`);
  }

  private warn({ id, name, countdown }: WatchedConnection): void {
    if (!countdown) return;
    const { limit, at, daysLeft, warning } = countdown;
    const story = { connectionId: id, name, limit, endsAt: at, daysLeft };
    if (warning === 7) this.logger.error(story, 'connection.consent-ends');
    else this.logger.warn(story, 'connection.consent-ends');
  }
}
