import { WorkerHost } from '@nestjs/bullmq';
import {
  type BeforeApplicationShutdown,
  Inject,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { DelayedError, type Job, UnrecoverableError } from 'bullmq';
import { RemoteError } from '#libs/http';
import type { QueueContract } from './contract.js';
import { FAILED_JOBS, type FailedJobs, failedJobOf } from './failed-jobs.js';

/** A handler's wish to be called again: the job waits that long while others pass, and it does not count as a failure. */
export interface Later {
  readonly againInMs: number;
}

/** True from when the service ends or the job's lock is lost: whatever has not begun is left to the next worker. */
export type ShouldStop = () => boolean;

/** Parses the job and turns what came of it into BullMQ's answers, in one place. */
export abstract class JobProcessor<Work>
  extends WorkerHost
  implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown
{
  protected abstract readonly contract: QueueContract<Work>;

  @Inject(FAILED_JOBS) protected readonly failures: FailedJobs;

  private stopping = false;

  protected abstract handle(work: Work, shouldStop: ShouldStop): Promise<Later | undefined>;

  onApplicationBootstrap(): void {
    const log = new Logger(`${this.contract.name} worker`);
    this.worker.on('error', (error) => log.warn(`Redis: ${error.message}`));
    this.worker.on('lockRenewalFailed', (jobIds) => {
      for (const id of jobIds) this.worker.cancelJob(id, 'its lock was lost');
    });
    this.worker.on('failed', (job, error) => {
      if (job) void this.keep(job, error, log);
    });
  }

  onModuleDestroy(): void {
    this.stopping = true;
  }

  /** Drains before the database and Redis are closed. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.worker.close();
  }

  /** BullMQ gives the signal only to a processor that takes three arguments. */
  async process(job: Job, token?: string, signal?: AbortSignal): Promise<void> {
    const parsed = this.contract.schema.safeParse(job.data);
    if (!parsed.success)
      throw new UnrecoverableError(
        `The job breaks the contract of queue ${this.contract.name}: ${parsed.error.message}`,
      );
    const shouldStop = () => this.stopping || signal?.aborted === true;
    const later = await this.handle(parsed.data, shouldStop).catch(waitIfThrottled);
    if (!later) return;
    await job.moveToDelayed(Date.now() + later.againInMs, token);
    throw new DelayedError();
  }

  private async keep(job: Job, error: Error, log: Logger): Promise<void> {
    try {
      await this.failures.keep(failedJobOf(this.contract, job, error));
    } catch (cause) {
      // The row still waits, so the sweep rings again, and the next failure is kept.
      log.error(`A failure could not be kept: ${cause instanceof Error ? cause.message : String(cause)}`);
    }
  }
}

function waitIfThrottled(error: unknown): Later {
  if (error instanceof RemoteError && error.failure === 'throttled' && error.retryAfterMs !== null)
    return { againInMs: error.retryAfterMs };
  throw error;
}
