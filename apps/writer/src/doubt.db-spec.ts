import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type ClaimedPosting,
  ConnectionRepository,
  LookAlikeRepository,
  type OutgoingWrite,
  PostingClaimRepository,
  PostingViewRepository,
  PostingWriteRepository,
  QuickBooksObjectRepository,
} from '#libs/persistence';
import { mirrored, type QuickBooksClient, RemoteError, type WireObject } from '#libs/quickbooks';
import {
  type OpenDatabase,
  openTestDatabase,
  type StoredPipeline,
  storedPipeline,
  withWrongClock,
} from '#libs/testing';
import { Coexistence } from './coexistence.js';
import { DoubtResolver } from './doubt.resolver.js';
import { Settlement } from './settlement.js';
import { attemptOf } from './write-outcome.js';

const POLICY = { lookUpSeconds: 60, settleSeconds: 21_600 };

/** QuickBooks, as far as a look-up is concerned. */
function holding(...objects: readonly WireObject[]): QuickBooksClient {
  return {
    select: () => Promise.resolve(objects),
    read: () => Promise.resolve(objects[0] ?? null),
  } as Partial<QuickBooksClient> as QuickBooksClient;
}

const vendor = (changes: WireObject = {}): WireObject => ({
  Id: '7',
  SyncToken: '0',
  DisplayName: 'Acme',
  CurrencyRef: { value: 'USD' },
  MetaData: { CreateTime: new Date().toISOString() },
  ...changes,
});

