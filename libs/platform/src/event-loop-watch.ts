import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import type { Histogram } from 'prom-client';
import { Metrics } from './metrics.js';

const tickMs = 500;

/** Beyond this other work on the process was kept waiting for all to notice. */
const alertMs = 500;

/**
 * Beyond this a lease or a lock of ours may have been taken over: better to start afresh. The service drains first, so that
 * an answer that has come meanwhile is still kept.
 */
const stallMaxMs = 20_000;

/** Measures how long the process was deaf. A blocked loop lets locks run out, and jobs then run twice. */
@Injectable()
export class EventLoopWatch implements OnModuleInit, OnModuleDestroy {
  private readonly lag: Histogram;
  private timer: NodeJS.Timeout | undefined;
  private lastTickAtMs = performance.now();
  private longestLagMs = 0;
  private ended = false;
  private end: () => void = () => undefined;

  constructor(
    metrics: Metrics,
    private readonly logger: PinoLogger,
  ) {
    logger.setContext(EventLoopWatch.name);
    this.lag = metrics.histogram('billbridge_event_loop_lag_seconds', 'How late a timer fires', [], {
      buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20],
    });
  }

  onModuleInit(): void {
    this.lastTickAtMs = performance.now();
    this.timer = setInterval(() => this.tick(), tickMs).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** What ends the service once it has been deaf for too long. */
  endBy(end: () => void): void {
    this.end = end;
  }

  /** False for good once the process has been deaf for too long. */
  isAlive(): boolean {
    this.noteLag();
    return this.longestLagMs < stallMaxMs;
  }

  private tick(): void {
    const lagMs = this.noteLag();
    this.lag.observe(lagMs / 1_000);
    this.lastTickAtMs = performance.now();
    if (lagMs >= alertMs) this.logger.warn({ lagMs: Math.round(lagMs) }, 'event-loop.blocked');
    if (!this.ended && this.longestLagMs >= stallMaxMs) {
      this.ended = true;
      this.logger.error({ lagMs: Math.round(this.longestLagMs) }, 'event-loop.stalled');
      this.end();
    }
  }

  /** A probe may be answered before the late timer fires, so it must not rely on the last tick. */
  private noteLag(): number {
    const lagMs = Math.max(0, performance.now() - this.lastTickAtMs - tickMs);
    this.longestLagMs = Math.max(this.longestLagMs, lagMs);
    return lagMs;
  }
}
