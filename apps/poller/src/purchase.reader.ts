import { Inject, Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import {
  Cin7Accounts,
  type Cin7Client,
  countedOnPurchase,
  isStandAloneCredit,
  type ListedPurchase,
  listedPurchase,
  type Page,
  purchaseDocument,
  RemoteError,
  readableRows,
  SourceUnreadableError,
} from '#libs/cin7';
import { policiesWith } from '#libs/domain';
import {
  ConnectionRepository,
  type DueDetail,
  PipelineRepository,
  SourceRecordRepository,
  type SyncRunCounts,
  SyncRunRepository,
} from '#libs/persistence';
import { type MapJob, MapQueue, QueueSender, senderOf } from '#libs/queues';
import { ListWatch } from './list-watch.js';
import { purposeOf } from './purpose-of.js';
import { counted, type Reading, type RecordReader } from './record.reader.js';

const DETAILS_AT_ONCE = 50;

/** Two minutes of the calls that Cin7 allows, at most, for files that its list does not tell of. */
const READ_AGAIN_MAX = 100;

/** So many documents failing one after the other are not poisoned documents but a provider in trouble. */
const FAILURES_IN_A_ROW_MAX = 5;

export interface ListQuery {
  readonly page: number;
  readonly updatedSince: Date | null;
}

/** Purchases: the list says which have changed, then each of those is read apart. */
@Injectable()
export class PurchaseReader implements RecordReader {
  readonly overlapSeconds = 600;

  constructor(
    private readonly accounts: Cin7Accounts,
    private readonly connections: ConnectionRepository,
    private readonly pipelines: PipelineRepository,
    private readonly runs: SyncRunRepository,
    private readonly records: SourceRecordRepository,
    @Inject(senderOf(MapQueue)) private readonly map: QueueSender<MapJob>,
    private readonly logger: PinoLogger,
  ) {
    logger.setContext(PurchaseReader.name);
  }

  protected page(client: Cin7Client, query: ListQuery): Promise<Page> {
    return client.purchases(query);
  }

  /** Some accounts list credits that stand alone here, too; those are read with the credit notes. */
  protected isOurs({ shape }: ListedPurchase): boolean {
    return !isStandAloneCredit(shape);
  }

  async read(reading: Reading): Promise<SyncRunCounts> {
    const connectionId = reading.pipeline.cin7ConnectionId;
    const keys = await this.connections.cin7Keys(connectionId);
    const client = this.accounts.client(keys, { connectionId, purpose: purposeOf(reading.run) });
    await this.noteLockDate(reading, client);
    const counts = reading.run.phase === 'list' ? await this.readList(reading, client) : reading.run.counts;
    await this.readAgainForFiles(reading);
    return this.readDetails(reading, client, counts);
  }

  private async readAgainForFiles({ run, pipeline }: Reading): Promise<void> {
    if (run.recordType !== 'purchase' || policiesWith(pipeline.policies).attachments === 'off') return;
    await this.records.readAgainForFiles(pipeline.id, READ_AGAIN_MAX);
  }

  /** Asked with each run: an accountant locks a period at any time, and remedies depend on it. */
  private async noteLockDate({ pipeline }: Reading, client: Cin7Client): Promise<void> {
    const { lockDate } = await client.company();
    await this.pipelines.noteCin7LockDate(pipeline.id, lockDate);
  }

  private async readList({ run, pipeline, goOn }: Reading, client: Cin7Client): Promise<SyncRunCounts> {
    let { counts } = run;
    const watch = new ListWatch();
    for (let page = Number(run.cursor ?? 1), next = page; ; page = next) {
      goOn();
      const { rows, total } = await this.page(client, { page, updatedSince: run.since });
      const { kept, unreadable } = readableRows(rows, listedPurchase);
      const listed = kept.filter((row) => this.isOurs(row));
      counts = counted(counts, { listed: rows.length, ...(unreadable > 0 ? { unreadable } : {}) });
      watch.note(listed);
      const ended = rows.length === 0 || (counts.listed ?? 0) >= total;
      const again = ended && watch.beginsAgain();
      if (again) counts = { ...counts, listed: 0 };
      next = again ? 1 : page + 1;
      const last = ended && !again;
      let changed = 0;
      await this.runs.advance(
        run,
        {
          phase: last ? 'details' : 'list',
          cursor: String(next),
          counts,
        },
        async (manager) => {
          changed = await this.records.noteListed(manager, pipeline.id, run.recordType, listed);
        },
      );
      counts = counted(counts, { noted: changed });
      if (last) return counts;
    }
  }

  private async readDetails({ run, pipeline, goOn }: Reading, client: Cin7Client, before: SyncRunCounts) {
    let counts = before;
    let failuresInARow = 0;
    for (;;) {
      const due = await this.records.dueDetails(pipeline.id, run.recordType, DETAILS_AT_ONCE);
      if (due.length === 0) return counts;
      for (const detail of due) {
        goOn();
        const outcome = await this.readDetail(
          { run, pipeline, goOn },
          client,
          detail,
          counts,
          failuresInARow,
        );
        failuresInARow = outcome.failed ? failuresInARow + 1 : 0;
        counts = outcome.counts;
      }
    }
  }

  private async readDetail(
    { run, pipeline }: Reading,
    client: Cin7Client,
    due: DueDetail,
    counts: SyncRunCounts,
    failuresInARow: number,
  ): Promise<{ counts: SyncRunCounts; failed: boolean }> {
    const progress = (more: SyncRunCounts) => ({
      phase: 'details' as const,
      cursor: null,
      counts: counted(counts, more),
    });
    let body: string;
    try {
      body = await client.purchase(due.sourceId, due.shape);
      // Read here, so that a document without an identity is set aside like any other that cannot be read.
      purchaseDocument(body);
    } catch (error) {
      if (!isAboutThisDocument(error) || failuresInARow >= FAILURES_IN_A_ROW_MAX) throw error;
      this.logger.warn(
        { pipelineId: pipeline.id, sourceId: due.sourceId, why: error.message },
        'detail.failed',
      );
      const failed = progress({ failed: 1 });
      await this.runs.advance(run, failed, (manager) => this.records.failDetail(manager, due, error.message));
      return { counts: failed.counts, failed: true };
    }
    let changed = false;
    await this.runs.advance(run, progress({ details: 1 }), async (manager) => {
      changed = await this.records.saveDetail(
        manager,
        due,
        purchaseDocument(body),
        countedOnPurchase(body, due.shape),
      );
    });
    if (changed) await this.map.send({ sourceRecordId: due.id });
    return { counts: counted(counts, { details: 1, changed: changed ? 1 : 0 }), failed: false };
  }
}

/** Pauses, refused keys and a dead network concern the whole account; anything else may be this one document. */
function isAboutThisDocument(error: unknown): error is Error {
  if (error instanceof SourceUnreadableError) return true;
  return error instanceof RemoteError && (error.failure === 'rejected' || error.failure === 'unknown');
}
