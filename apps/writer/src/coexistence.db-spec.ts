import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { PinoLogger } from 'nestjs-pino';
import {
  ConnectionRepository,
  LookAlikeRepository,
  PipelineRepository,
  PostingClaimRepository,
  PostingReplayRepository,
  PostingResolutionRepository,
  PostingViewRepository,
  PostingWriteRepository,
  QuickBooksObjectRepository,
} from '#libs/persistence';
import {
  mirrored,
  type QuickBooksClient,
  type QuickBooksCompanies,
  RemoteError,
  type WireObject,
} from '#libs/quickbooks';
import { type OpenDatabase, openTestDatabase, type StoredPipeline, storedPipeline } from '#libs/testing';
import { Coexistence } from './coexistence.js';
import { DoubtResolver } from './doubt.resolver.js';
import { PostingWriter } from './posting.writer.js';
import { Settlement } from './settlement.js';
import { Withdrawal } from './withdrawal.js';

const POLICY = { lookUpSeconds: 60, settleSeconds: 21_600 };
const MARKER = '[bb:aaaaaaaaaaaaaaaaaaaaaaaaaa]';
const logger = { setContext() {}, info() {} } as unknown as PinoLogger;

/** A bill that a bookkeeper has entered by hand: same vendor, number and total as ours, other lines. */
const theirs = (changes: WireObject = {}): WireObject => ({
  Id: '145',
  SyncToken: '0',
  DocNumber: 'INV-1',
  VendorRef: { value: '42' },
  TotalAmt: 12,
  CurrencyRef: { value: 'USD' },
  Line: [{ Amount: 12, AccountBasedExpenseLineDetail: { AccountRef: { value: '99' } } }],
  ...changes,
});

const ours = (changes: WireObject = {}): WireObject => ({
  DocNumber: 'INV-1',
  PrivateNote: `Cin7 ${MARKER}`,
  Line: [{ Amount: 12, AccountBasedExpenseLineDetail: { AccountRef: { value: '81' } } }],
  ...changes,
});

