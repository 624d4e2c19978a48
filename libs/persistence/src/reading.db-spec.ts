import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type OpenDatabase, openTestDatabase, type StoredPipeline, storedPipeline } from '#libs/testing';
import { PipelineRepository } from './pipeline.repository.js';
import { QuickBooksObjectRepository } from './quickbooks-object.repository.js';
import { SourceRecordRepository } from './source-record.repository.js';
import type { SyncRunEntity } from './sync-run.entity.js';
import { LeaseLostError, SyncRunRepository } from './sync-run.repository.js';

const OVERLAP_SECONDS = 600;

describe('reading completely', () => {
  let open: OpenDatabase;
  let pipeline: StoredPipeline;
  let runs: SyncRunRepository;
  let records: SourceRecordRepository;
  let pipelines: PipelineRepository;

  beforeAll(async () => {
    open = await openTestDatabase();
    runs = new SyncRunRepository(open.database);
    records = new SourceRecordRepository(open.database);
    pipelines = new PipelineRepository(open.database);
  }, 60_000);

  beforeEach(async () => {
    pipeline = await storedPipeline(open);
  });

  afterAll(() => open?.close());

  async function running(): Promise<SyncRunEntity> {
    const [queued] = await runs.queue(pipeline.id, ['supplier'], 'operator', 'test');
    const run = await runs.claim(queued?.id ?? '', () => OVERLAP_SECONDS);
    if (!run) throw new Error('The run could not be claimed');
    return run;
  }

  const row = (sourceId: string, fingerprint: string) => ({
    sourceId,
    number: sourceId,
    fingerprint,
    payload: JSON.stringify({ fingerprint }),
  });

  const watermark = async () =>
    (await pipelines.schedules(pipeline.id)).find(({ recordType }) => recordType === 'supplier')?.watermark ??
    null;

  const save = (rows: ReturnType<typeof row>[]) =>
    records.saveWhole(open.database, pipeline.id, 'supplier', rows);

  it('G1 saves progress and rows together or not at all', async () => {
    const run = await running();
    const failing = runs.advance(
      run,
      { phase: 'list', cursor: '2', counts: { listed: 1 } },
      async (manager) => {
        await records.saveWhole(manager, pipeline.id, 'supplier', [row('A', '1')]);
        throw new Error('the power went out');
      },
    );
    await expect(failing).rejects.toThrow('the power went out');
    const [after] = await runs.list(pipeline.id, 1);
    expect(after?.cursor).toBeNull();
    const [count] = await open.database.query(
      'select count(*)::int as n from source_record where pipeline_id = $1',
      [pipeline.id],
    );
    expect(count.n).toBe(0);
  });

  it('moves the watermark only at the end, to our clock before page 1', async () => {
    const run = await running();
    await runs.advance(run, { phase: 'list', cursor: '2', counts: {} }, async () => ({}));
    expect(await watermark()).toBeNull();
    await runs.succeed(run, { listed: 1 });
    expect(await watermark()).toEqual(run.readUntil);
  });

  it('starts the next run an overlap before the watermark', async () => {
    const first = await running();
    expect(first.since).toBeNull();
    await runs.succeed(first, {});
    const second = await running();
    expect(Number(first.readUntil) - Number(second.since)).toBe(OVERLAP_SECONDS * 1_000);
  });

  it('a run that failed leaves the watermark, and a resumed one its place', async () => {
    const run = await running();
    await runs.advance(run, { phase: 'list', cursor: '4', counts: { listed: 3 } }, async () => ({}));
    await runs.postpone(run, 0, 'the network');
    const resumed = await runs.claim(run.id, () => OVERLAP_SECONDS);
    expect(resumed).toMatchObject({
      cursor: '4',
      counts: { listed: 3 },
      readUntil: run.readUntil,
      failures: 1,
    });
    if (resumed) await runs.fail(resumed, 'the network');
    expect(await watermark()).toBeNull();
  });

  it('P7 lets a worker whose run was taken over save nothing', async () => {
    const outdated = await running();
    await open.database.query(`update sync_run set lease_until = now() - interval '1 second' where id = $1`, [
      outdated.id,
    ]);
    expect(await runs.claim(outdated.id, () => 0)).not.toBeNull();
    const late = runs.advance(outdated, { phase: 'list', cursor: '9', counts: {} }, (manager) =>
      records.saveWhole(manager, pipeline.id, 'supplier', [row('LATE', '1')]).then(() => ({})),
    );
    await expect(late).rejects.toThrow(LeaseLostError);
    await expect(runs.succeed(outdated, {})).rejects.toThrow(LeaseLostError);
    const [count] = await open.database.query(
      `select count(*)::int as n from source_record where source_id = 'LATE'`,
    );
    expect(count.n).toBe(0);
  });

  describe('the lease of a run', () => {
    const secondsLeft = async ({ id }: SyncRunEntity): Promise<number | null> => {
      const [{ left }] = await open.database.query(
        'select extract(epoch from lease_until - now())::float8 as left from sync_run where id = $1',
        [id],
      );
      return left;
    };
    const letPass = ({ id }: SyncRunEntity, seconds: number) =>
      open.database.query(
        `update sync_run set lease_until = lease_until - $2 * interval '1 second' where id = $1`,
        [id, seconds],
      );

    it('ends half a minute after its worker was heard of last', async () => {
      const run = await running();
      await letPass(run, 25);
      expect(await runs.claim(run.id, () => 0)).toBeNull();
      await runs.renew(run);
      await letPass(run, 25);
      expect(await runs.claim(run.id, () => 0)).toBeNull();
      await letPass(run, 6);
      expect(await runs.claim(run.id, () => 0)).not.toBeNull();
    });

    it('P7 is not renewed by the worker that it was taken from', async () => {
      const outdated = await running();
      await letPass(outdated, 31);
      const taken = await runs.claim(outdated.id, () => 0);
      if (!taken) throw new Error('The run could not be taken over');
      await letPass(taken, 20);
      await runs.renew(outdated);
      expect(await secondsLeft(taken)).toBeLessThan(11);
    });

    it('is not begun again by a late renewal of a run that was put off', async () => {
      const run = await running();
      await runs.postpone(run, 0, null);
      await runs.renew(run);
      expect(await secondsLeft(run)).toBeNull();
    });
  });

  it('a second request while a run is on its way is served by it', async () => {
    const [first] = await runs.queue(pipeline.id, ['supplier'], 'operator', 'test');
    const [second] = await runs.queue(pipeline.id, ['supplier'], 'operator', 'test');
    expect(second?.id).toBe(first?.id);
  });

  it('a person who asks for a run that was put off has it go on at once, as one of theirs', async () => {
    await runs.queueDue();
    const [queued] = await runs.list(pipeline.id, 1);
    const run = await runs.claim(queued?.id ?? '', () => 0);
    if (!run) throw new Error('The run could not be claimed');
    await runs.postpone(run, 3_600_000, 'QuickBooks asks for a pause');
    expect(await runs.waiting(1_000)).not.toContain(run.id);
    const [asked] = await runs.queue(pipeline.id, [run.recordType], 'operator', 'test');
    expect(asked).toMatchObject({ id: run.id, trigger: 'operator' });
    expect(await runs.waiting(1_000)).toContain(run.id);
  });

  it('queues what the timetable says once, however many sweeps ask', async () => {
    const asked = await Promise.all([runs.queueDue(), runs.queueDue(), runs.queueDue()]);
    const own = await runs.list(pipeline.id, 10);
    expect(own.map(({ recordType }) => recordType).sort()).toEqual([
      'purchase',
      'quickbooks-object',
      'supplier',
      'supplier-credit-note',
    ]);
    expect(asked.flat().length).toBeGreaterThanOrEqual(3);
    expect(await runs.queueDue()).toEqual([]);
  });

  it('G2 reading the same again changes nothing; a change becomes a further version', async () => {
    const [id] = await save([row('B', '1')]);
    expect(await save([row('B', '1')])).toEqual([]);
    expect(await save([row('B', '2'), row('B', '2')])).toEqual([id]);
    expect((await records.find(id ?? ''))?.version).toBe(2);
    const versions = await open.database.query(
      'select version, payload from source_record_version where source_record_id = $1 order by version',
      [id],
    );
    expect(versions).toEqual([
      { version: 1, payload: { fingerprint: '1' } },
      { version: 2, payload: { fingerprint: '2' } },
    ]);
  });

  it('notes which documents to read apart, and once read they are due no more', async () => {
    const listed = { sourceId: 'P1', number: 'PO-1', shape: 'Simple Purchase', fingerprint: 'list 1' };
    expect(await records.noteListed(open.database, pipeline.id, 'purchase', [listed])).toBe(1);
    expect(await records.noteListed(open.database, pipeline.id, 'purchase', [listed])).toBe(0);
    const [due] = await records.dueDetails(pipeline.id, 'purchase', 10);
    if (!due) throw new Error('Nothing is due');
    const counted = [{ kind: 'bill' as const, count: 1, total: '10.00', currency: 'USD' }];
    expect(await records.saveDetail(open.database, due, row('P1', 'detail 1'), counted)).toBe(true);
    expect(await records.dueDetails(pipeline.id, 'purchase', 10)).toEqual([]);
    expect(await records.saveDetail(open.database, due, row('P1', 'detail 1'), counted)).toBe(false);
  });

  it('G9 a change that is listed while the detail is being read is read again', async () => {
    const listed = { sourceId: 'P2', number: 'PO-2', shape: null, fingerprint: 'list 1' };
    await records.noteListed(open.database, pipeline.id, 'purchase', [listed]);
    const [due] = await records.dueDetails(pipeline.id, 'purchase', 10);
    if (!due) throw new Error('Nothing is due');
    await records.noteListed(open.database, pipeline.id, 'purchase', [{ ...listed, fingerprint: 'list 2' }]);
    await records.saveDetail(open.database, due, row('P2', 'detail 1'), []);
    expect(await records.dueDetails(pipeline.id, 'purchase', 10)).toHaveLength(1);
  });

  it('G10 a document that cannot be read waits, and the others go on', async () => {
    for (const sourceId of ['P3', 'P4'])
      await records.noteListed(open.database, pipeline.id, 'purchase', [
        { sourceId, number: sourceId, shape: null, fingerprint: 'x' },
      ]);
    const [poisoned] = await records.dueDetails(pipeline.id, 'purchase', 10);
    if (!poisoned) throw new Error('Nothing is due');
    await records.failDetail(open.database, poisoned, 'unreadable');
    const due = await records.dueDetails(pipeline.id, 'purchase', 10);
    expect(due.map(({ sourceId }) => sourceId)).toEqual(['P4']);
  });

  it('G10 a document may fail for ever: its next try is an hour away, not beyond all numbers', async () => {
    const [id = ''] = await save([row('P5', '1')]);
    await open.database.query(
      'update source_record set detail_failures = 2000, mapping_failures = 2000 where id = $1',
      [id],
    );
    await records.failDetail(open.database, { id, sourceId: 'P5', shape: null, detailSeq: '0' }, 'still');
    const record = await records.find(id);
    if (record) await records.delayMapping(record, 'still');
    const [waits] = await open.database.query(
      `select detail_not_before < now() + interval '61 minutes' as detail,
         mapping_not_before < now() + interval '61 minutes' as mapping from source_record where id = $1`,
      [id],
    );
    expect(waits).toEqual({ detail: true, mapping: true });
  });

  it('tells of a company only when QuickBooks has been read to its end', async () => {
    const mirror = new QuickBooksObjectRepository(open.database);
    const preferences = {
      Id: '1',
      CurrencyPrefs: { HomeCurrency: { value: 'USD' }, MultiCurrencyEnabled: true },
    };
    await open.database.query(
      `insert into quickbooks_object (connection_id, entity, quickbooks_id, payload) values ($1, 'Preferences', '1', $2)`,
      [pipeline.quickBooksConnectionId, preferences],
    );
    expect(await mirror.company(pipeline.quickBooksConnectionId)).toBeNull();
    const [queued] = await runs.queue(pipeline.id, ['quickbooks-object'], 'operator', 'test');
    const run = await runs.claim(queued?.id ?? '', () => 0);
    if (run) await runs.succeed(run, {});
    expect(await mirror.company(pipeline.quickBooksConnectionId)).toEqual({
      homeCurrency: 'USD',
      multiCurrency: true,
      closingDate: null,
      tracking: { departments: true, classes: true, billableExpenses: true },
      usesSalesTax: true,
    });
  });

  it('tells who has a name, and on which vendor money is open', async () => {
    const mirror = new QuickBooksObjectRepository(open.database);
    const connectionId = pipeline.quickBooksConnectionId;
    for (const [entity, id, name, payload] of [
      ['Customer', '12', 'Acme', {}],
      ['Employee', '13', 'ACME', {}],
      ['Vendor', '14', 'Acme Ltd', { Balance: 12.5 }],
      ['Vendor', '15', 'Acme Inc', { Balance: 0 }],
    ] as const)
      await open.database.query(
        `insert into quickbooks_object (connection_id, entity, quickbooks_id, name, payload) values ($1, $2, $3, $4, $5)`,
        [connectionId, entity, id, name, payload],
      );
    expect(await mirror.nameHolders(connectionId, ['acme', 'Acme Ltd'])).toEqual([
      { entity: 'Customer', id: '12', displayName: 'Acme' },
      { entity: 'Employee', id: '13', displayName: 'ACME' },
    ]);
    const vendors = await mirror.vendors(pipeline.id, connectionId, ['Acme Ltd', 'Acme Inc'], []);
    expect(vendors.map(({ id, hasBalance }) => [id, hasBalance])).toEqual([
      ['14', true],
      ['15', false],
    ]);
  });
});