describe('a write whose answer was lost', () => {
  let open: OpenDatabase;
  let pipeline: StoredPipeline;
  let claims: PostingClaimRepository;
  let writes: PostingWriteRepository;
  let settlement: Settlement;
  let doubts: DoubtResolver;
  let mirror: QuickBooksObjectRepository;

  beforeAll(async () => {
    open = await openTestDatabase();
    claims = new PostingClaimRepository(open.database);
    writes = new PostingWriteRepository(open.database);
    mirror = new QuickBooksObjectRepository(open.database);
    const connections = new ConnectionRepository(open.database, open.vault);
    const coexistence = new Coexistence(new LookAlikeRepository(open.database), mirror);
    settlement = new Settlement(writes, mirror, connections, coexistence, POLICY);
    doubts = new DoubtResolver(claims, writes, settlement, mirror, POLICY);
  }, 60_000);

  beforeEach(async () => {
    pipeline = await storedPipeline(open);
  });

  afterAll(() => open?.close());

  async function stored(sourceKey: string, quickBooksId: string | null = null): Promise<string> {
    const [record] = await open.database.query(
      `insert into source_record (pipeline_id, record_type, source_id) values ($1, 'supplier', $2) returning id`,
      [pipeline.id, sourceKey],
    );
    const [posting] = await open.database.query(
      `insert into posting (pipeline_id, source_record_id, realm_id, kind, source_key, state, revision, source_version,
         currency, marker, intent, intent_hash, quickbooks_id)
       values ($1, $2, $3, 'vendor', $4, 'pending', 1, 1, 'USD', $4, '{"DisplayName":"Acme"}', 'hash', $5) returning id`,
      [pipeline.id, record.id, pipeline.realmId, sourceKey, quickBooksId],
    );
    return posting.id;
  }

  async function claimed(id: string, state: 'pending' | 'in-doubt'): Promise<ClaimedPosting> {
    const claim = await claims.claim(id, state);
    if (!claim) throw new Error('It could not be claimed');
    return claim;
  }

  async function sending(id: string, operation: OutgoingWrite['operation'] = 'create') {
    const claim = await claimed(id, 'pending');
    await writes.markSending(claim, { operation, requestId: id, payload: '{}', sha256: 'hash' });
    return claim;
  }

  async function inDoubt(
    id: string,
    operation: OutgoingWrite['operation'] = 'create',
  ): Promise<ClaimedPosting> {
    await writes.finishInDoubt(await sending(id, operation), 0);
    return claimed(id, 'in-doubt');
  }

  async function detail(id: string) {
    return new PostingViewRepository(open.database).detail(id);
  }

  it('P12 finds a bill that only the mirror remembers, before it is created again', async () => {
    const claim = await claimed(await stored('S0'), 'pending');
    const forgotten = { ...claim, posting: { ...claim.posting, kind: 'bill' as const } };
    const bill = { Id: '90', SyncToken: '0', PrivateNote: `Cin7 ${claim.posting.marker}` };
    expect(await doubts.foundFromBefore(forgotten, holding(bill))).toEqual([]);
    await mirror.note(claim.connectionId, { ...mirrored('Bill', bill), marker: claim.posting.marker });
    expect(await doubts.foundFromBefore(forgotten, holding(bill))).toEqual([bill]);
  });

  it('P12 asks the mirror as well as QuickBooks, whose queries lag behind what a lost past has sent', async () => {
    const claim = await inDoubt(await stored('S11'));
    const again = { ...claim, posting: { ...claim.posting, kind: 'bill' as const } };
    const bill = { Id: '91', SyncToken: '0', PrivateNote: `Cin7 ${claim.posting.marker}` };
    await mirror.note(claim.connectionId, { ...mirrored('Bill', bill), marker: claim.posting.marker });
    expect(claim.posting.firstSentAt).not.toBeNull();
    const lagging = { ...holding(bill), select: async () => [] } as Partial<QuickBooksClient>;
    expect(await doubts.foundFromBefore(again, lagging as QuickBooksClient)).toEqual([bill]);
  });

  it('P5 does not take a bill for posted that a query still shows after it was deleted', async () => {
    const claim = await inDoubt(await stored('S12'));
    const bill = { Id: '92', SyncToken: '0', PrivateNote: `Cin7 ${claim.posting.marker}` };
    const lagging = { ...holding(bill), read: async () => null } as Partial<QuickBooksClient>;
    const doubted = { ...claim, posting: { ...claim.posting, kind: 'bill' as const } };
    await doubts.resolve(doubted, lagging as QuickBooksClient);
    expect(await detail(claim.posting.id)).toMatchObject({ state: 'in-doubt', quickBooksId: null });
  });

  it('K1 P12 waits after a restore by the clock of the database, however late this process believes it to be', async () => {
    const claim = await claimed(await stored('S11'), 'pending');
    const bill = { ...claim.posting, kind: 'bill' as const };
    const restored = { at: await claims.now(), mirroredUntil: null };
    const seconds = () => doubts.secondsToWait({ ...claim, posting: bill, restored });
    expect(await withWrongClock(8, seconds)).toBe(POLICY.lookUpSeconds);
  });

  it('P12 waits for nothing where nothing was restored', async () => {
    const claim = await claimed(await stored('S12'), 'pending');
    const bill = { ...claim.posting, kind: 'bill' as const };
    expect(await doubts.secondsToWait({ ...claim, posting: bill, restored: null })).toBeNull();
  });

  it('P5 is for a person to decide where the vendor of the name has another currency', async () => {
    const id = await stored('S1');
    await doubts.resolve(await inDoubt(id), holding(vendor({ CurrencyRef: { value: 'EUR' } })));
    expect(await detail(id)).toMatchObject({
      state: 'needs-review',
      problems: [{ code: 'vendor-currency-differs' }],
    });
  });

  it('P5 is for a person to decide where the vendor of the name stands for another supplier', async () => {
    const claim = await inDoubt(await stored('S2'));
    await settlement.found(await claimed(await stored('S3'), 'pending'), vendor(), 'a name', 'adopted');
    await doubts.resolve(claim, holding(vendor()));
    expect(await detail(claim.posting.id)).toMatchObject({
      state: 'needs-review',
      problems: [{ code: 'vendor-name-taken' }],
    });
  });

  it('is held, not lost, where the document of the answer stands for another posting', async () => {
    const claim = await sending(await stored('S4'));
    await settlement.found(await claimed(await stored('S5'), 'pending'), vendor(), 'a name', 'adopted');
    await settlement.found(claim, vendor(), 'the answer');
    expect(await detail(claim.posting.id)).toMatchObject({
      state: 'held',
      problems: [{ code: 'vendor-name-taken' }],
    });
  });

  it('P1 is given the whole settle window after its last sending, whenever the first one was', async () => {
    const id = await stored('S6');
    await inDoubt(id);
    await open.database.query(
      `update posting set first_sent_at = now() - interval '7 hours', lease_until = null where id = $1`,
      [id],
    );
    expect(await doubts.resolve(await claimed(id, 'in-doubt'), holding())).toEqual([]);
    expect((await detail(id))?.state).toBe('in-doubt');
  });

  async function stale(id: string): Promise<void> {
    const write = {
      operation: 'update',
      requestId: crypto.randomUUID(),
      payload: '{}',
      sha256: 'h',
    } as const;
    const claim = await claimed(id, 'pending');
    await writes.markSending(claim, write);
    const error = new RemoteError('rejected', 'stale', { status: 400, code: '5010' });
    const call = { ok: false, error } as const;
    await writes.appendAttempt(claim, write, attemptOf(call, new Date()));
    await settlement.settle(claim, write, call, holding());
  }

  it('P8 reads again after a stale sync token, however often the network had failed before', async () => {
    const id = await stored('S8', '78');
    await open.database.query('update posting set failures = 9 where id = $1', [id]);
    await stale(id);
    expect((await detail(id))?.state).toBe('pending');
  });

  it('P8 is for a person to decide after the third stale sync token in a row', async () => {
    const id = await stored('S9', '79');
    await stale(id);
    await stale(id);
    expect((await detail(id))?.state).toBe('pending');
    await stale(id);
    expect(await detail(id)).toMatchObject({ state: 'held', problems: [{ code: 'changed-in-quickbooks' }] });
  });

  it('creates a vendor again, as a further revision, when QuickBooks was busy with another name', async () => {
    const id = await stored('S10');
    const detailOf6000 =
      'Business Validation Error: You can only add or edit one name at a time. Please try again.';
    const error = new RemoteError('rejected', 'refused', { status: 400, code: '6000', detail: detailOf6000 });
    const write = { operation: 'create', requestId: id, payload: '{}', sha256: 'hash' } as const;
    await settlement.settle(await sending(id), write, { ok: false, error }, holding());
    expect(await detail(id)).toMatchObject({ state: 'pending', revision: 2 });
    expect(await claims.claim(id, 'pending')).toBeNull();
  });

  it('an order that was to be restated and is as somebody left it was not', async () => {
    const order = { DocNumber: 'PO-1', VendorRef: { value: '42' } };
    const claim = await inDoubt(await stored('S13', '93'), 'update');
    const posting = { ...claim.posting, kind: 'purchase-order' as const, intent: order, postedIntent: order };
    const theirs = { ...order, Id: '93', SyncToken: '4', DocNumber: 'PO-1 by hand', POStatus: 'Open' };
    await doubts.resolve({ ...claim, posting: { ...posting, overwrites: true } }, holding(theirs));
    expect(await detail(claim.posting.id)).toMatchObject({ state: 'pending', revision: 2 });
  });

  it('P4 an update that was not carried out is derived anew and has a request id of its own', async () => {
    const id = await stored('S7', '77');
    await doubts.resolve(await inDoubt(id, 'update'), holding(vendor({ DisplayName: 'Acme old' })));
    expect(await detail(id)).toMatchObject({ state: 'pending', revision: 2 });
  });
});
