import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type BillIntention,
  type Decision,
  type MirroredObject,
  problem,
  type Vendor,
  type VendorIntention,
} from '#libs/domain';
import { type OpenDatabase, openTestDatabase, type StoredPipeline, storedPipeline } from '#libs/testing';
import type { ClaimedPosting } from './claimed-posting.js';
import type { IntendedDocument } from './intended-document.js';
import { MappingRuleRepository } from './mapping-rule.repository.js';
import { PipelineRepository } from './pipeline.repository.js';
import { PostingClaimRepository } from './posting-claim.repository.js';
import { PostingIntentRepository, type Saved } from './posting-intent.repository.js';
import { PostingReplayRepository } from './posting-replay.repository.js';
import { PostingViewRepository } from './posting-view.repository.js';
import { PostingWriteRepository } from './posting-write.repository.js';
import type { SourceRecordEntity } from './source-record.entity.js';
import { SourceRecordRepository } from './source-record.repository.js';

const DOCUMENT = { syncToken: '0', total: null, evidence: 'the answer', origin: 'created' } as const;
const EXCLUDED: Decision<Vendor> = { outcome: 'exclude', reason: 'supplier-deprecated' };

describe("the mapper's half of a posting's life", () => {
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

  async function read(sourceId: string): Promise<SourceRecordEntity> {
    const row = { sourceId, number: sourceId, fingerprint: `${Math.random()}`, payload: '{}' };
    const [id] = await records.saveWhole(open.database, pipeline.id, 'supplier', [row]);
    return again(id ?? '');
  }

  async function again(id: string): Promise<SourceRecordEntity> {
    const record = await records.find(id);
    if (!record) throw new Error('The record is gone');
    return record;
  }

  async function isDue({ id }: SourceRecordEntity): Promise<boolean> {
    const { mappingSeq, mappedSeq } = await again(id);
    return BigInt(mappingSeq) > BigInt(mappedSeq);
  }

  const save = (
    record: SourceRecordEntity,
    document: IntendedDocument,
    { shadow = false } = {},
  ): Promise<Saved> => intents.save({ record, realmId: pipeline.realmId, shadow }, [document]);

  const vendor = (sourceKey: string, decision?: Decision<Vendor>, currency = 'USD'): IntendedDocument => {
    const decided = decision ?? { outcome: 'post', document: { displayName: sourceKey, currency } as Vendor };
    const intention: VendorIntention = {
      kind: 'vendor',
      sourceKey,
      sourceNumber: sourceKey,
      documentDate: null,
      total: null,
      decision: decided,
    };
    const body = { DisplayName: sourceKey, CurrencyRef: { value: currency } };
    const intent = { body, hash: `hash ${sourceKey} ${currency}`, documentNumber: null };
    return { intention, intent: decided.outcome === 'post' ? intent : null, dependsOn: [] };
  };

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

  const held = (document: IntendedDocument, code: 'supplier-without-vendor' | 'supplier-not-read') => ({
    ...document,
    intention: {
      ...document.intention,
      decision: { outcome: 'hold', problems: [problem(code, document.dependsOn[0]?.sourceKey ?? '', 'why')] },
    } as BillIntention,
    intent: null,
  });

  async function sending(id: string, requestId: string): Promise<ClaimedPosting> {
    const claim = await claims.claim(id, 'pending');
    if (!claim) throw new Error('It could not be claimed');
    const write = { operation: 'create', requestId, payload: '{}', sha256: 'hash' } as const;
    expect(await writes.markSending(claim, write)).toBe(true);
    return claim;
  }

  async function posted(id: string, quickBooksId: string, currency = 'USD'): Promise<void> {
    await writes.finishPosted(await sending(id, id), { ...DOCUMENT, quickBooksId, currency });
  }

  it('Q2 a mapping that was overtaken by one of a newer reading changes nothing', async () => {
    const old = await read('P1');
    const [id] = (await save(old, bill('P1', 'none', 'first'))).pending;
    const newer = await read('P1');
    await save(newer, bill('P1', 'none', 'newer'));
    const saved = await save(old, bill('P1', 'none', 'first'));
    expect(saved).toEqual({ pending: [], waits: false, released: [] });
    const claim = await claims.claim(id ?? '', 'pending');
    expect(claim?.posting.intentHash).toBe('newer');
  });

  it('keeps a vendor that a bill on its way depends on needed', async () => {
    const supplier = await read('S2');
    const purchase = await read('P2');
    await save(supplier, vendor('S2', EXCLUDED));
    await save(purchase, held(bill('P2', 'S2'), 'supplier-without-vendor'));
    expect(await intents.isVendorNeeded(pipeline.id, 'S2')).toBe(true);
    await save(await again(supplier.id), vendor('S2'));
    await save(await again(purchase.id), bill('P2', 'S2'));
    expect(await intents.isVendorNeeded(pipeline.id, 'S2')).toBe(true);
  });

  it('maps a bill on its way again when its vendor is held, so that it says what it waits for', async () => {
    const supplier = await read('S3');
    await save(supplier, vendor('S3'));
    const purchase = await read('P3');
    await save(purchase, bill('P3', 'S3'));
    expect(await isDue(purchase)).toBe(false);
    const why = problem('vendor-name-taken', 'S3', 'why');
    const { released } = await save(
      await again(supplier.id),
      vendor('S3', { outcome: 'hold', problems: [why] }),
    );
    expect(released).toEqual([purchase.id]);
    expect(await isDue(purchase)).toBe(true);
  });

  it.each(['shadow', 'excluded'] as const)(
    'maps a bill again whose supplier had not been read, though its vendor is %s',
    async (state) => {
      const purchase = await read('P4');
      await save(purchase, held(bill('P4', 'S4'), 'supplier-not-read'));
      const document = state === 'shadow' ? vendor('S4') : vendor('S4', EXCLUDED);
      const { released } = await save(await read('S4'), document, { shadow: true });
      expect(released).toEqual([purchase.id]);
    },
  );

  it('says the currency of the vendor that was chosen in place of ours, not of ours', async () => {
    const [id = ''] = (await save(await read('S5'), vendor('S5'))).pending;
    await posted(id, '501');
    await open.database.query(
      `insert into quickbooks_object (connection_id, entity, quickbooks_id, currency, payload)
       values ($1, 'Vendor', '502', 'EUR', '{}')`,
      [pipeline.quickBooksConnectionId],
    );
    await save(await read('S5'), vendor('S5', { outcome: 'adopt', quickBooksId: '502', why: 'a rule' }));
    const vendors = await intents.supplierVendors(pipeline.id, ['S5']);
    expect(vendors.get('S5')).toEqual({ state: 'posted', currency: 'EUR', retired: false });
  });

  it('P8 a bill that the writer held for a change is as posted again when Cin7 takes the change back', async () => {
    const [id = ''] = (await save(await read('P20'), bill('P20', 'none', 'as posted'))).pending;
    await posted(id, '2001');
    await save(await read('P20'), bill('P20', 'none', 'changed'));
    await writes.finishRefused(await sending(id, 'r20'), 'held', [problem('bill-paid', 'P20', 'why')]);
    await save(await read('P20'), bill('P20', 'none', 'as posted'));
    expect(await views.detail(id)).toMatchObject({ state: 'posted', problems: [] });
  });

  it('P8 a bill that the writer held goes out when it is replayed', async () => {
    const purchase = await read('P6');
    const [id = ''] = (await save(purchase, bill('P6', 'none'))).pending;
    await posted(id, '601');
    await save(await read('P6'), bill('P6', 'none', 'changed'));
    const claim = await sending(id, 'r6');
    const conflict = problem('changed-in-quickbooks', 'P6', 'why');
    await writes.finishRefused(claim, 'held', [conflict]);
    await new PostingReplayRepository(open.database).replay(id, 'test');
    const record = await again(purchase.id);
    if (await isDue(record)) await save(record, bill('P6', 'none', 'changed'));
    expect((await views.detail(id))?.state).toBe('pending');
  });

  it('P4 a bill sent before goes out anew, not with its old bytes, when another vendor is chosen', async () => {
    const supplier = await read('S7');
    const [vendorId = ''] = (await save(supplier, vendor('S7'))).pending;
    await posted(vendorId, '701');
    const [id = ''] = (await save(await read('P7'), bill('P7', 'S7'))).pending;
    const claim = await sending(id, 'r7');
    await writes.finishPending(claim, { waitMs: 0, why: 'QuickBooks asks for a pause' });
    const composing = await claims.claim(id, 'pending');
    await save(await read('S7'), vendor('S7', { outcome: 'adopt', quickBooksId: '702', why: 'a rule' }));
    const write = { operation: 'create', requestId: 'r7', payload: '{}', sha256: 'hash' } as const;
    expect(composing && (await writes.markSending(composing, write))).toBe(false);
    const after = await claims.claim(id, 'pending');
    expect(after?.vendorId).toBe('702');
    expect(after?.posting.revision).toBe(2);
  });

  it('P5 a bill in doubt is looked up whatever has become of its vendor', async () => {
    const [vendorId = ''] = (await save(await read('S9'), vendor('S9'))).pending;
    await posted(vendorId, '901');
    const [id = ''] = (await save(await read('P9'), bill('P9', 'S9'))).pending;
    await writes.finishInDoubt(await sending(id, 'r9'), 0);
    const why = problem('vendor-name-taken', 'S9', 'why');
    await save(await read('S9'), vendor('S9', { outcome: 'hold', problems: [why] }));
    expect((await claims.waiting(pipeline.id, 100)).map((each) => each.id)).toContain(id);
    expect((await claims.claim(id, 'in-doubt'))?.vendorId).toBe('901');
  });

  describe('a vendor that was made inactive with its supplier', () => {
    const retired = (sourceKey: string): IntendedDocument => {
      const document = vendor(sourceKey);
      const body = { ...document.intent?.body, Active: false };
      return { ...document, intent: { body, hash: `hash ${sourceKey} inactive`, documentNumber: null } };
    };

    it('is known as such, is not needed by posted bills, and is asked for by the next document', async () => {
      const supplier = await read('S30');
      const [id = ''] = (await save(supplier, vendor('S30'))).pending;
      await posted(id, '930');
      const [billId = ''] = (await save(await read('P30'), bill('P30', 'S30'))).pending;
      await posted(billId, '931');
      expect(await intents.isVendorNeeded(pipeline.id, 'S30')).toBe(false);
      await save(await again(supplier.id), retired('S30'));
      await posted(id, '930');
      expect((await intents.supplierVendors(pipeline.id, ['S30'])).get('S30')?.retired).toBe(true);
      expect((await intents.linkedVendor(pipeline.id, 'S30'))?.retired).toBe(true);
      const late = await save(await read('P31'), held(bill('P31', 'S30'), 'supplier-without-vendor'));
      expect(late.released).toEqual([supplier.id]);
      expect(await intents.isVendorNeeded(pipeline.id, 'S30')).toBe(true);
    });

    it.each([
      ['was paid', { payload: { Balance: 0 } }, true],
      ['was renamed', { name: 'another' }, true],
      ['was made inactive', { active: false }, true],
      ['owes more', { payload: { Balance: 20 } }, false],
    ])('looks again at the supplier of a vendor that %s', async (what, change, looksAgain) => {
      const key = `S32 ${what}`;
      const supplier = await read(key);
      const [id = ''] = (await save(supplier, vendor(key))).pending;
      await posted(id, key);
      await save(await again(supplier.id), vendor(key));
      const there = { quickBooksId: key, name: key, active: true, payload: { Balance: 10 } };
      await open.database.query(
        `insert into quickbooks_object (connection_id, entity, quickbooks_id, name, payload)
         select quickbooks_connection_id, 'Vendor', $2, $2, $3 from pipeline where id = $1`,
        [pipeline.id, key, there.payload],
      );
      const incoming = [{ ...there, ...change } as unknown as MirroredObject];
      await records.releaseVendors(open.database, pipeline.id, incoming);
      expect(await isDue(supplier)).toBe(looksAgain);
    });
  });

  it('keeps why a vendor is called otherwise than its supplier, for the posting and the trail', async () => {
    const decision = {
      outcome: 'post',
      document: { displayName: 'S33 (Supplier)', currency: 'USD' } as Vendor,
      remark: 'a customer has the name',
    } as const;
    const [id = ''] = (await save(await read('S33'), vendor('S33', decision))).pending;
    const rows = await open.database.query(
      `select p.remark, a.detail ->> 'remark' as said from posting p join audit_event a on a.posting_id = p.id
       where p.id = $1`,
      [id],
    );
    expect(rows).toEqual([{ remark: decision.remark, said: decision.remark }]);
  });

  const leftOut = (document: IntendedDocument): IntendedDocument => ({
    ...document,
    intention: {
      ...document.intention,
      total: { minor: 0n, currency: 'USD' },
      decision: { outcome: 'exclude', reason: 'no-longer-owed' },
    } as BillIntention,
    intent: null,
  });
  const takenBack = (document: IntendedDocument): IntendedDocument => ({
    ...document,
    intention: { ...document.intention, decision: { outcome: 'withdraw' } } as BillIntention,
    intent: null,
  });

  it('P2 a bill that was posted while its purchase was found void is not left out, but looked at again', async () => {
    const [id = ''] = (await save(await read('P40'), bill('P40', 'none'))).pending;
    const voided = await read('P40');
    await posted(id, '4001');
    expect(await save(voided, leftOut(bill('P40', 'none')))).toMatchObject({ waits: true });
    expect(await isDue(voided)).toBe(true);
    expect(await views.detail(id)).toMatchObject({ state: 'posted', total: '10.0000' });
  });

  it('a bill that stayed in QuickBooks is not tried again with each look at another that is in doubt', async () => {
    const record = await read('P41');
    const both = (change: (document: IntendedDocument) => IntendedDocument) =>
      intents.save({ record, realmId: pipeline.realmId, shadow: false }, [
        change(bill('P41/A', 'none')),
        change(bill('P41/B', 'none')),
      ]);
    const [paid = '', doubted = ''] = (await both((document) => document)).pending;
    await posted(paid, '4101');
    await writes.finishInDoubt(await sending(doubted, 'r41'), 3_600);
    expect(await both(takenBack)).toMatchObject({ waits: true });
    const claim = await claims.claim(paid, 'withdrawing');
    if (!claim) throw new Error('It could not be claimed');
    await writes.finishRefused(claim, 'held', [problem('bill-paid', 'P41/A', 'why')]);
    expect(await both(takenBack)).toMatchObject({ waits: true });
    expect((await views.detail(paid))?.state).toBe('held');
  });

  describe('a mapping that did not see what was settled while it was made', () => {
    const LATELY_SECONDS = 60;
    const holds = (document: IntendedDocument, code: 'account-unmapped' | 'supplier-without-vendor') => {
      const subject = code === 'account-unmapped' ? 'A10' : (document.dependsOn[0]?.sourceKey ?? '');
      const decision = { outcome: 'hold', problems: [problem(code, subject, 'why')] };
      return { ...document, intention: { ...document.intention, decision } as BillIntention, intent: null };
    };

    async function isReleased(record: SourceRecordEntity): Promise<boolean> {
      expect(await isDue(record)).toBe(false);
      await records.releaseOverlooked(LATELY_SECONDS);
      return isDue(record);
    }

    it('P2 is made again for the rule that an account waits for', async () => {
      const purchase = await read('P20');
      const rule = { kind: 'account', source: 'A10', target: '81' } as const;
      await new MappingRuleRepository(open.database).change(pipeline.id, [rule], 'test');
      await save(purchase, holds(bill('P20', 'none'), 'account-unmapped'));
      expect(await isReleased(purchase)).toBe(true);
    });

    it('P2 is made again where its vendor came in between', async () => {
      const purchase = await read('P21');
      await save(await read('S21'), vendor('S21'));
      await save(purchase, holds(bill('P21', 'S21'), 'supplier-without-vendor'));
      expect(await isReleased(purchase)).toBe(true);
    });

    it('P2 is made again where its vendor was held in between, so that it says what it waits for', async () => {
      const why = problem('vendor-name-taken', 'S22', 'why');
      await save(await read('S22'), vendor('S22', { outcome: 'hold', problems: [why] }));
      const purchase = await read('P22');
      await save(purchase, bill('P22', 'S22'));
      expect(await isReleased(purchase)).toBe(true);
    });

    it('P2 is made again where the pipeline turned live in between', async () => {
      const purchase = await read('P23');
      await new PipelineRepository(open.database).update(pipeline.id, { mode: 'live' }, 'test');
      await save(purchase, bill('P23', 'none'), { shadow: true });
      expect(await isReleased(purchase)).toBe(true);
    });

    it('P2 is made again where the cut-over date moved in between', async () => {
      const purchase = await read('P24');
      const left = bill('P24', 'none');
      const decision = { outcome: 'exclude', reason: 'before-cut-over' };
      const intention = { ...left.intention, decision } as BillIntention;
      await save(purchase, { ...left, intention, intent: null });
      expect(await isReleased(purchase)).toBe(true);
    });

    it('P2 is made again whatever its age by a look at all, as after the service was down', async () => {
      const purchase = await read('P27');
      await save(await read('S27'), vendor('S27'));
      await save(purchase, holds(bill('P27', 'S27'), 'supplier-without-vendor'));
      await open.database.query(
        `update source_record set mapped_at = now() - interval '1 hour' where id = $1`,
        [purchase.id],
      );
      expect(await isReleased(purchase)).toBe(false);
      await records.releaseOverlooked(null);
      expect(await isDue(purchase)).toBe(true);
    });

    it('is left alone where nothing has been settled, or where it cannot be read', async () => {
      await save(await read('S25'), vendor('S25', EXCLUDED));
      const waits = await read('P25');
      await save(waits, holds(bill('P25', 'S25'), 'supplier-without-vendor'));
      await records.releaseOverlooked(LATELY_SECONDS);
      const mapped = await again(waits.id);
      await save(mapped, holds(bill('P25', 'S25'), 'supplier-without-vendor'));
      expect(await isReleased(waits)).toBe(false);
      const shadow = await read('P26');
      await save(shadow, bill('P26', 'none'), { shadow: true });
      await records.failMapping(await again(shadow.id), 'cannot be read');
      expect(await isReleased(shadow)).toBe(false);
    });
  });

  it('G10 takes a problem whose subject is as long as Cin7 lets a description be', async () => {
    const subject = Array.from({ length: 400 }, () => Math.random().toString(36).slice(2)).join(' ');
    const decision = { outcome: 'hold', problems: [problem('account-missing', subject, subject)] } as const;
    await save(await read('S8'), vendor('S8', decision));
    const [stored] = await open.database.query(
      `select length(x.subject) as subject, length(x.message) as message from posting_problem x
       join posting p on p.id = x.posting_id where p.pipeline_id = $1`,
      [pipeline.id],
    );
    expect(stored).toEqual({ subject: 200, message: subject.length });
  });
});
