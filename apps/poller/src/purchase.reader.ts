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
  readableRows,
} from '#libs/cin7';
import { policiesWith } from '#libs/domain';
import {
  ConnectionRepository,
  counted,
  type DueDetail,
  PipelineRepository,
  SourceRecordRepository,
  type SyncRunCounts,
  SyncRunRepository,
} from '#libs/persistence';
import { MapQueue, QueueSender, senderOf, type TurnJob, turnsFor } from '#libs/queues';
import { FAILURES_IN_A_ROW_MAX, isAboutThisDocument } from './about-this-document.js';
import { afterPage } from './list-watch.js';
import { purposeOf } from './purpose-of.js';
import type { Reading, RecordReader } from './record.reader.js';

const DETAILS_AT_ONCE = 50;

/** Two minutes of the calls that Cin7 allows, at most, for files that its list does not tell of. */
const READ_AGAIN_MAX = 100;

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
    @Inject(senderOf(MapQueue)) private readonly map: QueueSender<TurnJob>,
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
    const { run, pipeline, beforeCall } = reading;
    const connectionId = pipeline.cin7ConnectionId;
    const keys = await this.connections.cin7Keys(connectionId);
    const client = this.accounts.client(keys, { connectionId, purpose: purposeOf(run), beforeCall });
    if (run.phase === 'details') return this.readDetails(reading, client, run.counts);
    if (run.cursor === null) await this.begin(reading, client);
    return this.readDetails(reading, client, await this.readList(reading, client));
  }

  /** Once with each run: an accountant locks a period at any time, and remedies depend on it. */
  private async begin({ run, pipeline, goOn }: Reading, client: Cin7Client): Promise<void> {
    await goOn();
    const { lockDate } = await client.company();
    const looksForFiles =
      run.recordType === 'purchase' && policiesWith(pipeline.policies).attachments !== 'off';
    await this.runs.advance(run, { phase: 'list', cursor: '1', counts: run.counts }, async (manager) => {
      await this.pipelines.noteCin7LockDate(manager, pipeline.id, lockDate);
      if (looksForFiles) await this.records.readAgainForFiles(manager, pipeline.id, READ_AGAIN_MAX);
      return {};
    });
  }

  private async readList({ run, pipeline, goOn }: Reading, client: Cin7Client): Promise<SyncRunCounts> {
    let { counts } = run;
    for (let page = Number(run.cursor ?? 1); ; ) {
      await goOn();
      const { rows, total } = await this.page(client, { page, updatedSince: run.since });
      const { kept, unreadable } = readableRows(rows, listedPurchase);
      const listed = kept.filter((row) => this.isOurs(row));
      const shown = listed.map(({ sourceId }) => sourceId);
      const repeated = await this.runs.countSeen(run, shown);
      const place = afterPage(
        { page, rows: rows.length, total, repeated },
        counted(counts, unreadable > 0 ? { unreadable } : {}),
      );
      const { counts: listedCounts } = place;
      counts = await this.runs.advance(
        run,
        place.step === 'ended'
          ? { phase: 'details', cursor: null, counts: listedCounts }
          : { phase: 'list', cursor: String(place.next), counts: listedCounts },
        async (manager) => {
          if (place.step === 'on') await this.runs.noteSeen(manager, run, shown);
          else await this.runs.forgetSeen(manager, run);
          return { noted: await this.records.noteListed(manager, pipeline.id, run.recordType, listed) };
        },
      );
      if (place.step === 'ended') return counts;
      page = place.next;
    }
  }

  /** The cursor is how many have failed one after the other; after a failure that put the run off they are counted anew. */
  private async readDetails(reading: Reading, client: Cin7Client, before: SyncRunCounts) {
    const { run, pipeline, goOn } = reading;
    let counts = before;
    let failuresInARow = run.phase === 'details' && run.failures === 0 ? Number(run.cursor ?? 0) : 0;
    for (;;) {
      const due = await this.records.dueDetails(pipeline.id, run.recordType, DETAILS_AT_ONCE);
      if (due.length === 0) return counts;
      for (const detail of due) {
        await goOn();
        const outcome = await this.readDetail(reading, client, detail, { counts, failuresInARow });
        ({ counts, failuresInARow } = outcome);
      }
    }
  }

  private async readDetail(
    { run, pipeline }: Reading,
    client: Cin7Client,
    due: DueDetail,
    { counts, failuresInARow }: DetailProgress,
  ): Promise<DetailProgress> {
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
      const failures = failuresInARow + 1;
      const failed = { phase: 'details' as const, cursor: String(failures), counts };
      return {
        counts: await this.runs.advance(run, failed, async (manager) => {
          await this.records.failDetail(manager, due, error.message);
          return { failed: 1 };
        }),
        failuresInARow: failures,
      };
    }
    let changed = false;
    const saved = await this.runs.advance(
      run,
      { phase: 'details', cursor: null, counts: counted(counts, { details: 1 }) },
      async (manager) => {
        const document = purchaseDocument(body);
        changed = await this.records.saveDetail(manager, due, document, countedOnPurchase(body, due.shape));
        return { changed: changed ? 1 : 0 };
      },
    );
    if (changed) await this.map.send(...turnsFor(MapQueue, pipeline.id, 1));
    return { counts: saved, failuresInARow: 0 };
  }
}

interface DetailProgress {
  readonly counts: SyncRunCounts;
  readonly failuresInARow: number;
}
