import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import type { CallCounter, ProviderCall } from '#libs/domain';
import { CallCountRepository, type CountedCalls } from './call-count.repository.js';

const FLUSH_AFTER_MS = 1_000;
/** For a database that is away. */
const RETRY_AFTER_MS = 10_000;

/**
 * Counts calls in memory and writes them about a second later, so that no call waits for it. A process that is killed loses
 * what it has counted since; one whose commit was answered by nobody counts it twice.
 */
@Injectable()
export class CallTally implements CallCounter, BeforeApplicationShutdown {
  private counts = new Map<string, CountedCalls>();
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly store: CallCountRepository) {}

  count(call: ProviderCall): void {
    this.add({ ...call, day: new Date().toISOString().slice(0, 10), calls: 1 });
    this.writeAfter(FLUSH_AFTER_MS);
  }

  /** Writes what was counted so far. Where the database does not take it, it is kept and written later. */
  async flush(): Promise<void> {
    const counts = [...this.counts.values()];
    this.counts = new Map();
    try {
      await this.store.add(counts);
    } catch {
      for (const each of counts) this.add(each);
      this.writeAfter(RETRY_AFTER_MS);
    }
  }

  /** Modules end from the service inwards: its workers have drained by then, and the database is closed only afterwards. */
  async beforeApplicationShutdown(): Promise<void> {
    clearTimeout(this.timer);
    await this.writing;
    await this.flush();
    clearTimeout(this.timer);
  }

  private add(more: CountedCalls): void {
    const { connectionId, day, kind, purpose, metered, outcome } = more;
    const key = JSON.stringify([connectionId, day, kind, purpose, metered, outcome]);
    this.counts.set(key, { ...more, calls: (this.counts.get(key)?.calls ?? 0) + more.calls });
  }

  private writeAfter(ms: number): void {
    if (this.timer) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.writing = this.flush();
    }, ms);
    this.timer.unref();
  }
}
