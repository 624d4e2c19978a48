import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type OpenDatabase, openTestDatabase, type StoredPipeline, storedPipeline } from '#libs/testing';
import { AttachmentClaimRepository } from './attachment-claim.repository.js';
import { LANE } from './lane.js';
import { PostingClaimRepository } from './posting-claim.repository.js';
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
      recordId,
    }: { kind?: string; lane?: number; state?: string; recordId?: string } = {},
  ): Promise<string> {
    const [row] = await open.database.query(
      `insert into posting (pipeline_id, source_record_id, realm_id, kind, source_key, state, revision, source_version, marker,
         intent, lane, quickbooks_id)
       values ($1, $2, $3, $4, $5, $6, 1, 1, $5, '{}', $7, case when $6 in ('posted', 'withdrawing') then $5 end)
       returning id`,
      [pipeline.id, recordId ?? (await record(key)), pipeline.realmId, kind, key, state, lane],
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
