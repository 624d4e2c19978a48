import { Inject, Injectable } from '@nestjs/common';
import { Cin7Accounts, readableRows, supplierDocument } from '#libs/cin7';
import {
  ConnectionRepository,
  counted,
  SourceRecordRepository,
  type SyncRunCounts,
  SyncRunRepository,
} from '#libs/persistence';
import { MapQueue, QueueSender, senderOf, type TurnJob, turnsFor } from '#libs/queues';
import { afterPage } from './list-watch.js';
import { purposeOf } from './purpose-of.js';
import type { Reading, RecordReader } from './record.reader.js';

/** Suppliers: the list row is the whole document. */
@Injectable()
export class SupplierReader implements RecordReader {
  readonly overlapSeconds = 600;

  constructor(
    private readonly accounts: Cin7Accounts,
    private readonly connections: ConnectionRepository,
    private readonly runs: SyncRunRepository,
    private readonly records: SourceRecordRepository,
    @Inject(senderOf(MapQueue)) private readonly map: QueueSender<TurnJob>,
  ) {}

  async read({ run, pipeline, goOn, beforeCall }: Reading): Promise<SyncRunCounts> {
    const connectionId = pipeline.cin7ConnectionId;
    const keys = await this.connections.cin7Keys(connectionId);
    const client = this.accounts.client(keys, { connectionId, purpose: purposeOf(run), beforeCall });
    let { counts } = run;
    for (let page = Number(run.cursor ?? 1); ; ) {
      await goOn();
      const { rows, total } = await client.suppliers({ page, modifiedSince: run.since });
      const { kept: documents, unreadable } = readableRows(rows, supplierDocument);
      const shown = documents.map(({ sourceId }) => sourceId);
      const repeated = await this.runs.countSeen(run, shown);
      const place = afterPage(
        { page, rows: rows.length, total, repeated },
        counted(counts, unreadable > 0 ? { unreadable } : {}),
      );
      const progress = { phase: 'list' as const, cursor: String(place.next), counts: place.counts };
      let changed: string[] = [];
      counts = await this.runs.advance(run, progress, async (manager) => {
        changed = await this.records.saveWhole(manager, pipeline.id, run.recordType, documents);
        if (place.step === 'on') await this.runs.noteSeen(manager, run, shown);
        else await this.runs.forgetSeen(manager, run);
        return { changed: changed.length };
      });
      await this.map.send(...turnsFor(MapQueue, pipeline.id, changed.length));
      if (place.step === 'ended') return counts;
      page = place.next;
    }
  }
}
