import type { Http } from '#libs/http';
import type {
  IntendedFor,
  PostingIntentRepository,
  PostingReplayRepository,
  PostingResolutionRepository,
} from '#libs/persistence';
import { mirrored, RemoteError } from '#libs/quickbooks';
import type { Clock } from './clock.js';
import { FakeQuickBooks, type Habits, type Kept } from './fake-quickbooks.js';
import type { Gate } from './gate.js';
import { Invariants } from './invariants.js';
import type { MemoryLedger } from './memory-ledger.js';
import { billLine, intendedDocument, markOf, type Source, type Wanted } from './source.js';
import { type Surroundings, WriterProcess } from './writer-process.js';

export const POLICY = { lookUpSeconds: 60, settleSeconds: 21_600 };
const SETTLE_MS = POLICY.settleSeconds * 1_000;

/** The repositories that a world lives on, in memory or on Postgres as well. */
export interface Books
  extends Pick<Surroundings, 'claims' | 'writes' | 'mirror' | 'lookAlikes' | 'connections'> {
  readonly intents: Pick<PostingIntentRepository, 'save'>;
  readonly decisions: Pick<PostingReplayRepository, 'replay'> & Pick<PostingResolutionRepository, 'resolve'>;
  /** A newer reading of a record is stored. */
  reread(recordId: string): Promise<void>;
}

export type Spoil = (surroundings: Surroundings, ledger: MemoryLedger) => Surroundings;

export interface Setting {
  readonly clock: Clock;
  readonly ledger: MemoryLedger;
  readonly books: Books;
  readonly habits: Habits;
  readonly sources: readonly Source[];
  /** Breaks a part of the writer's surroundings on purpose. */
  readonly spoil?: Spoil;
}

export type Touch = 'edit' | 'due-date' | 'unmark' | 'copy' | 'delete' | 'pay';

/** One company, its documents of Cin7, and two processes of the writer. */
export class World {
  readonly quickBooks: FakeQuickBooks;
  readonly invariants: Invariants;
  readonly processes: readonly [WriterProcess, WriterProcess];
  private backup: (() => void) | null = null;
  private token = 0;

  constructor(readonly setting: Setting) {
    const { clock, habits, ledger } = setting;
    this.quickBooks = new FakeQuickBooks(clock, habits, {
      notSent: () => new RemoteError('not-sent', 'refused'),
      lost: () => new RemoteError('unknown', 'reset'),
    });
    this.invariants = new Invariants(ledger, this.quickBooks, SETTLE_MS);
    const process = () => new WriterProcess((of, gate) => this.surroundings(of, gate));
    this.processes = [process(), process()];
  }

  get ledger(): MemoryLedger {
    return this.setting.ledger;
  }

  private surroundings(process: WriterProcess, gate: Gate): Surroundings {
    const { books, spoil } = this.setting;
    const door = this.quickBooks.door(() => process.sentAt);
    const http: Http = async (request) => {
      await gate.step();
      const body = String(request.body ?? '');
      if (body) {
        process.sent.push(new URL(request.url).searchParams.get('requestid') ?? '');
        this.invariants.sentBy(process, body);
      }
      const answer = await door(request);
      await gate.step();
      if (!body) process.read.push(...tokensIn(answer.body));
      return answer;
    };
    const accessToken = async (_id: string, refused: unknown = null) => {
      if (refused && this.quickBooks.isConsentOver) {
        await connections.setState(this.ledger.connection.id, 'expired', 'invalid_grant', 'broker');
        throw new RemoteError('unauthorised', 'invalid_grant');
      }
      if (refused) this.token += 1;
      const token = `token-${this.token}`;
      return { reveal: () => token };
    };
    const { claims, writes, mirror, lookAlikes, connections } = books;
    const whole = {
      claims,
      writes,
      mirror,
      lookAlikes,
      connections,
      http,
      tokens: { accessToken },
      policy: POLICY,
    };
    const given = spoil ? spoil(whole, this.ledger) : whole;
    return {
      ...given,
      claims: gate.around(this.invariants.fenced(given.claims)),
      writes: gate.around(this.noting(process, this.invariants.fenced(given.writes))),
      mirror: gate.around(given.mirror),
      lookAlikes: gate.around(given.lookAlikes),
      connections: gate.around(given.connections),
    };
  }

  /** Keeps the moment from which on a process may send. */
  private noting(process: WriterProcess, writes: Surroundings['writes']): Surroundings['writes'] {
    const markSending: typeof writes.markSending = async (...given) => {
      const isMarked = await writes.markSending(...given);
      if (isMarked) process.sentAt = this.setting.clock.now();
      return isMarked;
    };
    return new Proxy(writes, {
      get: (target, name) => (name === 'markSending' ? markSending : Reflect.get(target, name)),
    });
  }

  source(index: number): Source {
    const { sources } = this.setting;
    return sources[index % sources.length] as Source;
  }

  /** The posting of a source; null while it has none. */
  postingOf(source: Source) {
    const id = this.ledger.newId(source.kind, source.key);
    return this.ledger.postings.get(id) ?? null;
  }

  /** Cin7 says something else from now on. */
  async want(source: Source, wanted: Wanted): Promise<void> {
    source.wanted = wanted;
    await this.setting.books.reread(source.recordId);
  }

