import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { PinoLogger } from 'nestjs-pino';
import { type Cin7Accounts, type Cin7Client, type Page, RemoteError } from '#libs/cin7';
import {
  ConnectionRepository,
  ListingRepository,
  OrderDriftRepository,
  PipelineRepository,
  QuickBooksObjectRepository,
  type RecordType,
  SourceRecordRepository,
  type SyncRunCounts,
  SyncRunRepository,
  WebhookMarkRepository,
} from '#libs/persistence';
import type { QueueSender, TurnJob } from '#libs/queues';
import { mirrored, type QuickBooksClient, type QuickBooksCompanies, type WireObject } from '#libs/quickbooks';
import { type OpenDatabase, openTestDatabase, storedPipeline } from '#libs/testing';
import { Cin7IdsReader } from './cin7-ids.reader.js';
import { PurchaseReader } from './purchase.reader.js';
import { QuickBooksReader } from './quickbooks.reader.js';
import { QuickBooksIdsReader } from './quickbooks-ids.reader.js';
import { PacedError, type RecordReader } from './record.reader.js';
import { SupplierReader } from './supplier.reader.js';
import { SupplierCreditNoteReader } from './supplier-credit-note.reader.js';
import { UnlistedReader } from './unlisted.reader.js';

const CLAIMS_MAX = 300;
const logger = { setContext() {}, warn() {} } as unknown as PinoLogger;

const purchase = (ID: string, Type = 'Simple Purchase') => ({
  ID,
  OrderNumber: `PO-${ID}`,
  Status: 'AUTHORISED',
  Type,
  LastUpdatedDate: '2026-01-02T03:04:05Z',
});

/** Two rows a page; each question is noted. */
function cin7(
  asked: string[],
  { moves = false, unreadable = [] as readonly string[] } = {},
): Partial<Cin7Client> {
  const page =
    (what: string, ids: readonly string[], Type?: string) => (query: { readonly page: number }) => {
      asked.push(`${what} ${query.page}`);
      // After the first question the first of them is changed, and moves to the end.
      const order =
        moves && asked.filter((each) => each.startsWith(what)).length > 1
          ? [...ids.slice(1), ids[0] ?? '']
          : ids;
      const rows = order.map((ID) => ({ ...purchase(ID, Type), Name: ID }));
      const answer: Page = { total: rows.length, rows: rows.slice((query.page - 1) * 2, query.page * 2) };
      return Promise.resolve(answer);
    };
  return {
    company: () => {
      asked.push('me');
      return Promise.resolve({ name: 'H', baseCurrency: 'USD', timeZone: 'UTC', lockDate: null });
    },
    suppliers: page('suppliers', ['s1', 's2', 's3', 's4', 's5']),
    purchases: page('purchases', ['p1', 'p2', 'p3', 'p4', 'p5']),
    creditNotes: page('credit notes', ['c1', 'c2', 'c3'], 'Credit Note'),
    supplier: (id) => {
      asked.push(`supplier ${id}`);
      return Promise.resolve(null);
    },
    purchase: (id, type) => {
      asked.push(`purchase ${id}`);
      return unreadable.includes(id)
        ? Promise.reject(new RemoteError('rejected', 'not found'))
        : Promise.resolve(JSON.stringify(purchase(id, type ?? undefined)));
    },
  };
}

/** A company with so many changed objects of each type, and as many in all. */
function quickBooks(asked: string[], sizes: Readonly<Record<string, number>>): Partial<QuickBooksClient> {
  const objects = (entity: string, count: number): WireObject[] =>
    Array.from({ length: count }, (_, index) => ({ Id: `${entity}-${index}`, SyncToken: '0' }));
  return {
    preferences: async () => {
      asked.push('preferences');
      return { Id: '1', SyncToken: '0' };
    },
    page: async (entity, position) => {
      asked.push(`page ${entity} ${position}`);
      return objects(entity, Math.min(1_000, Math.max(0, (sizes[entity] ?? 0) - position + 1)));
    },
    changes: async (entities) => {
      asked.push(`changes ${entities.length > 1 ? 'all' : entities[0]}`);
      let room = 1_000;
      return entities.map((entity) => {
        const count = Math.min(room, sizes[entity] ?? 0);
        room -= count;
        return { entity, objects: objects(entity, count) };
      });
    },
    read: async (entity, id) => {
      asked.push(`read ${entity} ${id}`);
      return null;
    },
  };
}

