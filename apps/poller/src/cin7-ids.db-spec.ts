import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Cin7Accounts, type Cin7Client, type Page, RemoteError } from '#libs/cin7';
import {
  FindingRepository,
  ListingRepository,
  PipelineRepository,
  ReconciliationRepository,
  SourceRecordRepository,
  SyncRunRepository,
} from '#libs/persistence';
import type { QueueSender, TurnJob } from '#libs/queues';
import { type OpenDatabase, openTestDatabase, type StoredPipeline, storedPipeline } from '#libs/testing';
import { Cin7IdsReader } from './cin7-ids.reader.js';
import { StoppedError } from './record.reader.js';
import { UnlistedReader } from './unlisted.reader.js';

const LONG_AGO = '2026-01-02T03:04:05Z';

type Row = Readonly<Record<string, unknown>> & { readonly ID: string };

const supplier = (ID: string): Row => ({ ID, Name: `Supplier ${ID}`, LastModifiedOn: LONG_AGO });
const purchase = (ID: string, changes: object = {}): Row => ({
  ID,
  OrderNumber: `PO-${ID}`,
  Type: 'Simple Purchase',
  LastUpdatedDate: LONG_AGO,
  ...changes,
});

describe('the comparison with all that Cin7 lists', () => {
  let open: OpenDatabase;
  let pipeline: StoredPipeline;
  let runs: SyncRunRepository;
  let records: SourceRecordRepository;
  let findings: FindingRepository;
  let listed: { suppliers: Row[]; purchases: Row[]; creditNotes: Row[] };
  /** What Cin7 gives by its id. */
  let kept: Row[];
  let asked: string[];
  let rung: string[];

  beforeAll(async () => {
    open = await openTestDatabase();
    runs = new SyncRunRepository(open.database);
    records = new SourceRecordRepository(open.database);
    findings = new FindingRepository(open.database);
  }, 60_000);
  afterAll(() => open?.close());
  beforeEach(async () => {
    pipeline = await storedPipeline(open);
    await open.database.query('update timetable set watermark = now() where pipeline_id = $1', [pipeline.id]);
    listed = { suppliers: [], purchases: [], creditNotes: [] };
    kept = [];
    asked = [];
    rung = [];
  });

  /** A Cin7 whose pages have two rows. */
  const pageOf = (rows: readonly Row[], { page }: { readonly page: number }): Promise<Page> => {
    asked.push(`page ${page}`);
    return Promise.resolve({ total: rows.length, rows: rows.slice((page - 1) * 2, page * 2) });
  };

  function reader(): Cin7IdsReader {
    const client: Partial<Cin7Client> = {
      suppliers: (query) => pageOf(listed.suppliers, query),
      purchases: (query) => pageOf(listed.purchases, query),
      creditNotes: (query) => pageOf(listed.creditNotes, query),
      supplier: (id) => {
        asked.push(id);
        return Promise.resolve(kept.find(({ ID }) => ID === id) ?? null);
      },
      purchase: (id) => {
        asked.push(id);
        const found = kept.find(({ ID }) => ID === id);
        return found
          ? Promise.resolve(JSON.stringify(found))
          : Promise.reject(new RemoteError('rejected', 'Cin7 refused the request (400): not found'));
      },
    };
    const accounts = { client: () => client } as unknown as Cin7Accounts;
    const connections = { cin7Keys: () => Promise.resolve({}) } as never;
    const map = {
      send: async (...jobs: readonly TurnJob[]) =>
        void rung.push(...jobs.map(({ pipelineId }) => pipelineId)),
    } as unknown as QueueSender<TurnJob>;
    const listings = new ListingRepository(open.database);
    const unlisted = new UnlistedReader(runs, records, listings, map);
    return new Cin7IdsReader(accounts, connections, runs, records, listings, unlisted, map);
  }

  async function compare(goOn: () => Promise<void> = async () => undefined) {
    const [queued] = await runs.queue(pipeline.id, ['cin7-ids'], 'operator', 'ana');
    const claimed = await runs.claim(queued?.id ?? '', () => 0);
    if (!claimed) throw new Error('The run is not to be had');
    const entity = await new PipelineRepository(open.database).get(pipeline.id);
    try {
      const counts = await reader().read({
        run: claimed,
        pipeline: entity,
        goOn,
        beforeCall: async () => undefined,
      });
      await runs.succeed(claimed, counts);
      return counts;
    } catch (error) {
      if (!(error instanceof StoppedError)) throw error;
      await runs.postpone(claimed, 0, null);
      return null;
    }
  }

  /** A purchase that was read, with one bill over 12. */
  async function read(sourceId: string, recordType = 'purchase'): Promise<string> {
    const [record] = await open.database.query(
      `insert into source_record (pipeline_id, record_type, source_id, version, fingerprint, payload, shape, detail_seq,
         detailed_seq, list_fingerprint, listed_at)
       values ($1, $3, $2, 1, 'as it was', '{}', 'Simple Purchase', 1, 1, 'as it was', now() - interval '8 days')
       returning id`,
      [pipeline.id, sourceId, recordType],
    );
    if (recordType === 'purchase')
      await open.database.query(
        `insert into source_record_amount (source_record_id, kind, count, total, currency) values ($1, 'bill', 1, 12, 'USD')`,
        [record.id],
      );
    return record.id;
  }

  async function found(): Promise<readonly (readonly unknown[])[]> {
    const list = await findings.list(pipeline.id, 100);
    return list.map(({ code, entity, cin7Id }) => [code, entity, cin7Id]).sort();
  }

  const dueOf = async (type: 'purchase' | 'supplier-credit-note') =>
    (await records.dueDetails(pipeline.id, type, 100)).map(({ sourceId }) => sourceId);

  it('G6 brings in what was missed, and says so until the next one', async () => {
    listed.suppliers = [supplier('s1'), supplier('s2'), supplier('s3')];
    listed.purchases = [purchase('p1'), purchase('p2', { Type: 'Credit Note' })];
    listed.creditNotes = [
      purchase('p1'),
      purchase('c1', { Type: 'Credit Note', LastUpdatedDate: '2026-01-02T03:04:05.1' }),
    ];
    expect(await compare()).toMatchObject({ missed: 5 });
    expect(await found()).toEqual([
      ['missed', 'purchase', 'p1'],
      ['missed', 'supplier', 's1'],
      ['missed', 'supplier', 's2'],
      ['missed', 'supplier', 's3'],
      ['missed', 'supplier-credit-note', 'c1'],
    ]);
    expect(await dueOf('purchase')).toEqual(['p1']);
    expect(await dueOf('supplier-credit-note')).toEqual(['c1']);
    expect(new Set(rung)).toEqual(new Set([pipeline.id]));
    expect(await compare()).toMatchObject({ missed: 0 });
    expect(await found()).toEqual([]);
  });

  it('has not missed what has changed just now, or what has never been read', async () => {
    listed.purchases = [purchase('p1', { LastUpdatedDate: new Date().toISOString() }), purchase('p2')];
    await open.database.query(
      `update timetable set watermark = null where pipeline_id = $1 and record_type = 'supplier'`,
      [pipeline.id],
    );
    listed.suppliers = [supplier('s1')];
    expect(await compare()).toMatchObject({ missed: 1 });
    expect(await found()).toEqual([['missed', 'purchase', 'p2']]);
    expect(await dueOf('purchase')).toEqual(['p1', 'p2']);
  });

  it('G6 asks for what is listed no more, and counts nothing of what is void or gone', async () => {
    const sums = new ReconciliationRepository(open.database);
    await read('p1');
    await read('p2');
    await read('p3');
    await read('s1', 'supplier');
    listed.purchases = [purchase('p1')];
    kept = [purchase('p2', { Status: 'VOIDED' })];
    expect(await sums.inCin7(pipeline.id)).toMatchObject([{ count: 3, total: '36.0000' }]);
    expect(await compare()).toMatchObject({ unlisted: 1, gone: 2 });
    expect(asked.filter((each) => !each.startsWith('page'))).toEqual(['p2', 'p3', 's1']);
    expect(await sums.inCin7(pipeline.id)).toMatchObject([{ count: 1, total: '12.0000' }]);
    expect(rung).toEqual([pipeline.id]);
    expect(await found()).toEqual([
      ['gone-from-cin7', 'purchase', 'p3'],
      ['gone-from-cin7', 'supplier', 's1'],
    ]);
  });

  it('takes back that a document has gone, and reads it anew, when it is listed again or given by its id', async () => {
    await read('p1');
    await read('s1', 'supplier');
    listed.purchases = [purchase('p1')];
    await compare();
    await open.database.query(
      `update source_record set listed_at = now() - interval '7 days' where pipeline_id = $1`,
      [pipeline.id],
    );
    listed.purchases = [];
    await compare();
    expect(await found()).toHaveLength(2);
    expect(await dueOf('purchase')).toEqual([]);
    listed.purchases = [purchase('p1')];
    kept = [supplier('s1')];
    await compare();
    expect(await found()).toEqual([]);
    expect(await dueOf('purchase')).toEqual(['p1']);
  });

  it('leaves its findings to itself: the hourly check does not take them for over', async () => {
    await read('p1');
    await compare();
    const of = { pipelineId: pipeline.id, connectionId: pipeline.quickBooksConnectionId };
    const after = { readAt: '-infinity', entity: '', id: '' };
    expect(await findings.inspectFound(open.database, of, { after, limit: 100 })).toMatchObject({ count: 0 });
    expect(await found()).toEqual([['gone-from-cin7', 'purchase', 'p1']]);
  });

  it('goes on where it was interrupted, in the lists and in asking', async () => {
    await Promise.all(['p7', 'p8', 'p9'].map((id) => read(id)));
    listed.suppliers = ['s1', 's2', 's3'].map(supplier);
    let steps = 0;
    const stopAt = (last: number) => async () => {
      if (steps++ === last) throw new StoppedError();
    };
    expect(await compare(stopAt(1))).toBeNull();
    expect(asked).toEqual(['page 1']);
    steps = 0;
    // The rest of the suppliers, purchases, credit notes, and one that is gone.
    expect(await compare(stopAt(4))).toBeNull();
    expect(await compare()).toMatchObject({ supplier: 3, gone: 3 });
    expect(asked).toEqual(['page 1', 'page 2', 'page 1', 'page 1', 'p7', 'p8', 'p9']);
    expect(await found()).toHaveLength(6);
  });
});