  async map(source: Source): Promise<void> {
    const { id, pipelineId, version, mappingSeq } = this.record(source);
    const { realmId } = this.ledger.connection;
    const record = {
      id,
      pipelineId,
      version,
      lane: 1,
      mappingSeq: String(mappingSeq),
    } as IntendedFor['record'];
    await this.setting.books.intents.save({ record, realmId, shadow: false }, [
      intendedDocument({ ...source, wanted: this.decided(source) }, realmId),
    ]);
  }

  /** As mapping decides: what is in QuickBooks is taken back, what is not is left out; no vendor is ever taken back. */
  private decided({ kind, key, wanted }: Source): Wanted {
    if (wanted.outcome !== 'exclude' && wanted.outcome !== 'withdraw') return wanted;
    const isLinked = this.ledger.postings.get(this.ledger.newId(kind, key))?.quickBooksId != null;
    if (!isLinked) return { outcome: 'exclude' };
    return { outcome: kind === 'vendor' ? 'hold' : 'withdraw' };
  }

  isMapped(source: Source): boolean {
    const { mappingSeq, mappedSeq } = this.record(source);
    return mappingSeq === mappedSeq;
  }

  private record(source: Source) {
    const record = this.ledger.records.get(source.recordId);
    if (!record) throw new Error(`There is no record ${source.recordId}`);
    return record;
  }

  /** One job, to its end or to the call at which the process freezes. */
  async work(process: WriterProcess, postingId: string, stopsIn: number | null = null): Promise<void> {
    const attempts = this.ledger.attempts.length;
    if (await process.begin(postingId, stopsIn)) this.invariants.ended(process, attempts);
  }

  async sweep(process: WriterProcess): Promise<void> {
    const { claims } = this.setting.books;
    await claims.doubtAbandoned();
    if (process.isBusy) return;
    for (const { id } of await claims.waiting(this.ledger.connection.pipelineId, 10))
      await this.work(process, id);
  }

  async advance(ms: number): Promise<void> {
    await this.setting.clock.advance(ms);
    this.quickBooks.catchUp();
  }

  /** A bookkeeper at work in QuickBooks. */
  touch(source: Source, how: Touch): void {
    const [kept] = this.documentsOf(source);
    if (!kept) return;
    if (how === 'copy') this.quickBooks.copy(kept);
    else if (how === 'delete') this.quickBooks.remove(kept);
    else this.quickBooks.edit(kept, EDITS[how]);
  }

  /** Live documents that stand, or seem to stand, for a source. */
  documentsOf({ entity, key }: Source): Kept[] {
    return this.quickBooks.live(entity, (object) => (object.DocNumber ?? object.DisplayName) === key);
  }

  /** An honest person looks into QuickBooks before saying what became of a write. */
  async resolve(source: Source): Promise<void> {
    const posting = this.postingOf(source);
    if (posting?.state !== 'needs-review' || this.quickBooks.hasLate()) return;
    if (this.processes.some(({ isBusy }) => isBusy)) return;
    const mark = markOf(source, this.ledger.connection.realmId);
    const marked = this.documentsOf(source).filter(({ object }) => String(object.PrivateNote).includes(mark));
    const [kept, ...others] = source.kind === 'vendor' ? this.documentsOf(source) : marked;
    for (const each of others) this.quickBooks.remove(each);
    const reason = 'seen there';
    await this.setting.books.decisions.resolve(
      posting.id,
      kept ? { resolution: 'posted', quickBooksId: kept.id, reason } : { resolution: 'not-posted', reason },
      'ana',
    );
  }

  async replay(source: Source): Promise<void> {
    const posting = this.postingOf(source);
    if (posting) await this.setting.books.decisions.replay(posting.id, 'ana');
  }

  async reconnect(): Promise<void> {
    this.quickBooks.isConsentOver = false;
    await this.setting.books.connections.setState(this.ledger.connection.id, 'active', null, 'ana');
  }

  /** Reads the company to its end, deletions too. */
  async readCompany(): Promise<void> {
    for (const { entity, id, object, deletedAt } of this.quickBooks.documents)
      await this.setting.books.mirror.note(
        this.ledger.connection.id,
        mirrored(entity, deletedAt ? { Id: id, status: 'Deleted' } : object),
      );
  }

  backUp(): void {
    this.backup = this.ledger.backup();
  }

  /** As the operating manual has it: both sides are read to their end before the writer goes on. */
  async restore(): Promise<void> {
    if (!this.backup) return;
    for (const process of this.processes) process.kill();
    while (this.quickBooks.hasLate()) await this.advance(SETTLE_MS);
    this.backup();
    this.invariants.restored();
    await this.readCompany();
    for (const source of this.setting.sources) await this.setting.books.reread(source.recordId);
  }

  /** Nothing that may never be has been. */
  check(): void {
    this.invariants.countDuplicates();
    const { broken } = this.invariants;
    if (broken.length > 0) throw new Error(broken.join('\n'));
  }
}

const EDITS = {
  edit: { Line: [billLine(99)], PrintOnCheckName: 'mine' },
  'due-date': { DueDate: '2027-01-01' },
  unmark: { PrivateNote: 'mine now' },
  pay: { LinkedTxn: [{ TxnId: '9', TxnType: 'BillPaymentCheck' }] },
} as const;

function tokensIn(body: string): string[] {
  return [...body.matchAll(/"Id":"(\d+)","SyncToken":"(\d+)"/g)].map(([, id, token]) => `${id}/${token}`);
}