describe('a bill that others have entered in QuickBooks', () => {
  let open: OpenDatabase;
  let pipeline: StoredPipeline;
  let id: string;
  /** What QuickBooks holds, and the bodies that it was sent. */
  let books: WireObject[];
  let sent: WireObject[];
  let refusal: RemoteError | null;

  beforeAll(async () => {
    open = await openTestDatabase();
  }, 60_000);
  afterAll(() => open?.close());

  beforeEach(async () => {
    books = [];
    sent = [];
    refusal = null;
    pipeline = await storedPipeline(open);
    id = await pending();
  });

  /** A bill over 12 of vendor 42, not sent yet. */
  async function pending(): Promise<string> {
    const row = async (table: string, values: Readonly<Record<string, unknown>>): Promise<string> => {
      const names = Object.keys(values);
      const places = names.map((_, index) => `$${index + 1}`);
      const [added] = await open.database.query(
        `insert into ${table} (${names.join(', ')}) values (${places.join(', ')}) returning *`,
        Object.values(values),
      );
      return added.id;
    };
    const record = await row('source_record', {
      pipeline_id: pipeline.id,
      record_type: 'purchase',
      source_id: 'P',
    });
    const of = {
      pipeline_id: pipeline.id,
      source_record_id: record,
      realm_id: pipeline.realmId,
      revision: 1,
      source_version: 1,
      currency: 'USD',
    };
    const vendor = await row('posting', {
      ...of,
      kind: 'vendor',
      source_key: 'S',
      state: 'posted',
      marker: '',
      quickbooks_id: '42',
    });
    const bill = await row('posting', {
      ...of,
      kind: 'bill',
      source_key: 'P',
      state: 'pending',
      marker: MARKER,
      intent: ours(),
      intent_hash: 'hash',
      document_number: 'INV-1',
      total: '12.00',
    });
    await row('posting_dependency', { posting_id: bill, depends_on_id: vendor });
    return bill;
  }

  const mirror = () => new QuickBooksObjectRepository(open.database);

  /** Entered in QuickBooks, and read into the mirror unless said otherwise. */
  async function entered(document: WireObject, { unread = false } = {}) {
    books.push(document);
    if (!unread) await mirror().note(pipeline.quickBooksConnectionId, mirrored('Bill', document));
  }

  async function deliver() {
    const client: Partial<QuickBooksClient> = {
      ready: () => Promise.resolve(),
      select: () => Promise.resolve([]),
      read: (_entity, documentId) => Promise.resolve(books.find(({ Id }) => Id === documentId) ?? null),
      write: (_entity, body) => {
        if (refusal) return Promise.reject(refusal);
        const object = { Id: '900', SyncToken: '0', TotalAmt: 12, ...JSON.parse(body) };
        sent.push(object);
        return Promise.resolve({ object, id: '900', status: 200, traceId: null });
      },
    };
    const claims = new PostingClaimRepository(open.database);
    const writes = new PostingWriteRepository(open.database);
    const connections = new ConnectionRepository(open.database, open.vault);
    const coexistence = new Coexistence(new LookAlikeRepository(open.database), mirror());
    const settlement = new Settlement(writes, mirror(), connections, coexistence, POLICY);
    const companies = { client: () => client } as unknown as QuickBooksCompanies;
    const doubts = new DoubtResolver(claims, writes, settlement, mirror(), POLICY);
    const withdrawal = new Withdrawal(claims, writes, mirror(), settlement, POLICY);
    const parts = [claims, writes, companies, doubts, settlement, withdrawal, coexistence] as const;
    await new PostingWriter(...parts, logger).write(id, () => false);
    return new PostingViewRepository(open.database).detail(id);
  }

  const resolve = (resolution: 'adopt' | 'post-anyway', quickBooksId: string) =>
    new PostingResolutionRepository(open.database).resolve(
      id,
      { resolution, quickBooksId, reason: 'seen' },
      'ana',
    );

  const duplicates = (policy: 'hold' | 'adopt') =>
    new PipelineRepository(open.database).update(pipeline.id, { policies: { duplicates: policy } }, 'ana');

  it('P1 is found before ours is sent, and a person is asked', async () => {
    await entered(theirs());
    expect(await deliver()).toMatchObject({
      state: 'held',
      quickBooksId: null,
      problems: [
        { code: 'already-in-quickbooks', subject: 'INV-1', message: expect.stringContaining('145') },
      ],
    });
    expect(sent).toEqual([]);
  });

  it.each([
    ['another vendor', { VendorRef: { value: '43' } }],
    ['another total', { TotalAmt: 12.01 }],
    ['another number', { DocNumber: 'INV-10' }],
  ])('is none with %s', async (_what, change) => {
    await entered(theirs(change));
    expect(await deliver()).toMatchObject({ state: 'posted', quickBooksId: '900', linkOrigin: 'created' });
  });

  it('is found however its number is written', async () => {
    await entered(theirs({ DocNumber: ' inv-1 ' }));
    expect(await deliver()).toMatchObject({ state: 'held' });
  });

  it('is none where it has been deleted since the mirror was read', async () => {
    await entered(theirs());
    books = [];
    expect(await deliver()).toMatchObject({ state: 'posted', quickBooksId: '900' });
  });

  it('is none where it stands for another posting', async () => {
    await entered(theirs());
    await open.database.query(
      `insert into posting (pipeline_id, source_record_id, realm_id, kind, source_key, state, source_version, marker,
         quickbooks_id)
       select pipeline_id, source_record_id, realm_id, kind, 'Q', 'posted', 1, '', '145' from posting where id = $1`,
      [id],
    );
    expect(await deliver()).toMatchObject({ state: 'posted', quickBooksId: '900' });
  });

  it('is met when QuickBooks refuses the number, although the mirror had not shown it', async () => {
    await entered(theirs(), { unread: true });
    refusal = duplicateNumber('145');
    expect(await deliver()).toMatchObject({ state: 'pending', revision: 2 });
    expect(await deliver()).toMatchObject({ state: 'held', problems: [{ code: 'already-in-quickbooks' }] });
  });

  it('P1 is ours where QuickBooks refuses the number and the document carries our mark', async () => {
    await entered({ ...theirs(), ...ours() }, { unread: true });
    refusal = duplicateNumber('145');
    expect(await deliver()).toMatchObject({ state: 'pending' });
    expect(await deliver()).toMatchObject({ state: 'posted', quickBooksId: '145', linkOrigin: 'created' });
  });

  it('is a refusal like any other where only the number is the same', async () => {
    await entered(theirs({ TotalAmt: 99 }), { unread: true });
    refusal = duplicateNumber('145');
    expect(await deliver()).toMatchObject({ state: 'rejected', problems: [{ code: 'number-taken' }] });
  });

  describe('by the policy adopt', () => {
    beforeEach(() => duplicates('adopt'));

    it('P10 stands for ours and is not touched', async () => {
      await entered(theirs());
      expect(await deliver()).toMatchObject({
        state: 'posted',
        quickBooksId: '145',
        linkOrigin: 'adopted',
        postedTotal: '12.0000',
        problems: [],
      });
      expect(sent).toEqual([]);
    });

    it('is asked about where there are two', async () => {
      await entered(theirs());
      await entered(theirs({ Id: '146' }));
      expect(await deliver()).toMatchObject({
        state: 'held',
        problems: [{ message: expect.stringContaining('145, 146') }],
      });
    });

    it('P12 is asked about where it carries a mark that no posting knows', async () => {
      await entered(theirs({ PrivateNote: '[bb:bbbbbbbbbbbbbbbbbbbbbbbbbb]' }));
      expect(await deliver()).toMatchObject({ state: 'held' });
    });

    it('P10 is not changed by us when Cin7 changes', async () => {
      await entered(theirs());
      expect(await deliver()).toMatchObject({ state: 'posted' });
      await open.database.query(
        `update posting set state = 'pending', revision = 2, intent = $2, intent_hash = 'other' where id = $1`,
        [id, ours({ DueDate: '2027-01-01' })],
      );
      expect(await deliver()).toMatchObject({
        state: 'held',
        quickBooksId: '145',
        problems: [
          { code: 'changed-in-quickbooks', message: expect.stringContaining('was entered by others') },
        ],
      });
      expect(sent).toEqual([]);
    });
  });

  describe('that a person decides on', () => {
    beforeEach(async () => {
      await entered(theirs());
      expect(await deliver()).toMatchObject({ state: 'held' });
    });

    it('P10 stands for ours when it is adopted', async () => {
      expect(await resolve('adopt', '145')).toMatchObject({ outcome: 'resolved' });
      expect(await new PostingViewRepository(open.database).detail(id)).toMatchObject({
        state: 'posted',
        quickBooksId: '145',
        linkOrigin: 'adopted',
        postedTotal: '12.0000',
        problems: [],
      });
    });

    it.each(['adopt', 'post-anyway'] as const)('has to be one of those found, to %s', async (resolution) => {
      expect(await resolve(resolution, '999')).toEqual({ outcome: 'refused', state: 'held' });
    });

    it('is another one where ours is posted anyway', async () => {
      await resolve('post-anyway', '145');
      expect(await deliver()).toMatchObject({ state: 'posted', quickBooksId: '900' });
      expect(sent).toHaveLength(1);
    });

    it('P1 does not stand in for one that is entered after that decision', async () => {
      await resolve('post-anyway', '145');
      await entered(theirs({ Id: '146' }));
      expect(await deliver()).toMatchObject({
        state: 'held',
        problems: [{ message: expect.stringContaining('document 146') }],
      });
    });

    it('has ours excluded until a replay', async () => {
      const resolutions = new PostingResolutionRepository(open.database);
      await resolutions.resolve(id, { resolution: 'exclude', reason: 'theirs' }, 'ana');
      const view = new PostingViewRepository(open.database);
      expect(await view.detail(id)).toMatchObject({
        state: 'excluded',
        exclusionReason: 'entered-by-others',
        problems: [],
      });
      await new PostingReplayRepository(open.database).replay(id, 'ana');
      expect(await view.detail(id)).toMatchObject({ state: 'pending', exclusionReason: null });
      expect(await deliver()).toMatchObject({ state: 'held' });
    });
  });
});

function duplicateNumber(id: string): RemoteError {
  return new RemoteError('rejected', 'QuickBooks refused the request', {
    status: 400,
    code: '6140',
    detail: `Duplicate Document Number Error : DocNumber=INV-1 is assigned to TxnType=Bill with TxnId=${id}`,
  });
}
