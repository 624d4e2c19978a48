import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { PurchaseOrderIntention } from '#libs/domain';
import { type OpenDatabase, openTestDatabase, type StoredPipeline, storedPipeline } from '#libs/testing';
import type { IntendedDocument, SeenVersion } from './intended-document.js';
import { OrderDriftRepository } from './order-drift.repository.js';
import { PostingClaimRepository } from './posting-claim.repository.js';
import { PostingIntentRepository } from './posting-intent.repository.js';
import { PostingWriteRepository } from './posting-write.repository.js';
import { QuickBooksObjectRepository } from './quickbooks-object.repository.js';
import { SourceRecordRepository } from './source-record.repository.js';

const BODY = { DocNumber: 'PO-1' };

describe('an order that QuickBooks shows in a later version', () => {
  let open: OpenDatabase;
  let pipeline: StoredPipeline;
  let orders: OrderDriftRepository;
  let records: SourceRecordRepository;
  let recordId: string;

  beforeAll(async () => {
    open = await openTestDatabase();
    orders = new OrderDriftRepository(open.database);
    records = new SourceRecordRepository(open.database);
  }, 60_000);

  afterAll(() => open?.close());

  /** An order that is posted as document 31, and that we wrote in version 2. */
  beforeEach(async () => {
    pipeline = await storedPipeline(open);
    const row = { sourceId: 'P', number: 'PO-1', fingerprint: '1', payload: '{}' };
    [recordId = ''] = await records.saveWhole(open.database, pipeline.id, 'purchase', [row]);
    const [id = ''] = await map();
    const claim = await new PostingClaimRepository(open.database).claim(id, 'pending');
    if (!claim) throw new Error('It could not be claimed');
    const writes = new PostingWriteRepository(open.database);
    const payload = JSON.stringify({ VendorRef: { value: '56' }, ...BODY });
    await writes.markSending(claim, { operation: 'create', requestId: id, payload, sha256: 'hash' });
    await writes.finishPosted(claim, {
      quickBooksId: '31',
      syncToken: '2',
      total: null,
      currency: null,
      evidence: 'the answer',
      origin: 'created',
    });
    await shows('2');
  });

  async function map(
    seen: SeenVersion | null = null,
    decision: object = { outcome: 'post', document: {}, over: 'may' },
  ): Promise<readonly string[]> {
    const record = await records.find(recordId);
    if (!record) throw new Error('The record is gone');
    const document: IntendedDocument = {
      intention: {
        kind: 'purchase-order',
        sourceKey: 'P',
        sourceNumber: 'PO-1',
        documentDate: '2026-11-01',
        total: { minor: 1000n, currency: 'USD' },
        supplierId: 'S',
        orderKey: null,
        decision,
      } as PurchaseOrderIntention,
      intent: { body: BODY, hash: 'hash', documentNumber: 'PO-1' },
      seen,
      dependsOn: [],
    };
    const target = { record, realmId: pipeline.realmId, shadow: false };
    return (await new PostingIntentRepository(open.database).save(target, [document])).pending;
  }

  async function shows(syncToken: string, deleted = false): Promise<void> {
    await new QuickBooksObjectRepository(open.database).note(pipeline.quickBooksConnectionId, {
      entity: 'PurchaseOrder',
      quickBooksId: '31',
      syncToken: deleted ? null : syncToken,
      active: !deleted,
      deleted,
      name: null,
      documentNumber: 'PO-1',
      currency: null,
      total: null,
      marker: null,
      lastUpdatedAt: null,
      payload: { ...BODY, SyncToken: syncToken },
    });
  }

  async function isMappedAgain(since: Date | null = null): Promise<boolean> {
    await orders.releaseChanged(pipeline.id, since);
    const record = await records.find(recordId);
    return BigInt(record?.mappingSeq ?? 0) > BigInt(record?.mappedSeq ?? 0);
  }

  it('is as we left it in the version that we wrote', async () => {
    expect(await isMappedAgain()).toBe(false);
    expect(await orders.standing(recordId)).toEqual({
      seen: { theirs: '2', ours: '2' },
      isDeleted: false,
      posted: BODY,
      vendorId: '56',
      held: { ...BODY, SyncToken: '2' },
    });
  });

  it('is looked at once: a version that a mapping has seen brings no other', async () => {
    await shows('10');
    expect(await isMappedAgain()).toBe(true);
    expect(await map({ theirs: '10', ours: '2' })).toEqual([]);
    expect(await isMappedAgain()).toBe(false);
    await shows('11');
    expect(await isMappedAgain()).toBe(true);
  });

  it('is no earlier version: an answer that is read late says nothing', async () => {
    await shows('1');
    expect(await isMappedAgain()).toBe(false);
    expect(await orders.standing(recordId)).toBeNull();
  });

  it('is not looked for again where it was read before the moment from which on changes count', async () => {
    await shows('10');
    expect(await isMappedAgain(new Date(Date.now() + 60_000))).toBe(false);
    expect(await isMappedAgain(new Date(Date.now() - 60_000))).toBe(true);
  });

  it('is compared anew where our own write was answered after a mapping had looked and before it was saved', async () => {
    const row = { sourceId: 'P', number: 'PO-1', fingerprint: '2', payload: '{}' };
    await records.saveWhole(open.database, pipeline.id, 'purchase', [row]);
    await map({ theirs: '2', ours: '1' }, { outcome: 'hold', problems: [] });
    const states = await open.database.query('select state from posting where source_record_id = $1', [
      recordId,
    ]);
    expect(states).toEqual([{ state: 'posted' }]);
    expect(await isMappedAgain()).toBe(true);
    await map({ theirs: '2', ours: '2' });
    expect(await isMappedAgain()).toBe(false);
  });

  it('may be gone altogether', async () => {
    await shows('', true);
    expect(await isMappedAgain()).toBe(true);
    expect(await orders.standing(recordId)).toMatchObject({ isDeleted: true });
  });
});
