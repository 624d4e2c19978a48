import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type BillIntention,
  type MirroredObject,
  type PurchaseIntention,
  type PurchaseOrderIntention,
  problem,
} from '#libs/domain';
import { type OpenDatabase, openTestDatabase, type StoredPipeline, storedPipeline } from '#libs/testing';
import type { IntendedDocument } from './intended-document.js';
import { PostingClaimRepository } from './posting-claim.repository.js';
import { PostingIntentRepository, type Saved } from './posting-intent.repository.js';
import { PostingWriteRepository } from './posting-write.repository.js';
import { QuickBooksObjectRepository } from './quickbooks-object.repository.js';
import { SourceRecordRepository } from './source-record.repository.js';

describe('an order that waits', () => {
  let open: OpenDatabase;
  let pipeline: StoredPipeline;
  let records: SourceRecordRepository;
  let objects: QuickBooksObjectRepository;

  beforeAll(async () => {
    open = await openTestDatabase();
    records = new SourceRecordRepository(open.database);
    objects = new QuickBooksObjectRepository(open.database);
  }, 60_000);

  beforeEach(async () => {
    pipeline = await storedPipeline(open);
  });

  afterAll(() => open?.close());

  async function read(): Promise<string> {
    const row = { sourceId: 'P1', number: 'P1', fingerprint: `${Math.random()}`, payload: '{}' };
    const [id = ''] = await records.saveWhole(open.database, pipeline.id, 'purchase', [row]);
    return id;
  }

  async function save(id: string, ...documents: readonly IntendedDocument[]): Promise<Saved> {
    const record = await records.find(id);
    if (!record) throw new Error('The record is gone');
    const intents = new PostingIntentRepository(open.database);
    return intents.save({ record, realmId: pipeline.realmId, shadow: false }, documents);
  }

  async function isDue(id: string): Promise<boolean> {
    const record = await records.find(id);
    return BigInt(record?.mappingSeq ?? 0) > BigInt(record?.mappedSeq ?? 0);
  }

  async function note(
    object: Partial<MirroredObject> & { entity: string; quickBooksId: string },
  ): Promise<void> {
    await objects.note(pipeline.quickBooksConnectionId, {
      syncToken: '0',
      active: true,
      deleted: false,
      name: null,
      documentNumber: null,
      currency: null,
      total: null,
      marker: null,
      lastUpdatedAt: null,
      payload: {},
      ...object,
    });
  }

  const frame = {
    sourceKey: 'P1',
    supplierId: null,
    sourceNumber: 'P1',
    documentDate: '2026-11-01',
    total: { minor: 1000n, currency: 'EUR' },
    orderKey: null,
  } as const;

  function document(
    kind: 'purchase-order' | 'bill',
    decision: PurchaseIntention['decision'],
    more: Partial<PurchaseOrderIntention> = {},
  ): IntendedDocument {
    const intention = { ...frame, kind, decision, ...more } as PurchaseOrderIntention | BillIntention;
    const intent = { body: { DocNumber: 'P1' }, hash: kind, documentNumber: 'P1' };
    return { intention, intent: decision.outcome === 'post' ? intent : null, dependsOn: [] };
  }

  const post = { outcome: 'post', document: {} } as PurchaseOrderIntention['decision'];

  describe('for its bills before it is closed', () => {
    const unbilled = document('purchase-order', post, { awaitsBills: true });

    it('P2 is looked at again once they are in QuickBooks, and not before', async () => {
      const id = await read();
      const { pending } = await save(id, unbilled, document('bill', post));
      await records.releaseBilledOrders();
      expect(await isDue(id)).toBe(false);

      const claims = new PostingClaimRepository(open.database);
      const writes = new PostingWriteRepository(open.database);
      for (const postingId of pending) {
        const claim = await claims.claim(postingId, 'pending');
        if (!claim) throw new Error('It could not be claimed');
        await writes.markSending(claim, {
          operation: 'create',
          requestId: postingId,
          payload: '{}',
          sha256: 'hash',
        });
        await writes.finishPosted(claim, {
          quickBooksId: postingId,
          syncToken: '0',
          total: null,
          currency: 'EUR',
          evidence: 'the answer',
          origin: 'created',
        });
      }
      await records.releaseBilledOrders();
      expect(await isDue(id)).toBe(true);
    });

    it('P2 is looked at again once they are left out', async () => {
      const id = await read();
      await save(id, unbilled, document('bill', { outcome: 'exclude', reason: 'no-longer-owed' }));
      await records.releaseBilledOrders();
      expect(await isDue(id)).toBe(true);
    });

    it('waits for one that is held, and no longer where Cin7 has opened it again', async () => {
      const id = await read();
      const held = { outcome: 'hold', problems: [problem('date-missing', 'P1', 'why')] } as const;
      await save(id, unbilled, document('bill', held));
      await records.releaseBilledOrders();
      expect(await isDue(id)).toBe(false);
      await read();
      await save(
        id,
        document('purchase-order', post),
        document('bill', { outcome: 'exclude', reason: 'no-longer-owed' }),
      );
      await records.releaseBilledOrders();
      expect(await isDue(id)).toBe(false);
    });
  });

  describe('for an account payable', () => {
    const missing = (currency: string) =>
      document('purchase-order', {
        outcome: 'hold',
        problems: [problem('payables-missing', currency, 'why')],
      });
    const account = ({
      type = 'Accounts Payable',
      ...changes
    }: Partial<MirroredObject> & { type?: string }) =>
      note({ entity: 'Account', quickBooksId: '107', payload: { AccountType: type }, ...changes });

    beforeEach(async () => {
      const payload = { CurrencyPrefs: { HomeCurrency: { value: 'USD' } } };
      await note({ entity: 'Preferences', quickBooksId: '1', payload });
    });

    it.each([
      ['in its currency', 'EUR', { currency: 'EUR' }, true],
      ['in the home currency, which names none', 'USD', {}, true],
      ['in another currency', 'EUR', { currency: 'GBP' }, false],
      ['that is inactive', 'EUR', { currency: 'EUR', active: false }, false],
      ['that is a bank', 'EUR', { currency: 'EUR', type: 'Bank' }, false],
    ])('P2 of one %s (%s): looked at again', async (_what, currency, changes, released) => {
      const id = await read();
      await save(id, missing(currency));
      await records.releaseOpenedPayables();
      expect(await isDue(id)).toBe(false);
      await account(changes);
      await records.releaseOpenedPayables();
      expect(await isDue(id)).toBe(released);
    });
  });
});