describe('a run that is paced', () => {
  let open: OpenDatabase;
  let runs: SyncRunRepository;
  let records: SourceRecordRepository;
  let asked: string[];

  beforeAll(async () => {
    open = await openTestDatabase();
    runs = new SyncRunRepository(open.database);
    records = new SourceRecordRepository(open.database);
  }, 60_000);
  afterAll(() => open?.close());
  beforeEach(() => {
    asked = [];
  });

  function readers(clients: {
    readonly cin7?: Partial<Cin7Client>;
    readonly quickBooks?: Partial<QuickBooksClient>;
  }): Readonly<Partial<Record<RecordType, RecordReader>>> {
    const accounts = { client: () => clients.cin7 } as unknown as Cin7Accounts;
    const companies = { client: () => clients.quickBooks } as unknown as QuickBooksCompanies;
    const map = { send: async () => undefined } as unknown as QueueSender<TurnJob>;
    const connections = new ConnectionRepository(open.database, open.vault);
    const pipelines = new PipelineRepository(open.database);
    const listings = new ListingRepository(open.database);
    const objects = new QuickBooksObjectRepository(open.database);
    const orders = new OrderDriftRepository(open.database);
    const marks = new WebhookMarkRepository(open.database);
    const books = new QuickBooksReader(companies, connections, runs, objects, records, orders, marks);
    const unlisted = new UnlistedReader(runs, records, listings, map);
    return {
      supplier: new SupplierReader(accounts, connections, runs, records, map),
      purchase: new PurchaseReader(accounts, connections, pipelines, runs, records, map, logger),
      'supplier-credit-note': new SupplierCreditNoteReader(
        accounts,
        connections,
        pipelines,
        runs,
        records,
        map,
        logger,
      ),
      'quickbooks-object': books,
      'quickbooks-ids': new QuickBooksIdsReader(companies, connections, runs, objects, books),
      'cin7-ids': new Cin7IdsReader(accounts, connections, runs, records, listings, unlisted, map),
    };
  }

  interface Through {
    readonly asked: readonly string[];
    readonly counts: SyncRunCounts;
    readonly claims: number;
  }

  /** Reads one run to its end; `paced` puts it off before each of its steps, which then finds its place kept. */
  async function readThrough(
    recordType: RecordType,
    clientsOf: () => Parameters<typeof readers>[0],
    { paced, lately }: { readonly paced: boolean; readonly lately: boolean },
  ): Promise<Through> {
    asked = [];
    const pipeline = await storedPipeline(open);
    if (lately)
      await open.database.query('update timetable set watermark = now() where pipeline_id = $1', [
        pipeline.id,
      ]);
    if (recordType.endsWith('-ids')) await knownButUnlisted(pipeline);
    const reader = readers(clientsOf())[recordType];
    const entity = await new PipelineRepository(open.database).get(pipeline.id);
    const [queued] = await runs.queue(pipeline.id, [recordType], 'schedule', 'test');
    let hasPlace = !paced;
    for (let claims = 1; claims < CLAIMS_MAX; claims += 1) {
      const run = await runs.claim(queued?.id ?? '', () => 0);
      if (!run || !reader) throw new Error('The run is not to be had');
      const goOn = async () => {
        if (!hasPlace) {
          hasPlace = true;
          throw new PacedError(1);
        }
        hasPlace = !paced;
      };
      try {
        const counts = await reader.read({ run, pipeline: entity, goOn, beforeCall: async () => undefined });
        await runs.succeed(run, counts);
        return { asked, counts, claims };
      } catch (error) {
        if (!(error instanceof PacedError)) throw error;
        await runs.postpone(run, 0, null);
      }
    }
    throw new Error(`It comes to no end: ${asked.slice(-6).join(', ')}`);
  }

  /** Two documents on each side that no list shows any more. */
  async function knownButUnlisted({
    id,
    quickBooksConnectionId,
  }: {
    id: string;
    quickBooksConnectionId: string;
  }) {
    await open.database.query(
      `insert into source_record (pipeline_id, record_type, source_id, version, fingerprint, payload, shape, detail_seq,
         detailed_seq, list_fingerprint, listed_at)
       select $1, 'purchase', id, 1, 'x', '{}', 'Simple Purchase', 1, 1, 'x', now() - interval '8 days'
       from unnest(array['gone-1', 'gone-2']) as id`,
      [id],
    );
    await new QuickBooksObjectRepository(open.database).save(
      open.database,
      quickBooksConnectionId,
      ['1', '2'].map((Id) => mirrored('Bill', { Id })),
    );
    await open.database.query(
      `update quickbooks_object set read_at = now() - interval '8 days' where connection_id = $1`,
      [quickBooksConnectionId],
    );
  }

  it.each<[string, RecordType, () => Parameters<typeof readers>[0], boolean, number]>([
    ['suppliers', 'supplier', () => ({ cin7: cin7(asked) }), false, 3],
    ['suppliers of a list that moves', 'supplier', () => ({ cin7: cin7(asked, { moves: true }) }), false, 6],
    ['purchases', 'purchase', () => ({ cin7: cin7(asked) }), false, 9],
    [
      'purchases, some of which cannot be read',
      'purchase',
      () => ({ cin7: cin7(asked, { unreadable: ['p2', 'p3'] }) }),
      false,
      9,
    ],
    ['credit notes', 'supplier-credit-note', () => ({ cin7: cin7(asked) }), true, 6],
    ['all that Cin7 lists', 'cin7-ids', () => ({ cin7: cin7(asked) }), true, 10],
    [
      'all of QuickBooks',
      'quickbooks-object',
      () => ({ quickBooks: quickBooks(asked, { Bill: 1_200 }) }),
      false,
      12,
    ],
    ['what changed', 'quickbooks-object', () => ({ quickBooks: quickBooks(asked, { Bill: 3 }) }), true, 2],
    [
      'what changed, one type after the other',
      'quickbooks-object',
      () => ({ quickBooks: quickBooks(asked, { Vendor: 600, Bill: 1_300 }) }),
      true,
      12,
    ],
    [
      'all ids of QuickBooks',
      'quickbooks-ids',
      () => ({ quickBooks: quickBooks(asked, { Bill: 2 }) }),
      true,
      6,
    ],
  ])('asks nothing twice and counts the same: %s', async (_what, recordType, clientsOf, lately, atLeast) => {
    const plain = await readThrough(recordType, clientsOf, { paced: false, lately });
    const paced = await readThrough(recordType, clientsOf, { paced: true, lately });
    expect(plain.asked.length).toBeGreaterThanOrEqual(atLeast);
    expect(paced.asked).toEqual(plain.asked);
    expect(paced.counts).toEqual(plain.counts);
    expect(paced.claims).toBe(plain.asked.length + 1);
  });

  it('is due again when its time has come, and says how long that is', async () => {
    const pipeline = await storedPipeline(open);
    const [queued] = await runs.queue(pipeline.id, ['supplier'], 'schedule', 'test');
    const id = queued?.id ?? '';
    const run = await runs.claim(id, () => 0);
    if (!run) throw new Error('The run is not to be had');
    expect(await runs.dueInMs(id)).toBeNull();
    await runs.postpone(run, 60_000, null);
    expect(await runs.claim(id, () => 0)).toBeNull();
    const waitMs = await runs.dueInMs(id);
    expect(waitMs).toBeGreaterThan(30_000);
    expect(waitMs).toBeLessThanOrEqual(60_000);
    expect((await runs.list(pipeline.id, 1))[0]).toMatchObject({ failures: 0, error: null });
  });
});
