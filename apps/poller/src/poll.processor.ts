import { Processor } from '@nestjs/bullmq';
import { Inject } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { RemoteError } from '#libs/cin7';
import {
  ConnectionRepository,
  isAway,
  LeaseLostError,
  onceItAnswers,
  PipelineRepository,
  type RecordType,
  RUNG,
  type SyncRunEntity,
  SyncRunRepository,
} from '#libs/persistence';
import {
  JobProcessor,
  type Later,
  MapQueue,
  type PollJob,
  PollQueue,
  QueueSender,
  type ShouldStop,
  senderOf,
  type TurnJob,
  turnsFor,
  workerOptions,
} from '#libs/queues';
import { afterFailure } from './after-failure.js';
import { Cin7IdsReader } from './cin7-ids.reader.js';
import { PurchaseReader } from './purchase.reader.js';
import { QuickBooksReader } from './quickbooks.reader.js';
import { QuickBooksIdsReader } from './quickbooks-ids.reader.js';
import { ReconciliationReader } from './reconciliation.reader.js';
import { PacedError, type RecordReader, StoppedError } from './record.reader.js';
import { laneOf, RunPace, readsQuickBooks } from './run-pace.js';
import { RungReader } from './rung.reader.js';
import { SupplierReader } from './supplier.reader.js';
import { SupplierCreditNoteReader } from './supplier-credit-note.reader.js';
import { WebhookSweep } from './webhook.sweep.js';

/** What the documents of purchases wait for. */
const RELEASING: readonly RecordType[] = ['quickbooks-object', 'supplier'];

/** A moment for a database that has just come back. */
const AFTER_DATABASE_MS = 1_000;

/** A provider that answers one customer late takes as many as that customer has record types; others still find a place. */
const RUNS_AT_ONCE = 16;

/** Takes one sync run as far as the provider lets it: reads, saves, rings the mapper. */
@Processor(PollQueue.name, workerOptions(RUNS_AT_ONCE))
export class PollProcessor extends JobProcessor<PollJob> {
  protected readonly contract = PollQueue;
  private readonly readers: Readonly<Record<RecordType, RecordReader>>;

  constructor(
    private readonly runs: SyncRunRepository,
    private readonly pipelines: PipelineRepository,
    private readonly connections: ConnectionRepository,
    private readonly pace: RunPace,
    @Inject(senderOf(MapQueue)) private readonly map: QueueSender<TurnJob>,
    private readonly logger: PinoLogger,
    private readonly webhooks: WebhookSweep,
    suppliers: SupplierReader,
    purchases: PurchaseReader,
    creditNotes: SupplierCreditNoteReader,
    quickBooks: QuickBooksReader,
    reconciliation: ReconciliationReader,
    quickBooksIds: QuickBooksIdsReader,
    cin7Ids: Cin7IdsReader,
    rung: RungReader,
  ) {
    super();
    logger.setContext(PollProcessor.name);
    this.readers = {
      supplier: suppliers,
      purchase: purchases,
      'supplier-credit-note': creditNotes,
      'quickbooks-object': quickBooks,
      reconciliation,
      'quickbooks-ids': quickBooksIds,
      'cin7-ids': cin7Ids,
      [RUNG]: rung,
    };
  }

  protected async handle({ syncRunId }: PollJob, shouldStop: ShouldStop): Promise<Later | undefined> {
    const run = await this.runs.claim(syncRunId, (recordType) => this.readers[recordType].overlapSeconds);
    if (!run) return this.whenDue(syncRunId);
    const renewal = setInterval(() => this.renew(run), this.runs.renewalMs);
    try {
      return await this.read(run, shouldStop).catch((error: unknown) =>
        onceItAnswers(() => this.meet(run, error)),
      );
    } catch (error) {
      // Another worker goes on with it, which may show only when the database is back.
      if (error instanceof LeaseLostError) return undefined;
      throw error;
    } finally {
      clearInterval(renewal);
    }
  }

