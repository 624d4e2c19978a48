import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import type { Counter, Histogram } from 'prom-client';
import { Metrics } from './metrics.js';
import { Sweep } from './sweep.js';

/**
 * Rings sweeps at their periods: what makes waiting rows move again although their job was lost. A sweep that fails is
 * logged, counted and rung again at its next time. Sweeps stop before anything that they use is closed.
 */
@Injectable()
export class SweepClock implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly sweeps = new Map<string, Sweep>();
  private readonly runs: Counter<'sweep' | 'outcome'>;
  private readonly seconds: Histogram<'sweep'>;
  private started = false;

  constructor(
    metrics: Metrics,
    private readonly logger: PinoLogger,
  ) {
    logger.setContext(SweepClock.name);
    this.runs = metrics.counter('billbridge_sweeps_total', 'Sweeps by outcome', ['sweep', 'outcome']);
    this.seconds = metrics.histogram('billbridge_sweep_duration_seconds', 'How long sweeps take', ['sweep']);
  }

  /** Runs the sweep soon after the start and then about every period. May be called at any time. */
  every(name: string, periodMs: number, sweep: () => Promise<void>): void {
    if (this.sweeps.has(name)) throw new Error(`There is already a sweep named ${name}`);
    const rung = new Sweep({ periodMs, run: () => this.run(name, sweep) });
    this.sweeps.set(name, rung);
    if (this.started) rung.start();
  }

  onApplicationBootstrap(): void {
    this.started = true;
    for (const sweep of this.sweeps.values()) sweep.start();
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all([...this.sweeps.values()].map((sweep) => sweep.stop()));
  }

  private async run(name: string, sweep: () => Promise<void>): Promise<void> {
    const stopTimer = this.seconds.startTimer({ sweep: name });
    try {
      await sweep();
      this.runs.inc({ sweep: name, outcome: 'done' });
    } catch (err) {
      this.runs.inc({ sweep: name, outcome: 'failed' });
      this.logger.error({ err, sweep: name }, 'sweep.failed');
    } finally {
      stopTimer();
    }
  }
}
