import { Redis } from 'ioredis';
import { eventually } from '../e2e/eventually.js';
import type { Program } from '../e2e/program.js';
import { type AwaitPoint, type Doomed, doomedServices, type Kill } from './await-point.js';
import { booksOf, differencesIn, duplicatesIn } from './books.js';
import { CrashCompany } from './crash-company.js';
import type { CrashMode } from './crash-mode.js';
import { endsWithin, load } from './doomed-service.js';
import { stories } from './stories.js';

/** Work left by the kill before may come first and take another way; then the story is told once more. */
const STORY_LIMIT_MS = 20_000;
const LOOK_MS = 500;
/** Longer than the sweeps of the services are apart: what none of them has led to, none will. */
const CALM_MS = 6_000;
const STORIES_MAX = 3;
const QUIET_LIMIT_MS = 150_000;
/** Of the kills of mapper and writer. */
const REDIS_KEPT_SHARE = 0.1;

export interface Outcome {
  readonly duplicates: readonly string[];
  /** Only ever with a provider that is strict with refresh tokens, and only after a kill that loses one. */
  readonly consented: boolean;
  readonly reached: boolean;
  /** What was not done when a service that was to die had not. */
  readonly left: readonly string[];
}

/** Kills services one after the other, each time at another point, while the others go on; nobody mends anything. */
export class CrashSweep {
  private readonly running = new Map<Doomed, Program>();
  private readonly spares = new Map<Doomed, Program>();
  private mayHaveLostToken = false;

  private constructor(
    private readonly mode: CrashMode,
    readonly crash: CrashCompany,
    private readonly random: () => number,
  ) {}

  static async begin(mode: CrashMode, redisDatabase: number, random: () => number): Promise<CrashSweep> {
    return new CrashSweep(mode, await CrashCompany.open(mode, redisDatabase), random);
  }

  /** Goes through all stories once and finds where the services wait. Start-up is no part of it. */
  async record(): Promise<AwaitPoint[]> {
    for (const service of doomedServices) this.start(service, { record: true });
    await this.allListen();
    // What is waited for only once in the life of a customer is no part of it, either.
    await this.crash.trade.buy();
    await this.crash.askToRead();
    await this.quiet();
    for (const program of this.running.values()) program.tell({ forget: true });
    const before = new Map(doomedServices.map((service) => [service, this.pointsOf(service).length]));
    const found: AwaitPoint[] = [];
    for (const { name: story, act, reads } of stories) {
      await act(this.crash);
      await this.crash.askToRead(reads);
      await this.quiet();
      for (const service of doomedServices) {
        const points = this.pointsOf(service);
        for (const point of points.slice(before.get(service))) found.push({ service, point, story });
        before.set(service, points.length);
      }
    }
    for (const program of this.running.values()) await program.stop();
    return found;
  }

  /** The service starts, has something to do, and dies at the point. What it left is looked at. */
  async kill(kill: Kill): Promise<Outcome> {
    for (const service of doomedServices) if (service !== kill.service) this.keepRunning(service);
    await this.running.get(kill.service)?.stop();
    let consented = await this.consentIfLost();
    await this.crash.untilLeasesEnd();
    await this.planMisfortune();
    let isTokenLost = await this.crash.watchTokens();
    await this.tell(kill.story);
    const program = this.start(kill.service, { kill: { point: kill.point, phase: kill.phase } });
    this.spares.set(kill.service, load(kill.service, this.crash.system.env));
    let reached = await this.diesOf(program);
    for (let told = 1; !reached && told < STORIES_MAX; told += 1) {
      // A token lost by an earlier kill is noticed when it is used, which may be only now. A consent stores one that was not exchanged.
      if (await this.consentIfLost()) {
        consented = true;
        isTokenLost = await this.crash.watchTokens();
      }
      await this.tell(kill.story);
      reached = await this.diesOf(program);
    }
    const left = reached ? [] : await this.crash.unfinished();
    if (!reached) program.signal('SIGKILL');
    await program.ended;
    this.running.delete(kill.service);
    if (this.mode.strict && (await isTokenLost())) this.mayHaveLostToken = true;
    // What Redis knew is lost as well: only Postgres may matter. Where it is kept, the job of the dead has its lock for 30 s.
    if (kill.service === 'poller' || this.random() >= REDIS_KEPT_SHARE) await this.emptyRedis();
    const duplicates = duplicatesIn(await booksOf(this.crash.system, this.crash.company));
    return { duplicates, consented, reached, left };
  }

