import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PinoLogger } from 'nestjs-pino';
import {
  ConnectionRepository,
  LookAlikeRepository,
  PostingClaimRepository,
  PostingReplayRepository,
  PostingViewRepository,
  PostingWriteRepository,
  QuickBooksObjectRepository,
} from '#libs/persistence';
import {
  type QuickBooksClient,
  type QuickBooksCompanies,
  RemoteError,
  type WireObject,
} from '#libs/quickbooks';
import { type OpenDatabase, openTestDatabase, storedPipeline } from '#libs/testing';
import { Coexistence } from './coexistence.js';
import { DoubtResolver } from './doubt.resolver.js';
import { PostingWriter } from './posting.writer.js';
import { Settlement } from './settlement.js';
import { Withdrawal } from './withdrawal.js';

const POLICY = { lookUpSeconds: 60, settleSeconds: 21_600 };
const MARKER = '[bb:aaaaaaaaaaaaaaaaaaaaaaaaaa]';
const logger = { setContext() {}, info() {} } as unknown as PinoLogger;

const LINE_DOWN = new RemoteError('not-sent', 'The line is down');

const bill = (amount: number) => ({
  DocNumber: 'INV-1',
  PrivateNote: `Cin7 ${MARKER}`,
  Line: [{ Amount: amount, AccountBasedExpenseLineDetail: { AccountRef: { value: '81' } } }],
});

