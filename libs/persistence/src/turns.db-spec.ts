import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type OpenDatabase, openTestDatabase, type StoredPipeline, storedPipeline } from '#libs/testing';
import { AttachmentClaimRepository } from './attachment-claim.repository.js';
import { LANE } from './lane.js';
import { PostingClaimRepository } from './posting-claim.repository.js';
import { PostingWriteRepository } from './posting-write.repository.js';
import { SourceRecordRepository } from './source-record.repository.js';

describe('what waits for a turn of its pipeline', () => {
  let open: OpenDatabase;
  let pipeline: StoredPipeline;
  let claims: PostingClaimRepository;

  beforeAll(async () => {
    open = await openTestDatabase();
    claims = new PostingClaimRepository(open.database);
  }, 60_000);
  afterAll(() => open?.close());

  beforeEach(async () => {
    pipeline = await storedPipeline(open);
  });

  async function record(sourceId: string): Promise<string> {
    const [row] = await open.database.query(
      `insert into source_record (pipeline_id, record_type, source_id) values ($1, 'purchase', $2) returning id`,
      [pipeline.id, sourceId],
    );
    return row.id;
  }

  async function posting(
    key: string,
    {
      kind = 'bill',
      lane = LANE.live,
      state = 'pending',
      number = null,
      recordId,
    }: { kind?: string; lane?: number; state?: string; number?: string | null; recordId?: string } = {},
  ): Promise<string> {
    const [row] = await open.database.query(
      `insert into posting (pipeline_id, source_record_id, realm_id, kind, source_key, state, revision, source_version, marker,
         intent, lane, document_number, quickbooks_id)
       values ($1, $2, $3, $4, $5, $6, 1, 1, $5, '{}', $7, $8, case when $6 in ('posted', 'withdrawing') then $5 end)
       returning id`,
      [pipeline.id, recordId ?? (await record(key)), pipeline.realmId, kind, key, state, lane, number],
    );
    return row.id;
  }

  it('goes by who waits for it, and a vendor before what names it', async () => {
    const ids = {
      old: await posting('old', { lane: LANE.backfill }),
      bill: await posting('bill'),
      vendor: await posting('vendor', { kind: 'vendor' }),
      back: await posting('back', { state: 'withdrawing', lane: LANE.operator }),
      replayed: await posting('replayed', { lane: LANE.operator }),
    };
    const waiting = await claims.waiting(pipeline.id, 10);
    const names = waiting.map(({ id }) => Object.entries(ids).find(([, each]) => each === id)?.[0]);
    expect(names).toEqual(['back', 'replayed', 'vendor', 'bill', 'old']);
    expect(waiting[0]?.company).toEqual({ id: pipeline.quickBooksConnectionId, limitShare: 1 });
    expect(await claims.waiting(pipeline.id, 10, [ids.back, ids.replayed])).toHaveLength(3);
  });

  it('P2 may be an order that is taken back, once no bill of its purchase is on its way, linked or not', async () => {
    const recordId = await record('purchase');
    const order = await posting('order', { kind: 'purchase-order', state: 'withdrawing', recordId });
    const bill = await posting('invoice', { state: 'withdrawing', recordId });
    expect((await claims.waiting(pipeline.id, 10)).map(({ id }) => id)).toEqual([bill]);
    expect(await claims.claim(order, 'withdrawing')).toBeNull();
    await open.database.query(`update posting set state = 'withdrawn', quickbooks_id = null where id = $1`, [
      bill,
    ]);
    expect(await claims.claim(order, 'withdrawing')).not.toBeNull();
  });

  it.each([
    ['an order, for the bills that hang on its lines', { kind: 'purchase-order' }, { number: 'TW-1' }],
    ['a bill, for the one whose number it takes', { number: 'TW-1' }, { number: 'TW-1' }],
  ])('P2 waits while bills are taken back: %s', async (_what, one, other) => {
    const recordId = await record('purchase');
    const waiting = await posting('waiting', { ...one, recordId });
    const back = await posting('back', { ...other, state: 'withdrawing', recordId });
    expect(await claims.claim(waiting, 'pending')).toBeNull();
    await open.database.query(`update posting set state = 'withdrawn', quickbooks_id = null where id = $1`, [
      back,
    ]);
    expect(await claims.claim(waiting, 'pending')).not.toBeNull();
  });

  describe('is linked to its order', () => {
    const VENDOR = 'vendor';
    async function order(state: string, vendorId: string): Promise<string | undefined> {
      const recordId = await record('purchase');
      const vendor = await posting(VENDOR, { kind: 'vendor', state: 'posted' });
      const ordered = await posting('order', { kind: 'purchase-order', state: 'posted', recordId });
      const bill = await posting('bill', { recordId });
      for (const before of [vendor, ordered])
        await open.database.query('insert into posting_dependency values ($1, $2, $3)', [
          bill,
          before,
          before === vendor,
        ]);
      await open.database.query('update posting set state = $2 where id = $1', [ordered, state]);
      await open.database.query(
        `insert into quickbooks_object (connection_id, entity, quickbooks_id, payload)
         values ($1, 'PurchaseOrder', 'order', $2)`,
        [pipeline.quickBooksConnectionId, { VendorRef: { value: vendorId }, Line: [{ Id: '1' }] }],
      );
      return (await claims.claim(bill, 'pending'))?.order?.id;
    }

    it.each([
      ['as it was posted', 'posted', VENDOR, 'order'],
      ['but not where its lines are others by now', 'held', VENDOR, undefined],
      ['but not where it is taken back', 'withdrawing', VENDOR, undefined],
      ["but not to another vendor's, which QuickBooks would refuse", 'posted', 'another', undefined],
    ])('%s', async (_what, state, vendorId, expected) => {
      expect(await order(state, vendorId)).toBe(expected);
    });
  });

  it('P2 is an order whose change was refused, again when a bill of its purchase was changed', async () => {
    const recordId = await record('purchase');
    const order = await posting('order', { kind: 'purchase-order', state: 'posted', recordId });
    const writes = new PostingWriteRepository(open.database);
    const states = async () =>
      (await open.database.query('select state, revision from posting where id = $1', [order]))[0];
    for (const state of ['pending', 'sending', 'rejected'])
      await open.database.query(
        `update posting set state = $2, operation = 'update', request_id = 'r', sent_payload = '{}', sent_sha256 = 'hash',
           sent_at = now() where id = $1`,
        [order, state],
      );
    const claim = await claims.claim(await posting('bill', { recordId }), 'pending');
    if (!claim) throw new Error('It could not be claimed');
    await writes.finishPosted(claim, {
      quickBooksId: 'bill',
      syncToken: '1',
      total: null,
      currency: 'USD',
      evidence: 'the answer',
      origin: 'created',
    });
    expect(await states()).toEqual({ state: 'pending', revision: 2 });
  });

  it('is counted only as far as there are turns, and not while the pipeline is paused', async () => {
    for (const key of ['a', 'b', 'c']) await posting(key);
    const mine = async () =>
      (await claims.pipelinesToWrite(2)).filter(({ pipelineId }) => pipelineId === pipeline.id);
    expect(await mine()).toEqual([{ pipelineId: pipeline.id, rows: 2 }]);
    await open.database.query(`update pipeline set mode = 'paused' where id = $1`, [pipeline.id]);
    expect(await mine()).toEqual([]);
    expect(await claims.waiting(pipeline.id, 10)).toEqual([]);
  });

  it('may be a file, once its bill is there', async () => {
    const files = new AttachmentClaimRepository(open.database);
    await open.database.query(`update pipeline set policies = '{"attachments": "copy"}' where id = $1`, [
      pipeline.id,
    ]);
    const bill = await posting('with-file', { state: 'posted' });
    await open.database.query(
      `insert into attachment (pipeline_id, posting_id, source_id, file_name, content_type, download_url)
       values ($1, $2, 'a', 'a.pdf', 'application/pdf', 'https://files/a')`,
      [pipeline.id, bill],
    );
    const waiting = await files.waiting(pipeline.id, 10);
    expect(waiting.map(({ company }) => company.id)).toEqual([pipeline.quickBooksConnectionId]);
    expect(await files.pipelinesToAttach(2)).toContainEqual({ pipelineId: pipeline.id, rows: 1 });
  });

  it('of records: what was there before the first reading ended goes after what changes, whoever asked goes first', async () => {
    const records = new SourceRecordRepository(open.database);
    const row = (sourceId: string, fingerprint = 'f') => ({
      sourceId,
      number: sourceId,
      fingerprint,
      payload: '{}',
    });
    const save = (...rows: readonly ReturnType<typeof row>[]) =>
      records.saveWhole(open.database, pipeline.id, 'supplier', rows);
    const [first = ''] = await save(row('first'), row('second'));
    await open.database.query('update timetable set watermark = now() where pipeline_id = $1', [pipeline.id]);
    const [changed = ''] = await save(row('second', 'g'));
    const [fresh = ''] = await save(row('fresh'));
    const order = await records.dueMappings(pipeline.id, 10);
    expect(order.slice(0, 2).sort()).toEqual([changed, fresh].sort());
    expect(order[2]).toBe(first);
    expect(await records.dueMappings(pipeline.id, 10, order.slice(0, 2))).toEqual([first]);
    expect(await records.pipelinesToMap()).toContain(pipeline.id);
  });
});
