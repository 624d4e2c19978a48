import { Inject, Injectable } from '@nestjs/common';
import { Cin7Accounts, readableRows, supplierDocument } from '#libs/cin7';
import {
  ConnectionRepository,
  SourceRecordRepository,
  type SyncRunCounts,
  SyncRunRepository,
} from '#libs/persistence';
import { type MapJob, MapQueue, QueueSender, senderOf } from '#libs/queues';
import { ListWatch } from './list-watch.js';
import { purposeOf } from './purpose-of.js';
import { counted, type Reading, type RecordReader } from './record.reader.js';

/** Suppliers: the list row is the whole document. */
@Injectable()
export class SupplierReader implements RecordReader {
  readonly overlapSeconds = 600;

  constructor(
    private readonly accounts: Cin7Accounts,
    private readonly connections: ConnectionRepository,
    private readonly runs: SyncRunRepository,
    private readonly records: SourceRecordRepository,
    @Inject(senderOf(MapQueue)) private readonly map: QueueSender<MapJob>,
  ) {}

  async read({ run, pipeline, goOn }: Reading): Promise<SyncRunCounts> {
    const connectionId = pipeline.cin7ConnectionId;
    const keys = await this.connections.cin7Keys(connectionId);
    const client = this.accounts.client(keys, { connectionId, purpose: purposeOf(run) });
    let { counts } = run;
    const watch = new ListWatch();
    for (let page = Number(run.cursor ?? 1), next = page; ; page = next) {
      goOn();
      const { rows, total } = await client.suppliers({ page, modifiedSince: run.since });
      const { kept: documents, unreadable } = readableRows(rows, supplierDocument);
      counts = counted(counts, { listed: rows.length, ...(unreadable > 0 ? { unreadable } : {}) });
      // A page that is not full may still not be the last: only the total, or an empty page, says so.
      const ended = rows.length === 0 || (counts.listed ?? 0) >= total;
      watch.note(documents);
      const again = ended && watch.beginsAgain();
      if (again) counts = { ...counts, listed: 0 };
      next = again ? 1 : page + 1;
      let changed: string[] = [];
      await this.runs.advance(run, { phase: 'list', cursor: String(next), counts }, async (manager) => {
        changed = await this.records.saveWhole(manager, pipeline.id, run.recordType, documents);
      });
      counts = counted(counts, { changed: changed.length });
      await this.map.send(...changed.map((sourceRecordId) => ({ sourceRecordId })));
      if (ended && !again) return counts;
    }
  }
}
