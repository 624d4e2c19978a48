import type { ClaimedPosting } from '#libs/persistence';
import type { FakeQuickBooks, Kept, Received } from './fake-quickbooks.js';
import type { MemoryLedger, PostingRow } from './memory-ledger.js';
import type { WriterProcess } from './writer-process.js';

/** From the loss of an answer to the first look-up. */
const LOOK_UP_MS = 60_000;

/**
 * Watches what may never be. It reads the fake's ledger and the rows, and asks nothing of the code under test; what it has
 * seen is told after the command, since an exception on the spot would be taken for a failed call.
 */
export class Invariants {
  readonly broken: string[] = [];
  /** Another intention took the place of a change whose answer was lost, which was not settled in time. */
  private hasGivenUp = false;
  private readonly bytes = new Map<string, string>();

  constructor(
    private readonly ledger: MemoryLedger,
    private readonly quickBooks: FakeQuickBooks,
    private readonly settleMs: number,
  ) {
    ledger.watch = (before, after) => {
      this.leftDoubt(before, after);
      if (before.intentHash !== after.intentHash && this.isPastWaiting(before)) this.hasGivenUp = true;
    };
    quickBooks.onReceived = (write) => this.received(write);
  }

  /** P3, P4: what arrives was committed before, to the byte, and never under two request ids or two contents. */
  private received({ requestId, body, operation }: Received): void {
    const committed = this.ledger.sendings.find(
      (sending) => sending.requestId === requestId && sending.payload === body,
    );
    if (!committed) this.say(`P3 ${operation} ${requestId} left before it was committed`);
    const before = this.bytes.get(requestId);
    if (before !== undefined && before !== body)
      this.say(`P4 request id ${requestId} was used for other bytes: ${before} and ${body}`);
    this.bytes.set(requestId, body);
    const rival = this.ledger.sendings.find(
      (sending) =>
        committed &&
        sending.operation === 'create' &&
        operation === 'create' &&
        sending.postingId === committed.postingId &&
        sending.revision === committed.revision &&
        sending.requestId !== requestId,
    );
    if (rival) this.say(`P4 revision ${rival.revision} went out under ${rival.requestId} and ${requestId}`);
  }

  /** P5: a doubt ends by what QuickBooks holds, or by the end of the window; nothing is thought undone that was done. */
  private leftDoubt(before: PostingRow, after: PostingRow): void {
    if (before.state === after.state) return;
    const now = this.ledger.clock.now();
    if (before.state === 'in-doubt' && after.state === 'posted' && !this.everHeld(after))
      this.say(`P5 ${after.kind} was taken for posted as ${after.quickBooksId}, which never was`);
    if (before.operation !== 'create' || !before.sentAt) return;
    if (
      before.state === 'in-doubt' &&
      after.state === 'pending' &&
      now - before.sentAt.getTime() < this.settleMs
    )
      this.say(`P5 ${after.kind} is sent again before the settle window has ended`);
    const isThoughtUndone = after.state === 'pending' || after.state === 'rejected';
    const done = this.quickBooks.documents.find(
      ({ requestId, deletedAt }) => requestId === before.requestId && deletedAt === null,
    );
    if (before.state === 'sending' && isThoughtUndone && done && now - done.sentAt <= this.settleMs)
      this.say(`P5 ${after.kind} is ${after.state}, but its write was carried out as ${done.id}`);
  }

  /** A change whose answer was lost and that is not waited for: it was refused or held, or could not be sent again for hours. */
  private isPastWaiting(row: PostingRow): boolean {
    const isOld = this.ledger.clock.now() - (row.sentAt?.getTime() ?? 0) >= this.settleMs;
    return this.ledger.isChangeLost(row) && (row.state !== 'pending' || isOld);
  }

  private everHeld({ quickBooksId }: PostingRow): boolean {
    return this.quickBooks.documents.some(({ id }) => id === quickBooksId);
  }

  /** P1: at most one live document of ours carries a mark. */
  countDuplicates(): void {
    const byMark = new Map<string, Kept[]>();
    for (const kept of this.quickBooks.live('Bill', () => true)) {
      const mark = /\[bb:.*\]/.exec(String(kept.object.PrivateNote))?.[0];
      if (mark && kept.requestId) byMark.set(mark, [...(byMark.get(mark) ?? []), kept]);
    }
    for (const documents of byMark.values()) {
      if (documents.length < 2) continue;
      // Under one request id that QuickBooks honours there are never two, however late they come.
      if (!documents.some((kept) => this.isBeyondLimit(kept)))
        this.say(`P1 QuickBooks holds ${documents.map(({ id, requestId }) => `${id} by ${requestId}`)}`);
    }
  }

  /** The honest limit of P1: a document that could be seen only after the settle window of its sending. */
  private isBeyondLimit({ createdAt, sentAt, requestId }: Kept): boolean {
    return requestId !== null && createdAt + this.quickBooks.habits.queryLagMs - sentAt > this.settleMs;
  }

  /**
   * Something came so late that nothing is promised any more but to find it; or a change came late that could neither be
   * sent again nor be waited for, as it was refused or held, or as its vendor or its connection was away for hours.
   */
  isExcused(): boolean {
    return this.quickBooks.documents.some(
      (kept) =>
        this.isBeyondLimit(kept) ||
        kept.slowestChangeMs > this.settleMs ||
        (this.hasGivenUp && kept.slowestChangeMs >= LOOK_UP_MS),
    );
  }

  /** Revisions are counted anew from a backup on, so a request id may come to stand for other bytes than before. */
  restored(): void {
    this.bytes.clear();
  }

  /** P8: a change carries a sync token that was read for this very job. */
  sentBy({ read }: WriterProcess, body: string): void {
    const { Id, SyncToken } = JSON.parse(body) as Record<string, unknown>;
    if (Id && !read.includes(`${Id}/${SyncToken}`))
      this.say(`P8 ${Id} is changed with sync token ${SyncToken}, which was not read for it`);
  }

  /** P6: of a job that has come to its end, every write is in the attempt log. */
  ended({ sent }: WriterProcess, attemptsBefore: number): void {
    const kept = new Set(this.ledger.attempts.slice(attemptsBefore).map(({ requestId }) => requestId));
    for (const requestId of sent)
      if (!kept.has(requestId)) this.say(`P6 the answer to ${requestId} is not in the attempt log`);
  }

  /** P7: the same calls, each of which changes nothing where the claim is outdated. */
  fenced<Repository extends object>(repository: Repository): Repository {
    return new Proxy(repository, {
      get: (target, name) => {
        const method = Reflect.get(target, name) as (...given: unknown[]) => Promise<unknown>;
        return async (...given: unknown[]) => {
          const { posting, leaseToken } = (given[0] ?? {}) as Partial<ClaimedPosting>;
          const before = posting && this.ledger.postings.get(posting.id);
          const answer = await method.apply(target, given);
          const isOutdated = before && before.leaseToken !== leaseToken;
          if (isOutdated && this.ledger.postings.get(before.id) !== before)
            this.say(`P7 ${String(name)} with claim ${leaseToken} changed what ${before.leaseToken} holds`);
          return answer;
        };
      },
    });
  }

  say(what: string): void {
    this.broken.push(what);
  }
}
