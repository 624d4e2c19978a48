import { WorkerHost } from '@nestjs/bullmq';
import type { BeforeApplicationShutdown, OnModuleDestroy } from '@nestjs/common';
import { DelayedError, type Job, UnrecoverableError } from 'bullmq';
import { RemoteError } from '#libs/http';
import type { QueueContract } from './contract.js';

/** A handler's wish to be called again: the job waits that long while others pass, and it does not count as a failure. */
export interface Later {
  readonly againInMs: number;
}

/** Parses the job and turns what came of it into BullMQ's answers, in one place. */
export abstract class JobProcessor<Work>
  extends WorkerHost
  implements OnModuleDestroy, BeforeApplicationShutdown
{
  protected abstract readonly contract: QueueContract<Work>;

  /** The service is ending: long work stops at its next step and is taken up elsewhere. */
  protected stopping = false;

  protected abstract handle(work: Work): Promise<Later | undefined>;

  onModuleDestroy(): void {
    this.stopping = true;
  }

  /** Drains before the database and Redis are closed. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.worker.close();
  }

  async process(job: Job, token?: string): Promise<void> {
    const parsed = this.contract.schema.safeParse(job.data);
    if (!parsed.success)
      throw new UnrecoverableError(
        `The job breaks the contract of queue ${this.contract.name}: ${parsed.error.message}`,
      );
    const later = await this.handle(parsed.data).catch(waitIfThrottled);
    if (!later) return;
    await job.moveToDelayed(Date.now() + later.againInMs, token);
    throw new DelayedError();
  }
}

function waitIfThrottled(error: unknown): Later {
  if (error instanceof RemoteError && error.failure === 'throttled' && error.retryAfterMs !== null)
    return { againInMs: error.retryAfterMs };
  throw error;
}