  private async read(run: SyncRunEntity, shouldStop: ShouldStop): Promise<undefined> {
    const pipeline = await this.pipelines.get(run.pipelineId);
    const calls = await this.pace.callsOf(run, pipeline);
    const caller = { lane: laneOf(run), ticket: run.id };
    const counts = await this.readers[run.recordType].read({
      run,
      pipeline,
      goOn: async () => {
        if (shouldStop()) throw new StoppedError();
        const waitMs = run.recordType === 'reconciliation' ? 0 : await calls.admit(caller);
        if (waitMs > 0) throw new PacedError(waitMs);
      },
      beforeCall: calls.beforeCall,
    });
    await this.runs.succeed(run, counts);
    if (RELEASING.includes(run.recordType)) await this.map.send(...turnsFor(MapQueue, run.pipelineId, 1));
    if (run.recordType === RUNG) await this.webhooks.lookAgain(run.pipelineId);
    this.logger.info(
      { ...storyOf(run), counts, durationMs: Date.now() - Number(run.startedAt) },
      'run.finished',
    );
  }

  /** A renewal that fails is no matter: the next one follows before the lease ends, or the run meets the failure itself. */
  private renew(run: SyncRunEntity): void {
    this.runs
      .renew(run)
      .catch((error: unknown) => this.logger.debug({ err: error, ...storyOf(run) }, 'run.not-renewed'));
  }

  /** The bell of a run that was put off comes early where clocks differ, or where somebody rang once more. */
  private async whenDue(syncRunId: string): Promise<Later | undefined> {
    const waitMs = await this.runs.dueInMs(syncRunId);
    return waitMs === null ? undefined : { againInMs: waitMs };
  }

  private async meet(run: SyncRunEntity, error: unknown): Promise<Later | undefined> {
    if (error instanceof LeaseLostError) throw error;
    if (error instanceof PacedError) {
      await this.runs.postpone(run, error.waitMs, null);
      return { againInMs: error.waitMs };
    }
    if (error instanceof StoppedError) {
      await this.runs.postpone(run, 0, null);
      return undefined;
    }
    // A database that was away is no failure of the reading.
    if (!(error instanceof RemoteError) && isAway(error)) {
      await this.runs.postpone(run, 0, null);
      return { againInMs: AFTER_DATABASE_MS };
    }
    const what = afterFailure(error, run, readsQuickBooks(run));
    this.logger.warn({ ...storyOf(run), why: what.why, waitMs: what.waitMs }, 'run.interrupted');
    if (error instanceof RemoteError) await this.noteOnConnection(run, error, what.closesAccount);
    if (what.waitMs === null) {
      await this.runs.fail(run, what.why);
      return undefined;
    }
    if (what.isRefusal) await this.runs.refuse(run, what.waitMs, what.why);
    else await this.runs.postpone(run, what.waitMs, what.why);
    return { againInMs: what.waitMs };
  }

  /** What concerns the account as a whole: it was asked to wait, or its keys are refused. */
  private async noteOnConnection(
    run: SyncRunEntity,
    error: RemoteError,
    closesAccount: boolean,
  ): Promise<void> {
    const pipeline = await this.pipelines.get(run.pipelineId);
    const isQuickBooks = readsQuickBooks(run);
    const connectionId = isQuickBooks ? pipeline.quickBooksConnectionId : pipeline.cin7ConnectionId;
    if (error.failure !== 'throttled' ? error.asksForPause : closesAccount) {
      const calls = await this.pace.callsOf(run, pipeline);
      await calls.slowDown(error.retryAfterMs ?? 0);
    }
    if (closesAccount) await this.connections.throttle(connectionId, error.retryAfterMs ?? 0);
    if (error.failure === 'locked-out') await this.connections.lockOut(connectionId, error.message, 'poller');
    // Where QuickBooks gives no token any more, the token broker has ended the connection, and knows which token was dead.
    if (error.failure === 'unauthorised' && !isQuickBooks)
      await this.connections.setState(connectionId, 'expired', error.message, 'poller');
  }
}

function storyOf(run: SyncRunEntity) {
  return { pipelineId: run.pipelineId, syncRunId: run.id, recordType: run.recordType };
}