describe('taking a bill to QuickBooks', () => {
  let open: OpenDatabase;
  let writes: PostingWriteRepository;

  beforeAll(async () => {
    open = await openTestDatabase();
    writes = new PostingWriteRepository(open.database);
  }, 60_000);

  afterAll(() => open?.close());

  /** A pending bill over 12 that was on its way before, under an earlier revision. */
  async function sentBefore(): Promise<string> {
    const pipeline = await storedPipeline(open);
    const [record] = await open.database.query(
      `insert into source_record (pipeline_id, record_type, source_id) values ($1, 'purchase', 'P') returning id`,
      [pipeline.id],
    );
    const [posting] = await open.database.query(
      `insert into posting (pipeline_id, source_record_id, realm_id, kind, source_key, state, revision, source_version,
         currency, marker, intent, intent_hash, document_number, first_sent_at)
       values ($1, $2, $3, 'bill', 'P', 'pending', 2, 1, 'USD', $4, $5, 'hash', 'INV-1', now()) returning id`,
      [pipeline.id, record.id, pipeline.realmId, MARKER, bill(12)],
    );
    return posting.id;
  }

  async function deliver(
    postingId: string,
    there: WireObject,
    { ending = false, deleted = false, nothing = false, mistake = false, answer = LINE_DOWN } = {},
  ) {
    let hasEnded = false;
    const client: Partial<QuickBooksClient> = {
      ready: async () => {
        hasEnded = ending;
        if (mistake) throw new TypeError('a mistake of ours');
      },
      select: () => Promise.resolve(ending || nothing ? [] : [there]),
      read: () => Promise.resolve(deleted ? null : there),
      write: () => Promise.reject(answer),
    };
    const claims = new PostingClaimRepository(open.database);
    const mirror = new QuickBooksObjectRepository(open.database);
    const connections = new ConnectionRepository(open.database, open.vault);
    const coexistence = new Coexistence(new LookAlikeRepository(open.database), mirror);
    const settlement = new Settlement(writes, mirror, connections, coexistence, POLICY);
    const companies = { client: () => client } as unknown as QuickBooksCompanies;
    const doubts = new DoubtResolver(claims, writes, settlement, mirror, POLICY);
    const withdrawal = new Withdrawal(claims, writes, mirror, settlement, POLICY);
    const parts = [claims, writes, companies, doubts, settlement, withdrawal, coexistence, logger] as const;
    await new PostingWriter(...parts).write(postingId, () => hasEnded);
    return new PostingViewRepository(open.database).detail(postingId);
  }

  it('P1 links the bill that an earlier sending left, where it says what is wanted', async () => {
    const posting = await deliver(await sentBefore(), { ...bill(12), Id: '7', SyncToken: '0' });
    expect(posting).toMatchObject({ state: 'posted', quickBooksId: '7' });
  });

  it('Q6 sends nothing when the service is ending, and leaves the bill to the next worker at once', async () => {
    const id = await sentBefore();
    expect(await deliver(id, {}, { ending: true })).toMatchObject({ state: 'pending' });
    expect(await new PostingClaimRepository(open.database).claim(id, 'pending')).not.toBeNull();
  });

  it('G10 gives a bill back at once where a mistake of ours broke the work off, and lets the queue know', async () => {
    const id = await sentBefore();
    await expect(deliver(id, {}, { mistake: true })).rejects.toThrow('a mistake of ours');
    expect(await new PostingClaimRepository(open.database).claim(id, 'pending')).not.toBeNull();
  });

  it('P1 sends the bill anew where a query still shows one that was deleted a moment ago', async () => {
    const deleted = { ...bill(10), Id: '7', SyncToken: '0' };
    const posting = await deliver(await sentBefore(), deleted, { deleted: true });
    expect([posting?.state, posting?.attempts.map(({ outcome }) => outcome)]).toEqual([
      'pending',
      ['not-sent'],
    ]);
  });

  it('H7 rejects no bill where QuickBooks is closed to us, but stops the connection with its reason', async () => {
    const id = await sentBefore();
    const closed = new RemoteError('locked-out', 'QuickBooks does not let this app in', { code: '3100' });
    const posting = await deliver(id, {}, { nothing: true, answer: closed });
    expect(posting).toMatchObject({ state: 'pending', problems: [], attempts: [{ outcome: 'locked-out' }] });
    const [{ state, state_reason }] = await open.database.query(
      `select c.state, c.state_reason from connection c join pipeline l on l.quickbooks_connection_id = c.id
       where l.id = $1`,
      [posting?.pipelineId],
    );
    expect([state, state_reason]).toEqual(['paused', closed.message]);
    await open.database.query('update posting set not_before = null where id = $1', [id]);
    expect(await new PostingClaimRepository(open.database).claim(id, 'pending')).toBeNull();
  });

  it('P2 never takes an earlier revision that is found for what is wanted now', async () => {
    const posting = await deliver(await sentBefore(), { ...bill(10), Id: '7', SyncToken: '0' });
    expect(posting).toMatchObject({ state: 'held', problems: [{ code: 'changed-in-quickbooks' }] });
  });

  describe('where QuickBooks holds another amount than was meant', () => {
    const there = { ...bill(12), Id: '7', SyncToken: '0', TotalAmt: 12.01, CurrencyRef: { value: 'USD' } };

    async function replay(id: string) {
      await new PostingReplayRepository(open.database).replay(id, 'ana');
    }

    async function postedHash(id: string): Promise<unknown> {
      return (await open.database.query('select posted_hash from posting where id = $1', [id]))[0]
        .posted_hash;
    }

    it('P9 keeps the link and what is there, and says so: no cent is passed over', async () => {
      const id = await sentBefore();
      expect(await deliver(id, there)).toMatchObject({
        state: 'held',
        quickBooksId: '7',
        postedTotal: '12.0100',
        problems: [
          { code: 'total-differs-in-quickbooks', message: expect.stringContaining('is 12.01, not 12') },
        ],
      });
      expect(await postedHash(id)).toBeNull();
    });

    it('P1 a replay compares again and writes nothing', async () => {
      const id = await sentBefore();
      expect(await deliver(id, there)).toMatchObject({ state: 'held' });
      await replay(id);
      expect(await deliver(id, there)).toMatchObject({
        state: 'held',
        quickBooksId: '7',
        problems: [{ code: 'total-differs-in-quickbooks' }],
      });
    });

    it('a correction in QuickBooks and a replay settle it', async () => {
      const id = await sentBefore();
      expect(await deliver(id, there)).toMatchObject({ state: 'held' });
      await replay(id);
      const corrected = { ...there, SyncToken: '1', TotalAmt: 12 };
      expect(await deliver(id, corrected)).toMatchObject({
        state: 'posted',
        postedTotal: '12.0000',
        problems: [],
      });
      expect(await postedHash(id)).toBe('hash');
    });
  });
});
