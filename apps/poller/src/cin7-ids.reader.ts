import { Inject, Injectable } from '@nestjs/common';
import {
  Cin7Accounts,
  type Cin7Client,
  isStandAloneCredit,
  type ListedPurchase,
  lastChangeOf,
  listedPurchase,
  PAGE_SIZE,
  type Page,
  readableRows,
  supplierDocument,
} from '#libs/cin7';
import {
  ConnectionRepository,
  counted,
  type ListedDocument,
  ListingRepository,
  type RunProgress,
  SourceRecordRepository,
  type SyncRunCounts,
  SyncRunRepository,
} from '#libs/persistence';
import { MapQueue, QueueSender, senderOf, type TurnJob, turnsFor } from '#libs/queues';
import type { Reading, RecordReader } from './record.reader.js';
import { UnlistedReader } from './unlisted.reader.js';

const TYPES = ['supplier', 'purchase', 'supplier-credit-note'] as const;
type Type = (typeof TYPES)[number];

/**
 * Once a week all lists of Cin7 are read to their end, whatever has changed. What was missed comes in on the way: suppliers
 * at once, purchases with their next reading. What was read once and is not listed any more is asked for one by one.
 */
@Injectable()
export class Cin7IdsReader implements RecordReader {
  readonly overlapSeconds = 0;

  constructor(
    private readonly accounts: Cin7Accounts,
    private readonly connections: ConnectionRepository,
    private readonly runs: SyncRunRepository,
    private readonly records: SourceRecordRepository,
    private readonly listings: ListingRepository,
    private readonly unlisted: UnlistedReader,
    @Inject(senderOf(MapQueue)) private readonly map: QueueSender<TurnJob>,
  ) {}

  async read(reading: Reading): Promise<SyncRunCounts> {
    const connectionId = reading.pipeline.cin7ConnectionId;
    const keys = await this.connections.cin7Keys(connectionId);
    const client = this.accounts.client(keys, {
      connectionId,
      purpose: 'check',
      beforeCall: reading.beforeCall,
    });
    let { counts } = reading.run;
    if (reading.run.phase === 'list') {
      const [resumeAt] = reading.run.cursor?.split(':') ?? [];
      for (const type of TYPES.slice(Math.max(0, TYPES.indexOf(resumeAt as Type))))
        counts = await this.readList(reading, client, type, counts);
    }
    return this.unlisted.read(reading, client, TYPES, counts);
  }

  /** The cursor is `<type>:<page>`, so an interrupted comparison goes on within the list it was in. */
  private async readList(
    { run, pipeline, goOn }: Reading,
    client: Cin7Client,
    type: Type,
    before: SyncRunCounts,
  ): Promise<SyncRunCounts> {
    const [resumeAt, resumeFrom] = run.cursor?.split(':') ?? [];
    let counts = before;
    for (let page = resumeAt === type ? Number(resumeFrom) : 1; ; page += 1) {
      await goOn();
      const { rows, total } = await pageOf(client, type, page);
      counts = counted(counts, { [type]: rows.length });
      const ended = rows.length === 0 || (counts[type] ?? 0) >= total;
      const place = ended ? placeAfter(type) : { phase: 'list' as const, cursor: `${type}:${page + 1}` };
      let changed: readonly string[] = [];
      counts = await this.runs.advance(run, { ...place, counts }, async (manager) => {
        if (!run.cursor && page === 1 && type === TYPES[0]) await this.listings.begin(manager, pipeline.id);
        const missed = await this.listings.noteListed(manager, pipeline.id, type, documentsOf(type, rows));
        if (type === 'supplier')
          changed = await this.records.saveWhole(manager, pipeline.id, type, suppliersOf(rows));
        else await this.records.noteListed(manager, pipeline.id, type, purchasesOf(type, rows));
        return { missed };
      });
      await this.map.send(...turnsFor(MapQueue, pipeline.id, changed.length));
      if (ended) return counts;
    }
  }
}

/** An interruption between two lists goes on with the next one. */
function placeAfter(type: Type): Omit<RunProgress, 'counts'> {
  const next = TYPES[TYPES.indexOf(type) + 1];
  return next ? { phase: 'list', cursor: `${next}:1` } : { phase: 'details', cursor: null };
}

function pageOf(client: Cin7Client, type: Type, page: number): Promise<Page> {
  if (type === 'supplier') return client.suppliers({ page, modifiedSince: null });
  const query = { page, updatedSince: null, limit: PAGE_SIZE };
  return type === 'purchase' ? client.purchases(query) : client.creditNotes(query);
}

function suppliersOf(rows: Page['rows']) {
  return readableRows(rows, supplierDocument).kept;
}

/** Credits that stand alone are no purchases, in whichever list they are, and purchases with a credit note no such credits. */
function purchasesOf(type: Type, rows: Page['rows']): readonly (ListedPurchase & ListedDocument)[] {
  const { kept } = readableRows(rows, (row) => ({ ...listedPurchase(row), changedAt: lastChangeOf(row) }));
  return kept.filter(({ shape }) => isStandAloneCredit(shape) === (type === 'supplier-credit-note'));
}

function documentsOf(type: Type, rows: Page['rows']): readonly ListedDocument[] {
  if (type !== 'supplier') return purchasesOf(type, rows);
  return readableRows(rows, (row) => ({ ...supplierDocument(row), changedAt: lastChangeOf(row) })).kept;
}
