import { Injectable } from '@nestjs/common';
import {
  ConnectionRepository,
  counted,
  QuickBooksObjectRepository,
  type SyncRunCounts,
  SyncRunRepository,
} from '#libs/persistence';
import { mirrored, type QuickBooksClient, QuickBooksCompanies } from '#libs/quickbooks';
import { QuickBooksReader } from './quickbooks.reader.js';
import type { Reading, RecordReader } from './record.reader.js';

const DOCUMENTS = ['PurchaseOrder', 'Bill', 'VendorCredit'];
const UNSEEN_AT_ONCE = 50;

/**
 * Once a week all documents of QuickBooks are listed, whatever the changes said. Those that the mirror missed come into it
 * on the way; those that it has and that were not listed are asked for one by one, and marked as deleted where they are gone.
 */
@Injectable()
export class QuickBooksIdsReader implements RecordReader {
  readonly overlapSeconds = 0;

  constructor(
    private readonly companies: QuickBooksCompanies,
    private readonly connections: ConnectionRepository,
    private readonly runs: SyncRunRepository,
    private readonly objects: QuickBooksObjectRepository,
    private readonly documents: QuickBooksReader,
  ) {}

  async read(reading: Reading): Promise<SyncRunCounts> {
    const connection = await this.connections.get(reading.pipeline.quickBooksConnectionId);
    const client = this.companies.client(
      { id: connection.id, realmId: connection.account },
      { purpose: 'check', beforeCall: reading.beforeCall },
    );
    const counts =
      reading.run.phase === 'details'
        ? reading.run.counts
        : await this.documents.readPages(reading, client, DOCUMENTS);
    return this.askForUnseen(reading, client, counts);
  }

  /** The cursor is the place of the last that was asked for. */
  private async askForUnseen(
    { run, pipeline, goOn }: Reading,
    client: QuickBooksClient,
    before: SyncRunCounts,
  ): Promise<SyncRunCounts> {
    const connectionId = pipeline.quickBooksConnectionId;
    const listedSince = run.startedAt ?? new Date();
    let counts = before;
    let [entity = '', id = ''] = run.phase === 'details' ? (run.cursor?.split(':') ?? []) : [];
    for (;;) {
      const after = { entity, id };
      const page = { after, limit: UNSEEN_AT_ONCE };
      const unseen = await this.objects.unseenSince(connectionId, DOCUMENTS, listedSince, page);
      if (unseen.length === 0) return counts;
      for (const each of unseen) {
        await goOn();
        const document = await client.read(each.entity, each.id);
        counts = counted(counts, document ? { unlisted: 1 } : { gone: 1 });
        ({ entity, id } = each);
        const seen = mirrored(entity, document ?? { Id: id, status: 'Deleted' });
        const progress = { phase: 'details' as const, cursor: `${entity}:${id}`, counts };
        await this.runs.advance(run, progress, async (manager) => {
          await this.objects.save(manager, connectionId, [seen]);
          return {};
        });
      }
    }
  }
}
