import { Inject, Injectable } from '@nestjs/common';
import {
  type Cin7Client,
  countedOnPurchase,
  purchaseDocument,
  type ReadDocument,
  RemoteError,
  supplierDocument,
} from '#libs/cin7';
import {
  counted,
  ListingRepository,
  type RecordType,
  SourceRecordRepository,
  type SyncRunCounts,
  SyncRunRepository,
  type UnlistedDocument,
} from '#libs/persistence';
import { MapQueue, QueueSender, senderOf, type TurnJob, turnsFor } from '#libs/queues';
import type { Reading } from './record.reader.js';

const UNLISTED_AT_ONCE = 50;

/** Asks Cin7 one by one for what it has not listed since the run began: it may be void, or have slipped from the list, or be gone. */
@Injectable()
export class UnlistedReader {
  constructor(
    private readonly runs: SyncRunRepository,
    private readonly records: SourceRecordRepository,
    private readonly listings: ListingRepository,
    @Inject(senderOf(MapQueue)) private readonly map: QueueSender<TurnJob>,
  ) {}

  /** The cursor is the place of the last that was asked for. */
  async read(
    { run, pipeline, goOn }: Reading,
    client: Cin7Client,
    types: readonly RecordType[],
    before: SyncRunCounts,
  ): Promise<SyncRunCounts> {
    const listedSince = run.startedAt ?? new Date();
    let counts = before;
    let [recordType = '', sourceId = ''] = run.phase === 'details' ? (run.cursor?.split(':') ?? []) : [];
    for (;;) {
      const page = { after: { recordType, sourceId }, limit: UNLISTED_AT_ONCE };
      const unlisted = await this.listings.unlistedSince(pipeline.id, types, listedSince, page);
      if (unlisted.length === 0) return counts;
      for (const each of unlisted) {
        await goOn();
        const document = await documentOf(client, each);
        counts = counted(counts, document ? { unlisted: 1 } : { gone: 1 });
        ({ recordType, sourceId } = each);
        const progress = { phase: 'details' as const, cursor: `${recordType}:${sourceId}`, counts };
        let isChanged = false;
        await this.runs.advance(run, progress, async (manager) => {
          if (!document) {
            await this.listings.noteGone(manager, pipeline.id, each);
            return {};
          }
          await this.listings.noteKept(manager, pipeline.id, each);
          const amounts = recordType === 'supplier' ? [] : countedOnPurchase(document.payload, each.shape);
          isChanged = await this.records.saveDetail(manager, each, document, amounts);
          return {};
        });
        if (isChanged) await this.map.send(...turnsFor(MapQueue, pipeline.id, 1));
      }
    }
  }
}

/** Null where Cin7 does not have it. */
async function documentOf(
  client: Cin7Client,
  { recordType, sourceId, shape }: UnlistedDocument,
): Promise<ReadDocument | null> {
  if (recordType === 'supplier') {
    const row = await client.supplier(sourceId);
    return row === null ? null : supplierDocument(row);
  }
  try {
    return purchaseDocument(await client.purchase(sourceId, shape));
  } catch (error) {
    if (error instanceof RemoteError && error.failure === 'rejected') return null;
    throw error;
  }
}
