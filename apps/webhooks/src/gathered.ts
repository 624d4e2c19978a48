/** So many that wait would not be answered in time anyway. */
const WAITING_MAX = 5_000;
/** How much one statement takes: events, of which a post may hold thousands. One post is never torn apart. */
const TOGETHER_MAX = 500;

interface Waiting<Item> {
  readonly item: Item;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Does one piece of work at a time, and what comes meanwhile together in the next: in a flood, a commit is shared by many
 * and no row is fought for. Whoever comes alone waits for nobody.
 */
export class Gathered<Item> {
  private waiting: Waiting<Item>[] = [];
  private isWorking = false;

  constructor(
    private readonly work: (items: readonly Item[]) => Promise<void>,
    private readonly sizeOf: (item: Item) => number,
  ) {}

  /** Resolves when the work that took this item with it is done, and fails with it. */
  add(item: Item): Promise<void> {
    if (this.waiting.length >= WAITING_MAX) return Promise.reject(new Error(`${WAITING_MAX} wait already`));
    return new Promise((done, failed) => {
      this.waiting.push({ item, done, failed });
      if (!this.isWorking) void this.workOn();
    });
  }

  private async workOn(): Promise<void> {
    this.isWorking = true;
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, this.together());
      try {
        await this.work(batch.map(({ item }) => item));
        for (const { done } of batch) done();
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
    this.isWorking = false;
  }

  private together(): number {
    let size = 0;
    let count = 0;
    for (const { item } of this.waiting) {
      size += this.sizeOf(item);
      if (size > TOGETHER_MAX && count > 0) break;
      count += 1;
    }
    return count;
  }
}
