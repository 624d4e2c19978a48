import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { BillIntention, VendorIntention } from '#libs/domain';
import { type OpenDatabase, openTestDatabase, type StoredPipeline, storedPipeline } from '#libs/testing';
import type { ClaimedPosting } from './claimed-posting.js';
import type { IntendedDocument } from './intended-document.js';
import { PostingClaimRepository } from './posting-claim.repository.js';
import { PostingIntentRepository } from './posting-intent.repository.js';
import { PostingViewRepository } from './posting-view.repository.js';
import { type OutgoingWrite, PostingWriteRepository } from './posting-write.repository.js';
import { SourceRecordRepository } from './source-record.repository.js';

const WRITE: OutgoingWrite = {
  operation: 'create',
  requestId: 'request',
  payload: '{"a":1}',
  sha256: 'hash',
};
const DOCUMENT = {
  quickBooksId: '7',
  syncToken: '0',
  total: '10.00',
  currency: 'USD',
  evidence: 'the answer',
  origin: 'created',
} as const;

describe("the writer's half of a posting's life", () => {
  let open: OpenDatabase;
  let pipeline: StoredPipeline;
  let claims: PostingClaimRepository;
  let writes: PostingWriteRepository;
  let intents: PostingIntentRepository;
  let records: SourceRecordRepository;
  let views: PostingViewRepository;

  beforeAll(async () => {
    open = await openTestDatabase();
    claims = new PostingClaimRepository(open.database);
    writes = new PostingWriteRepository(open.database);
    intents = new PostingIntentRepository(open.database);
    records = new SourceRecordRepository(open.database);
    views = new PostingViewRepository(open.database);
  }, 60_000);

  beforeEach(async () => {
    pipeline = await storedPipeline(open);
  });

  afterAll(() => open?.close());

  async function recordOf(sourceId: string) {
    const row = { sourceId, number: sourceId, fingerprint: `${Math.random()}`, payload: '{}' };
    const [id] = await records.saveWhole(open.database, pipeline.id, 'supplier', [row]);
    const record = await records.find(id ?? '');
    if (!record) throw new Error('The record was not saved');
    return record;
  }

  const vendor = (sourceKey: string): IntendedDocument => ({
    intention: {
      kind: 'vendor',
      sourceKey,
      sourceNumber: sourceKey,
      documentDate: null,
      total: null,
      decision: { outcome: 'post', document: { currency: 'USD' } },
    } as VendorIntention,
    intent: { body: { DisplayName: sourceKey }, hash: `hash ${sourceKey}`, documentNumber: null },
    dependsOn: [],
  });

  const bill = (sourceKey: string, supplierId: string, hash = 'hash'): IntendedDocument => ({
    intention: {
      kind: 'bill',
      sourceKey,
      supplierId,
      sourceNumber: sourceKey,
      documentDate: '2026-11-01',
      total: { minor: 1000n, currency: 'USD' },
      decision: { outcome: 'post', document: {} },
    } as BillIntention,
    intent: { body: { DocNumber: sourceKey, hash }, hash, documentNumber: sourceKey },
    dependsOn: [{ kind: 'vendor', sourceKey: supplierId, required: true }],
  });

  async function pending(sourceKey: string, document = vendor(sourceKey)): Promise<string> {
    const record = await recordOf(sourceKey);
    const { pending: ids } = await intents.save({ record, realmId: pipeline.realmId, shadow: false }, [
      document,
    ]);
    return ids[0] ?? '';
  }

  async function claimed(id: string): Promise<ClaimedPosting> {
    const claim = await claims.claim(id, 'pending');
    if (!claim) throw new Error('It could not be claimed');
    return claim;
  }

  it('gives one posting to one of twenty workers that ask at once', async () => {
    const id = await pending('S1');
    const taken = await Promise.all(Array.from({ length: 20 }, () => claims.claim(id, 'pending')));
    expect(taken.filter((claim) => claim !== null)).toHaveLength(1);
  });

  it('P7 lets an outdated lease change nothing, but P6 keeps the answer that it brings', async () => {
    const id = await pending('S2');
    const outdated = await claimed(id);
    await open.database.query(`update posting set lease_until = now() - interval '1 second' where id = $1`, [
      id,
    ]);
    const current = await claimed(id);
    expect(await writes.markSending(outdated, WRITE)).toBe(false);
    expect(await writes.markSending(current, WRITE)).toBe(true);
    await writes.finishInDoubt(outdated, 60);
    await writes.appendAttempt(outdated, WRITE, {
      outcome: 'posted',
      startedAt: new Date(),
      httpStatus: 200,
      faultCode: null,
      detail: null,
      traceId: 'tid',
    });
    const detail = await views.detail(id);
    expect(detail?.state).toBe('sending');
    expect(detail?.attempts).toHaveLength(1);
  });

  it('P3 keeps the exact bytes before they leave', async () => {
    const id = await pending('S3');
    await writes.markSending(await claimed(id), { ...WRITE, requestId: 'r3' });
    const [row] = await open.database.query(
      'select sent_payload, sent_sha256, request_id, sent_at from posting where id = $1',
      [id],
    );
    expect(row).toMatchObject({
      sent_payload: WRITE.payload,
      sent_sha256: WRITE.sha256,
      request_id: 'r3',
    });
    expect(row.sent_at).toBeInstanceOf(Date);
  });

  it('claims a bill only when its vendor is posted, and names it to whoever posts the vendor', async () => {
    const vendorId = await pending('S4');
    const billId = await pending('B4', bill('B4', 'S4'));
    expect(await claims.claim(billId, 'pending')).toBeNull();
    const claim = await claimed(vendorId);
    await writes.markSending(claim, { ...WRITE, requestId: 'r4' });
    expect(await writes.finishPosted(claim, DOCUMENT)).toEqual([billId]);
    expect((await claimed(billId)).vendorId).toBe('7');
  });

  it('maps again what depends on a vendor that was refused', async () => {
    const vendorId = await pending('S5');
    const billId = await pending('B5', bill('B5', 'S5'));
    const claim = await claimed(vendorId);
    await writes.markSending(claim, { ...WRITE, requestId: 'r5' });
    await writes.finishRefused(claim, 'rejected', [
      { code: 'vendor-name-taken', subject: 'S5', message: 'taken' },
    ]);
    const detail = await views.detail(billId);
    const record = await records.find(detail?.sourceRecordId ?? '');
    expect(Number(record?.mappingSeq)).toBeGreaterThan(Number(record?.mappedSeq));
  });

  it('P4 a new intention fences out a worker that holds the old one and has not sent it', async () => {
    const vendorId = await pending('S6');
    const vendorClaim = await claimed(vendorId);
    await writes.markSending(vendorClaim, { ...WRITE, requestId: 'r6' });
    await writes.finishPosted(vendorClaim, { ...DOCUMENT, quickBooksId: '66' });
    const billId = await pending('B6', bill('B6', 'S6', 'old'));
    const old = await claimed(billId);
    const record = await records.find(old.posting.sourceRecordId);
    if (!record) throw new Error('The record is gone');
    await intents.save({ record, realmId: pipeline.realmId, shadow: false }, [bill('B6', 'S6', 'new')]);
    expect(await writes.markSending(old, WRITE)).toBe(false);
    expect((await claimed(billId)).posting.intentHash).toBe('new');
  });

  it('P4 leaves the bytes of a write that is out alone, and maps the record again later', async () => {
    const id = await pending('S7');
    const claim = await claimed(id);
    await writes.markSending(claim, { ...WRITE, requestId: 'r7' });
    const record = await recordOf('S7');
    const changed = {
      ...vendor('S7'),
      intent: { body: { DisplayName: 'other' }, hash: 'other', documentNumber: null },
    };
    const saved = await intents.save({ record, realmId: pipeline.realmId, shadow: false }, [changed]);
    expect(saved.waits).toBe(true);
    const after = await records.find(record.id);
    expect(Number(after?.mappingSeq)).toBeGreaterThan(Number(after?.mappedSeq));
    expect((await views.detail(id))?.state).toBe('sending');
  });

  it('P5 doubts what a worker left behind, and says in the attempts that the answer is lost', async () => {
    const id = await pending('S8');
    await writes.markSending(await claimed(id), { ...WRITE, requestId: 'r8' });
    await open.database.query(`update posting set lease_until = now() - interval '1 second' where id = $1`, [
      id,
    ]);
    expect(await claims.doubtAbandoned()).toBe(1);
    const detail = await views.detail(id);
    expect(detail?.state).toBe('in-doubt');
    expect(detail?.attempts).toEqual([expect.objectContaining({ outcome: 'lost' })]);
  });

  it.each([
    ['the pipeline is in shadow', `update pipeline set mode = 'shadow'`],
    ['the connection has expired', `update connection set state = 'expired' where provider = 'quickbooks'`],
    ['QuickBooks asked for a pause', `update connection set throttled_until = now() + interval '1 minute'`],
    [
      'P11 the company is another one',
      `update posting set realm_id = realm_id || '0' where source_key = 'S9'`,
    ],
  ])('claims nothing while %s', async (_why, statement) => {
    const id = await pending('S9');
    await open.database.query(statement);
    expect(await claims.claim(id, 'pending')).toBeNull();
    await open.database.query(`update connection set state = 'active', throttled_until = null`);
  });

  it('refuses a second posting for one document of QuickBooks', async () => {
    const [first, second] = [await claimed(await pending('S10')), await claimed(await pending('S11'))];
    await writes.markSending(first, { ...WRITE, requestId: 'r10' });
    await writes.markSending(second, { ...WRITE, requestId: 'r11' });
    await writes.finishPosted(first, { ...DOCUMENT, quickBooksId: '1010' });
    await expect(writes.finishPosted(second, { ...DOCUMENT, quickBooksId: '1010' })).rejects.toThrow(
      'posting_link',
    );
  });
});
