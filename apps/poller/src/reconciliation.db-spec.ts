import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  ConnectionRepository,
  FindingRepository,
  PipelineRepository,
  QuickBooksObjectRepository,
  type RecordType,
  SyncRunRepository,
} from '#libs/persistence';
import { mirrored, type QuickBooksClient, type QuickBooksCompanies, type WireObject } from '#libs/quickbooks';
import { type OpenDatabase, openTestDatabase, type StoredPipeline, storedPipeline } from '#libs/testing';
import { QuickBooksReader } from './quickbooks.reader.js';
import { QuickBooksIdsReader } from './quickbooks-ids.reader.js';
import { ReconciliationReader } from './reconciliation.reader.js';
import { type RecordReader, StoppedError } from './record.reader.js';

const MARK = `[bb:${'a'.repeat(26)}]`;
const OTHER_MARK = `[bb:${'b'.repeat(26)}]`;

const bill = (Id: string, changes: WireObject = {}): WireObject => ({
  Id,
  SyncToken: '0',
  DocNumber: `INV-${Id}`,
  VendorRef: { value: '42' },
  TotalAmt: 12,
  CurrencyRef: { value: 'USD' },
  ...changes,
});

describe('the checks of a pipeline', () => {
  let open: OpenDatabase;
  let pipeline: StoredPipeline;
  let runs: SyncRunRepository;
  let objects: QuickBooksObjectRepository;
  let findings: FindingRepository;

  beforeAll(async () => {
    open = await openTestDatabase();
    runs = new SyncRunRepository(open.database);
    objects = new QuickBooksObjectRepository(open.database);
    findings = new FindingRepository(open.database);
  }, 60_000);
  afterAll(() => open?.close());
  beforeEach(async () => {
    pipeline = await storedPipeline(open);
  });

  const mirror = (...bills: readonly WireObject[]) =>
    objects.save(
      open.database,
      pipeline.quickBooksConnectionId,
      bills.map((each) => mirrored('Bill', each)),
    );

  /** A posted bill over 12. */
  async function posted(quickBooksId: string, marker: string): Promise<string> {
    const [record] = await open.database.query(
      `insert into source_record (pipeline_id, record_type, source_id) values ($1, 'purchase', $2) returning id`,
      [pipeline.id, quickBooksId],
    );
    const [posting] = await open.database.query(
      `insert into posting (pipeline_id, source_record_id, realm_id, kind, source_key, state, source_version, marker,
         quickbooks_id, posted_total) values ($1, $2, $3, 'bill', $4, 'posted', 1, $5, $4, 12) returning id`,
      [pipeline.id, record.id, pipeline.realmId, quickBooksId, marker],
    );
    return posting.id;
  }

  async function run(
    recordType: RecordType,
    reader: RecordReader,
    goOn: () => Promise<void> = async () => undefined,
  ) {
    const [queued] = await runs.queue(pipeline.id, [recordType], 'operator', 'ana');
    const claimed = await runs.claim(queued?.id ?? '', () => reader.overlapSeconds);
    if (!claimed) throw new Error('The run is not to be had');
    const entity = await new PipelineRepository(open.database).get(pipeline.id);
    try {
      const counts = await reader.read({
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

  const reconcile = () => run('reconciliation', new ReconciliationReader(findings, runs));

  async function found(): Promise<readonly (readonly unknown[])[]> {
    const list = await findings.list(pipeline.id, 100);
    return list.map(({ code, quickBooksId, otherId }) => [code, quickBooksId, otherId]).sort();
  }

  it('P1 find two documents with one mark', async () => {
    await posted('1', MARK);
    await mirror(bill('1', { PrivateNote: MARK }), bill('2', { PrivateNote: MARK }));
    await reconcile();
    expect(await found()).toEqual([
      ['several-with-one-marker', '1', '2'],
      ['several-with-one-marker', '2', '1'],
    ]);
  });

  it.each([
    ['that is as it was posted', bill('1', { PrivateNote: MARK }), []],
    ['that was deleted', { ...bill('1'), status: 'Deleted' }, [['posted-but-gone', '1', null]]],
    [
      'whose amount was changed',
      bill('1', { PrivateNote: MARK, TotalAmt: 12.01 }),
      [['amount-drift', '1', null]],
    ],
  ] as const)('P2 say of a document %s what is so', async (_what, there, expected) => {
    await posted('1', MARK);
    await mirror(there);
    await reconcile();
    expect(await found()).toEqual(expected);
  });

  it('P12 find a mark that no posting has, until one has it', async () => {
    await mirror(bill('1', { PrivateNote: OTHER_MARK }));
    await reconcile();
    expect(await found()).toEqual([['marker-of-no-posting', '1', null]]);
    await posted('1', OTHER_MARK);
    await open.database.query(`update quickbooks_object set read_at = now() - interval '1 day'`);
    await reconcile();
    expect(await found()).toEqual([]);
  });

  it('find a bill of others that looks like ours, unless a person said that it is another', async () => {
    const id = await posted('1', MARK);
    await mirror(bill('1', { PrivateNote: MARK }), bill('2', { DocNumber: 'inv-1' }));
    await reconcile();
    expect(await found()).toEqual([['look-alike', '2', '1']]);
    await open.database.query(`update posting set other_than = '{2}' where id = $1`, [id]);
    await reconcile();
    expect(await found()).toEqual([]);
  });

  it('go through more than one page, and only through what was read since', async () => {
    const bills = Array.from({ length: 1_100 }, (_, index) =>
      bill(`${index + 1}`, { PrivateNote: OTHER_MARK.replace('bbb', 'bcd') }),
    );
    await mirror(...bills);
    expect(await reconcile()).toMatchObject({ checked: 1_100 });
    await open.database.query(`update quickbooks_object set read_at = now() - interval '1 day'`);
    await mirror(bill('5'));
    expect(await reconcile()).toMatchObject({ checked: 1 });
  });

  describe('of the ids in QuickBooks', () => {
    let books: WireObject[];
    let asked: string[];

    beforeEach(() => {
      books = [];
      asked = [];
    });

    function ids(): QuickBooksIdsReader {
      const client: Partial<QuickBooksClient> = {
        page: (entity, position) => Promise.resolve(entity === 'Bill' && position === 1 ? books : []),
        read: (_entity, id) => {
          asked.push(id);
          return Promise.resolve(books.find(({ Id }) => Id === id) ?? null);
        },
      };
      const companies = { client: () => client } as unknown as QuickBooksCompanies;
      const connections = new ConnectionRepository(open.database, open.vault);
      const none = {} as never;
      const reader = new QuickBooksReader(companies, connections, runs, objects, none, none, none);
      return new QuickBooksIdsReader(companies, connections, runs, objects, reader);
    }

    const states = () =>
      open.database.query(
        `select quickbooks_id as id, deleted from quickbooks_object where connection_id = $1 and entity = 'Bill'
         order by quickbooks_id`,
        [pipeline.quickBooksConnectionId],
      );

    it('G6 see a deletion that no change told of, and a document that was overlooked', async () => {
      await mirror(bill('1'), bill('2'));
      books = [bill('1'), bill('3')];
      expect(await run('quickbooks-ids', ids())).toMatchObject({ gone: 1 });
      expect(await states()).toEqual([
        { id: '1', deleted: false },
        { id: '2', deleted: true },
        { id: '3', deleted: false },
      ]);
      expect(asked).toEqual(['2']);
    });

    it('go on where they were interrupted', async () => {
      await mirror(bill('1'), bill('2'), bill('3'));
      let steps = 0;
      const stop = async () => {
        if (asked.length === 2) throw new StoppedError();
        steps += 1;
      };
      expect(await run('quickbooks-ids', ids(), stop)).toBeNull();
      expect(steps).toBeGreaterThan(0);
      expect(await run('quickbooks-ids', ids())).toMatchObject({ gone: 3 });
      expect(asked).toEqual(['1', '2', '3']);
    });
  });
});
