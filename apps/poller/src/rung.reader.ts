import { Inject, Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import type { EntityManager } from 'typeorm';
import {
  Cin7Accounts,
  type Cin7Client,
  countedOnPurchase,
  isStandAloneCredit,
  listedPurchase,
  purchaseDocument,
  RemoteError,
  supplierDocument,
} from '#libs/cin7';
import {
  ConnectionRepository,
  type DueDetail,
  type Mark,
  type RungDocument,
  RungDocumentRepository,
  SourceRecordRepository,
  type SyncRunCounts,
  SyncRunRepository,
  WebhookMarkRepository,
} from '#libs/persistence';
import {
  MapQueue,
  type PollJob,
  PollQueue,
  QueueSender,
  senderOf,
  type TurnJob,
  turnsFor,
} from '#libs/queues';
import { FAILURES_IN_A_ROW_MAX, isAboutThisDocument } from './about-this-document.js';
import { PacedError, type Reading, type RecordReader } from './record.reader.js';

/** Where more is marked, the list tells what has really changed with fewer calls. */
const MARKS_AT_ONCE = 20;
/** So many wait for a list that is being read already, and may have passed them, to be read once more. */
const FLOOD = 200;
const LIST_WAIT_MS = 30_000;

/**
 * Reads just the documents that webhooks have told of: no list, and no watermark moves. A mark is cleared together with what
 * was read because of it, so a run that was killed reads it again; what it cannot find, polling will.
 */
@Injectable()
export class RungReader implements RecordReader {
  readonly overlapSeconds = 0;

  constructor(
    private readonly accounts: Cin7Accounts,
    private readonly connections: ConnectionRepository,
    private readonly runs: SyncRunRepository,
    private readonly marks: WebhookMarkRepository,
    private readonly rung: RungDocumentRepository,
    private readonly records: SourceRecordRepository,
    @Inject(senderOf(MapQueue)) private readonly map: QueueSender<TurnJob>,
    @Inject(senderOf(PollQueue)) private readonly poll: QueueSender<PollJob>,
    private readonly logger: PinoLogger,
  ) {
    logger.setContext(RungReader.name);
  }

  async read(reading: Reading): Promise<SyncRunCounts> {
    const { run, pipeline, goOn, beforeCall } = reading;
    const connectionId = pipeline.cin7ConnectionId;
    const keys = await this.connections.cin7Keys(connectionId);
    const client = this.accounts.client(keys, { connectionId, purpose: 'poll', beforeCall });
    let { counts } = run;
    let failuresInARow = 0;
    const passed = new Set<string>();
    for (;;) {
      const waiting = await this.marks.ofCin7(pipeline.id, FLOOD + passed.size + 1);
      const marks = waiting.filter(({ sourceId }) => !passed.has(sourceId));
      // What could not be found now, and what its list will not tell, is tried again a little later.
      if (marks.length === 0 && passed.size > 0) throw new PacedError(LIST_WAIT_MS);
      if (marks.length === 0) return counts;
      if (marks.length > MARKS_AT_ONCE && (await this.leaveToList(pipeline.id, marks))) continue;
      if (marks.length > FLOOD && (await this.marks.isListing(pipeline.id, mostOf(marks))))
        throw new PacedError(LIST_WAIT_MS);
      for (const mark of marks.slice(0, MARKS_AT_ONCE)) {
        await goOn();
        const outcome = await this.readMarked(
          { ...reading, run: { ...run, counts } },
          client,
          mark,
          failuresInARow,
        );
        failuresInARow = outcome.failed ? failuresInARow + 1 : 0;
        if (outcome.passed) {
          // Left to the list, with all others of its type; else it stays marked, and keeps no other waiting.
          if (await this.leaveToList(pipeline.id, [mark])) break;
          passed.add(mark.sourceId);
          continue;
        }
        counts = await this.runs.advance(run, { phase: 'details', cursor: null, counts }, async (manager) => {
          await this.marks.clear(pipeline.id, [mark], manager);
          return outcome;
        });
      }
    }
  }

  /** True where a list has been asked for in their place. */
  private async leaveToList(pipelineId: string, marks: readonly Mark[]): Promise<boolean> {
    const queued = await this.marks.leaveToList(pipelineId, mostOf(marks));
    await this.poll.send(...(queued ?? []).map((syncRunId) => ({ syncRunId })));
    return queued !== null;
  }

  /** `passed` says that it may be there, and could not be found at this moment. */
  private async readMarked(
    reading: Reading,
    client: Cin7Client,
    mark: Mark,
    failuresInARow: number,
  ): Promise<SyncRunCounts> {
    const { pipeline } = reading;
    const noted: { due?: DueDetail } = {};
    try {
      return mark.recordType === 'supplier'
        ? await this.readSupplier(reading, client, mark)
        : await this.readPurchase(reading, client, mark, noted);
    } catch (error) {
      if (!isAboutThisDocument(error) || failuresInARow >= FAILURES_IN_A_ROW_MAX) throw error;
      this.logger.warn(
        { pipelineId: pipeline.id, sourceId: mark.sourceId, why: error.message },
        'detail.failed',
      );
      // Its detail is due: any later run of its list tries again. Of a refusal, trying again makes nothing better.
      const mayPass = error instanceof RemoteError && error.failure !== 'rejected';
      return mayPass && !noted.due ? { failed: 1, passed: 1 } : { failed: 1 };
    }
  }

  private async readSupplier(reading: Reading, client: Cin7Client, mark: Mark): Promise<SyncRunCounts> {
    const { pipeline } = reading;
    const row = await client.supplier(mark.sourceId);
    if (row === null) return { unresolved: 1 };
    let changed: string[] = [];
    await this.save(reading, async (manager) => {
      changed = await this.records.saveWhole(manager, pipeline.id, 'supplier', [supplierDocument(row)]);
    });
    await this.map.send(...turnsFor(MapQueue, pipeline.id, changed.length));
    return { details: 1, changed: changed.length };
  }

  private async readPurchase(
    reading: Reading,
    client: Cin7Client,
    mark: Mark,
    noted: { due?: DueDetail },
  ): Promise<SyncRunCounts> {
    const { pipeline } = reading;
    const found = await this.find(client, pipeline.id, mark);
    if (!found) return { unresolved: 1 };
    await this.save(reading, async (manager) => {
      noted.due = await this.rung.note(manager, pipeline.id, found);
    });
    if (!noted.due) return {};
    const changed = await this.readDetail(reading, client, noted.due);
    if (changed) await this.map.send(...turnsFor(MapQueue, pipeline.id, 1));
    return { details: 1, changed: changed ? 1 : 0 };
  }

  /** Its detail is noted as due already: where it cannot be read, any later run tries again. */
  private async readDetail(reading: Reading, client: Cin7Client, due: DueDetail): Promise<boolean> {
    try {
      const document = purchaseDocument(await client.purchase(due.sourceId, due.shape));
      let changed = false;
      await this.save(reading, async (manager) => {
        const amounts = countedOnPurchase(document.payload, due.shape);
        changed = await this.records.saveDetail(manager, due, document, amounts);
      });
      return changed;
    } catch (error) {
      if (isAboutThisDocument(error))
        await this.save(reading, (manager) => this.records.failDetail(manager, due, error.message));
      throw error;
    }
  }

  /** The id may be that of an invoice or a credit of the purchase; its number then says which purchase. */
  private async find(
    client: Cin7Client,
    pipelineId: string,
    { sourceId, number }: Mark,
  ): Promise<RungDocument | null> {
    const known = await this.rung.find(pipelineId, sourceId, number);
    if (known || number === null) return known;
    const row = await client.numbered(number);
    if (row === null) return null;
    const listed = listedPurchase(row);
    return { ...listed, recordType: isStandAloneCredit(listed.shape) ? 'supplier-credit-note' : 'purchase' };
  }

  private async save({ run }: Reading, save: (manager: EntityManager) => Promise<void>): Promise<void> {
    await this.runs.advance(run, { phase: 'details', cursor: null, counts: run.counts }, async (manager) => {
      await save(manager);
      return {};
    });
  }
}

function mostOf(marks: readonly Mark[]): 'purchase' | 'supplier' {
  const purchases = marks.filter(({ recordType }) => recordType === 'purchase').length;
  return purchases * 2 >= marks.length ? 'purchase' : 'supplier';
}
