import type { PinoLogger } from 'nestjs-pino';
import type { Http } from '#libs/http';
import type {
  ConnectionRepository,
  LookAlikeRepository,
  PostingClaimRepository,
  PostingWriteRepository,
  QuickBooksObjectRepository,
} from '#libs/persistence';
import { QuickBooksCompanies, RemoteError, type TokenBroker } from '#libs/quickbooks';
import { Coexistence } from '../../apps/writer/src/coexistence.js';
import { DoubtResolver } from '../../apps/writer/src/doubt.resolver.js';
import type { DoubtPolicy } from '../../apps/writer/src/doubt-policy.js';
import { PostingWriter } from '../../apps/writer/src/posting.writer.js';
import { Settlement } from '../../apps/writer/src/settlement.js';
import { Withdrawal } from '../../apps/writer/src/withdrawal.js';
import { Gate } from './gate.js';

export type Claims = Omit<PostingClaimRepository, 'pipelinesToWrite'>;
export type Writes = Pick<PostingWriteRepository, keyof PostingWriteRepository>;
export type Mirror = Pick<QuickBooksObjectRepository, 'note' | 'idsByMarker' | 'vendors'>;
export type LookAlikes = Pick<LookAlikeRepository, 'of'>;
export type Connections = Pick<ConnectionRepository, 'throttle' | 'setState' | 'lockOut'>;

/** Everything outside the writer that its parts are made of. */
export interface Surroundings {
  readonly claims: Claims;
  readonly writes: Writes;
  readonly mirror: Mirror;
  readonly lookAlikes: LookAlikes;
  readonly connections: Connections;
  readonly http: Http;
  readonly tokens: Pick<TokenBroker, 'accessToken'>;
  readonly policy: DoubtPolicy;
}

const logger = { setContext() {}, info() {} } as unknown as PinoLogger;

/** The real writer on given surroundings: the same classes, put together as its module does. */
export function writerOn({
  claims,
  writes,
  mirror,
  lookAlikes,
  connections,
  http,
  tokens,
  policy,
}: Surroundings): PostingWriter {
  const claimed = claims as PostingClaimRepository;
  const written = writes as PostingWriteRepository;
  const objects = mirror as QuickBooksObjectRepository;
  const coexistence = new Coexistence(lookAlikes as LookAlikeRepository, objects);
  const settlement = new Settlement(
    written,
    objects,
    connections as ConnectionRepository,
    coexistence,
    policy,
  );
  const doubts = new DoubtResolver(claimed, written, settlement, objects, policy);
  const withdrawal = new Withdrawal(claimed, written, objects, settlement, policy);
  const companies = new QuickBooksCompanies(
    http,
    { apiUrl: 'https://quickbooks.test' },
    tokens as TokenBroker,
    { count: () => undefined },
  );
  return new PostingWriter(claimed, written, companies, doubts, settlement, withdrawal, coexistence, logger);
}

/** A process of the writer that does one job at a time, and can be frozen or killed at any of its calls. */
export class WriterProcess {
  private gate = new Gate();
  private work: Promise<void> | null = null;
  private writer: PostingWriter;
  /** When the write that it is at was committed. */
  sentAt = 0;
  /** Sync tokens that it has read for the job at hand. */
  read: string[] = [];
  /** Request ids of the writes that QuickBooks has had from it for the job at hand. */
  sent: string[] = [];

  constructor(private readonly surroundingsOf: (process: WriterProcess, gate: Gate) => Surroundings) {
    this.writer = writerOn(surroundingsOf(this, this.gate));
  }

  get isBusy(): boolean {
    return this.work !== null;
  }

  /** Begins a job; with `stopsIn`, it freezes at that call. Gives whether it has come to its end. */
  async begin(postingId: string, stopsIn: number | null): Promise<boolean> {
    this.read = [];
    this.sent = [];
    return this.until(stopsIn, () => {
      this.work = this.writer.write(postingId, () => false).then(() => undefined, leaveToTheQueue);
      return this.work;
    });
  }

  /** Goes on where it was frozen. */
  async goOn(stopsIn: number | null): Promise<boolean> {
    const { work } = this;
    return work ? this.until(stopsIn, () => work) : true;
  }

  private async until(stopsIn: number | null, work: () => Promise<void>): Promise<boolean> {
    const hasEnded = await this.gate.runs(stopsIn, work);
    if (hasEnded) this.work = null;
    return hasEnded;
  }

  /** Whatever it was at is never gone on with; a new process takes its place. */
  kill(): void {
    this.work = null;
    this.gate = new Gate();
    this.writer = writerOn(this.surroundingsOf(this, this.gate));
  }
}

/** A job that fails so is tried again, and what it has left is found by the sweep. Anything else is a mistake of ours. */
function leaveToTheQueue(error: unknown): void {
  if (!(error instanceof RemoteError)) throw error;
}
