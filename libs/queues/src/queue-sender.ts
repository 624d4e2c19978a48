import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Queue } from 'bullmq';
import type { QueueContract } from './contract.js';

/** While Redis is away the row waits in Postgres and a sweep rings again; nobody waits for the bell itself. */
const RING_TIMEOUT_MS = 2_000;

/** How many bells are hung in one call. */
const CHUNK = 500;

/** The only way into a queue. Ringing is best effort: what must not be lost has been committed before. */
export class QueueSender<Job> implements OnApplicationShutdown {
  private readonly logger: Logger;

  constructor(
    private readonly contract: QueueContract<Job>,
    private readonly queue: Queue,
  ) {
    this.logger = new Logger(`${contract.name} queue`);
    // Without a listener an unreachable Redis would end the process.
    queue.on('error', (error) => this.logger.warn(`Redis: ${error.message}`));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.queue.close();
  }

  async send(...jobs: readonly Job[]): Promise<void> {
    for (let start = 0; start < jobs.length; start += CHUNK)
      await this.ring(jobs.slice(start, start + CHUNK));
  }

  private async ring(jobs: readonly Job[]): Promise<void> {
    const rung = this.queue.addBulk(
      jobs.map((job) => ({
        name: this.contract.name,
        data: this.contract.schema.parse(job),
        opts: {
          ...this.contract.options,
          // Workers put jobs off by clocks of their own, which may be wrong. A bell rings when the row is due by the
          // database's clock, so it takes the place of one that was put off.
          deduplication: { id: this.contract.key(job), keepLastIfActive: true, replace: true },
        },
      })),
    );
    try {
      await within(rung, RING_TIMEOUT_MS);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.logger.warn(`Could not ring for ${jobs.length} jobs; the sweep will: ${why}`);
    }
  }
}

async function within(work: Promise<unknown>, limitMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${limitMs} ms`)), limitMs);
  });
  try {
    await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
    // It may still fail after we have stopped waiting.
    work.catch(() => undefined);
  }
}