  /** All services run; in the end nothing waits, both books agree and the tokens live. Gives what does not hold. */
  async settle(): Promise<string[]> {
    await this.crash.system.quickBooks.delete(this.crash.company.quickBooks('/faults'));
    for (const service of doomedServices) this.keepRunning(service);
    await this.consentIfLost();
    await this.crash.askToRead();
    const restless = await this.quiet().then(
      () => [],
      (error: unknown) => [String(error)],
    );
    const books = await booksOf(this.crash.system, this.crash.company);
    if (restless.length > 0) return [...duplicatesIn(books), ...restless];
    return [...duplicatesIn(books), ...differencesIn(books), ...(await this.tokensDead())];
  }

  async end(): Promise<void> {
    for (const program of [...this.spares.values(), ...this.running.values()]) program.signal('SIGKILL');
    await this.crash.close();
  }

  /** Whatever the services have said since the last kill. */
  log(): string {
    return [...this.running.values()].map(({ output }) => output).join('\n');
  }

  private async tell(name: string): Promise<void> {
    const story = stories.find((each) => each.name === name);
    await story?.act(this.crash);
    await this.crash.askToRead(story?.reads);
  }

  /** True when it was killed; false when all that was asked is done without, or the time is over. */
  private async diesOf(program: Program): Promise<boolean> {
    const begunAt = performance.now();
    let busyAt = begunAt;
    while (performance.now() < begunAt + STORY_LIMIT_MS && performance.now() < busyAt + CALM_MS) {
      if (await endsWithin(program, LOOK_MS)) return true;
      if ((await this.crash.unfinished()).length > 0) busyAt = performance.now();
    }
    return false;
  }

  private start(service: Doomed, order: object): Program {
    const program = this.spares.get(service) ?? load(service, this.crash.system.env);
    this.spares.delete(service);
    this.running.set(service, program);
    void program.hears(({ loaded }) => loaded === true).then(() => program.tell(order));
    return program;
  }

  private keepRunning(service: Doomed): void {
    if (this.running.get(service)?.hasEnded !== false) this.start(service, {});
  }

  private async allListen(): Promise<void> {
    for (const [name, program] of this.running) await program.says(({ service }) => service === name);
  }

  private pointsOf(service: Doomed): string[] {
    return (this.running.get(service)?.told ?? []).flatMap(({ point }) => point ?? []);
  }

  private async quiet(): Promise<void> {
    await eventually(
      'nothing is in progress and both books agree',
      async () => {
        const open = await this.crash.unfinished();
        if (open.length > 0) throw new Error(open.join('; '));
        const differences = differencesIn(await booksOf(this.crash.system, this.crash.company));
        if (differences.length > 0) throw new Error(differences.join('; '));
        return true;
      },
      QUIET_LIMIT_MS,
    );
  }

  /** A refresh token that a crash has lost is expected to be noticed, and to be the only thing that is. */
  private async consentIfLost(): Promise<boolean> {
    if ((await this.crash.connectionState()) !== 'expired') return false;
    if (!this.mayHaveLostToken) throw new Error('The connection has expired, although no token can be lost');
    await this.crash.consentAgain();
    this.mayHaveLostToken = false;
    return true;
  }

  private async planMisfortune(): Promise<void> {
    const faults = this.crash.company.quickBooks('/faults');
    await this.crash.system.quickBooks.delete(faults);
    if (this.mode.misfortune) await this.crash.system.quickBooks.post(faults, this.mode.misfortune);
  }

  private async emptyRedis(): Promise<void> {
    const redis = new Redis(this.crash.system.env.REDIS_URL ?? '');
    await redis.flushdb();
    await redis.quit();
  }

  /** The refresh token that is stored works: with every access token refused, QuickBooks is read all the same. */
  private async tokensDead(): Promise<string[]> {
    const { system, company } = this.crash;
    await system.quickBooks.post('/tokens/expire-access', { realmId: company.realmId });
    await this.crash.askToRead();
    await this.quiet();
    const state = await this.crash.connectionState();
    return state === 'active' ? [] : [`the QuickBooks connection is ${state}`];
  }
}
