import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { BillIntention, VendorIntention } from '#libs/domain';
import { type OpenDatabase, openTestDatabase, type StoredPipeline, storedPipeline } from '#libs/testing';
import type { IntendedDocument } from './intended-document.js';
import { PostingIntentRepository, type Saved } from './posting-intent.repository.js';
import { SourceRecordRepository } from './source-record.repository.js';

const ROUNDS = 10;

describe('P1 the number of a bill', () => {
  let open: OpenDatabase;
  let pipeline: StoredPipeline;
  let intents: PostingIntentRepository;
  let records: SourceRecordRepository;

  beforeAll(async () => {
    open = await openTestDatabase();
    intents = new PostingIntentRepository(open.database);
    records = new SourceRecordRepository(open.database);
  }, 60_000);

  beforeEach(async () => {
    pipeline = await storedPipeline(open);
    for (const supplierId of ['S', 'OTHER']) await save(supplierId, vendor(supplierId));
  });

  afterAll(() => open?.close());

  /** As the mapper does: the numbers that are taken were read before. */
  async function save(
    sourceId: string,
    ...documents: IntendedDocument[]
  ): Promise<Saved & { recordId: string }> {
    const row = { sourceId, number: sourceId, fingerprint: `${Math.random()}`, payload: '{}' };
    const recordType = documents[0]?.intention.kind === 'vendor' ? 'supplier' : 'purchase';
    const [id = ''] = await records.saveWhole(open.database, pipeline.id, recordType, [row]);
    const record = await records.find(id);
    if (!record) throw new Error('The record is gone');
    const saved = await intents.save({ record, realmId: pipeline.realmId, shadow: false }, documents);
    return { ...saved, recordId: record.id };
  }

  const vendor = (sourceKey: string): IntendedDocument => ({
    intention: {
      kind: 'vendor',
      sourceKey,
      sourceNumber: sourceKey,
      documentDate: null,
      total: null,
      decision: { outcome: 'post', document: {} },
    } as VendorIntention,
    intent: { body: {}, hash: sourceKey, documentNumber: null },
    dependsOn: [],
  });

  const bill = (sourceKey: string, documentNumber: string, supplierId = 'S'): IntendedDocument => ({
    intention: {
      kind: 'bill',
      sourceKey,
      supplierId,
      sourceNumber: documentNumber,
      documentDate: '2026-11-01',
      total: { minor: 1000n, currency: 'USD' },
      decision: { outcome: 'post', document: {} },
    } as BillIntention,
    intent: { body: { DocNumber: documentNumber }, hash: sourceKey, documentNumber },
    dependsOn: [{ kind: 'vendor', sourceKey: supplierId, required: true }],
  });

  it('goes to one of two purchases that are mapped at the same moment; the other is mapped again', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const number = `INV-${round}`;
      const [left, right] = await Promise.all([
        save(`L${round}`, bill(`L${round}`, number)),
        save(`R${round}`, bill(`R${round}`, number)),
      ]);
      expect([left, right].map(({ waits }) => waits).sort()).toEqual([false, true]);
      const loser = left.waits ? left : right;
      const { id, pipelineId } = { id: loser.recordId, pipelineId: pipeline.id };
      expect(await intents.takenNumbers({ id, pipelineId }, 'S', 'bill', [number])).toEqual(
        new Set([number]),
      );
      const record = await records.find(id);
      expect(BigInt(record?.mappingSeq ?? 0)).toBeGreaterThan(BigInt(record?.mappedSeq ?? 0));
    }
  });

  it('locks several numbers in one order, so that no two mappings wait for each other', async () => {
    const saved = await Promise.all([
      save('A', bill('A/1', 'X'), bill('A/2', 'Y')),
      save('B', bill('B/1', 'Y'), bill('B/2', 'X')),
    ]);
    expect(saved.filter(({ waits }) => waits)).toHaveLength(1);
  });

  it('may be the same for bills of two suppliers, and stays with the purchase that has it', async () => {
    expect((await save('P1', bill('P1', 'INV-9'))).waits).toBe(false);
    expect((await save('P2', bill('P2', 'INV-9', 'OTHER'))).waits).toBe(false);
    expect((await save('P1', bill('P1', 'INV-9'))).waits).toBe(false);
  });
});
