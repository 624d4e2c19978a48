import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type OpenDatabase, openTestDatabase, type StoredPipeline, storedPipeline } from '#libs/testing';
import { SyncRunRepository } from './sync-run.repository.js';
import { WebhookInboxRepository } from './webhook-inbox.repository.js';
import { WebhookMarkRepository } from './webhook-mark.repository.js';

const AT = '2026-11-20T08:00:00Z';
const DISTANCE_SECONDS = 60;

describe('what webhooks have marked', () => {
  let open: OpenDatabase;
  let pipeline: StoredPipeline;
  let inbox: WebhookInboxRepository;
  let marks: WebhookMarkRepository;
  let runs: SyncRunRepository;
  let events = 0;

  beforeAll(async () => {
    open = await openTestDatabase();
    inbox = new WebhookInboxRepository(open.database);
    marks = new WebhookMarkRepository(open.database);
    runs = new SyncRunRepository(open.database);
  }, 60_000);
  beforeEach(async () => {
    pipeline = await storedPipeline(open);
    await open.database.query('update timetable set watermark = now() where pipeline_id = $1', [pipeline.id]);
  });
  afterAll(() => open?.close());

  interface Told {
    readonly entity?: string;
    readonly id?: string;
    readonly operation?: string;
    readonly at?: string | null;
  }

  /** Seconds ago, so that nothing has to be waited for. */
  async function told({
    entity = 'Bill',
    id = '1',
    operation = 'updated',
    at = AT,
  }: Told = {}): Promise<void> {
    events += 1;
    const changedAt = at === null ? null : new Date(at);
    const event = { key: `event ${events}`, realmId: pipeline.realmId, entity, id, operation, changedAt };
    await inbox.takeQuickBooks([{ ...event, concerns: true }]);
    await open.database.query(`update webhook_mark set marked_at = marked_at - interval '10 seconds'`);
  }

  const mirrored = (entity: string, id: string, changes: object = {}) => {
    const row = { last_updated_at: AT, marker: null, deleted: false, active: true, ...changes };
    return open.database.query(
      `insert into quickbooks_object (connection_id, entity, quickbooks_id, payload, last_updated_at, marker, deleted, active)
       values ($1, $2, $3, '{}', $4, $5, $6, $7)`,
      [pipeline.quickBooksConnectionId, entity, id, row.last_updated_at, row.marker, row.deleted, row.active],
    );
  };

  const queued = () => marks.queueQuickBooksRuns(DISTANCE_SECONDS);

  const cin7 = (...ids: string[]) =>
    inbox.takeCin7(
      ids.map((id) => ({
        pipelineId: pipeline.id,
        key: id,
        type: 'Purchase/Updated',
        hints: [{ recordType: 'purchase' as const, id, number: null }],
      })),
    );

  it('G9 is cleared only as far as it was read', async () => {
    await cin7('a');
    const [seen] = await marks.ofCin7(pipeline.id, 10);
    await cin7('a');
    await marks.clear(pipeline.id, seen ? [seen] : []);
    const [again] = await marks.ofCin7(pipeline.id, 10);
    expect(again).toMatchObject({ sourceId: 'a', seq: '2' });
    await marks.clear(pipeline.id, again ? [again] : []);
    expect(await marks.ofCin7(pipeline.id, 10)).toEqual([]);
    await marks.clear(pipeline.id, seen ? [seen] : []);
    await cin7('a');
    expect(await marks.ofCin7(pipeline.id, 10)).toMatchObject([{ seq: '3' }]);
  });

  it('of Cin7 is rung for again by the sweep, once, as long as it waits', async () => {
    const [run] = await cin7('a');
    await open.database.query('delete from sync_run where id = $1', [run]);
    expect(await marks.queueCin7Runs()).toHaveLength(1);
    expect(await marks.queueCin7Runs()).toEqual([]);
  });

  it('of Cin7 is left to the list where there is much, unless the list is being read already', async () => {
    await cin7('a', 'b');
    const [run] = await runs.queue(pipeline.id, ['purchase'], 'operator', 'test');
    await runs.claim(run?.id ?? '', () => 0);
    expect(await marks.leaveToList(pipeline.id, 'purchase')).toBeNull();
    expect(await marks.ofCin7(pipeline.id, 10)).toHaveLength(2);
    await open.database.query(`update sync_run set state = 'succeeded' where pipeline_id = $1`, [
      pipeline.id,
    ]);
    expect(await marks.leaveToList(pipeline.id, 'purchase')).toHaveLength(2);
    expect(await marks.ofCin7(pipeline.id, 10)).toEqual([]);
  });

  describe('in QuickBooks', () => {
    it.each([
      [
        'somebody changed what we know',
        {},
        () => mirrored('Bill', '1', { last_updated_at: '2026-11-20T07:59:00Z' }),
      ],
      ['what we do not know', {}, async () => undefined],
      ['at a time that is not said', { at: null }, () => mirrored('Bill', '1')],
      ['a merge', { entity: 'Vendor', operation: 'merged' }, () => mirrored('Vendor', '1')],
      ['a void', { operation: 'voided' }, () => mirrored('Bill', '1')],
      ['a deletion', { operation: 'deleted' }, () => mirrored('Bill', '1')],
      [
        'a vendor changed apart from our bills',
        { entity: 'Vendor', id: '7' },
        () => mirrored('Bill', '1', { marker: '[bb:1]', last_updated_at: '2026-11-20T07:59:00Z' }),
      ],
      [
        'a vendor made by somebody while our bill was written',
        { entity: 'Vendor', id: '7', operation: 'created' },
        () => mirrored('Bill', '1', { marker: '[bb:1]' }),
      ],
      ['a vendor changed with a bill of others', { entity: 'Vendor', id: '7' }, () => mirrored('Bill', '1')],
    ])('causes a reading: %s', async (_what, event, mirror) => {
      await mirror();
      await told(event);
      expect(await queued()).toHaveLength(1);
      expect(await queued()).toEqual([]);
    });

    it.each([
      ['our own write', {}, () => mirrored('Bill', '1', { marker: '[bb:1]' })],
      ['told to the fraction of a second', { at: '2026-11-20T08:00:00.999Z' }, () => mirrored('Bill', '1')],
      ['what was read since', {}, () => mirrored('Bill', '1', { last_updated_at: '2026-11-20T09:00:00Z' })],
      ['our own deletion', { operation: 'deleted' }, () => mirrored('Bill', '1', { deleted: true })],
      [
        'a name made inactive by us',
        { entity: 'Vendor', operation: 'deleted' },
        () => mirrored('Vendor', '1', { active: false }),
      ],
      [
        'the balance of the vendor of our bill',
        { entity: 'Vendor', id: '7' },
        () => mirrored('Bill', '1', { marker: '[bb:1]' }),
      ],
      [
        'the account that our bill moved',
        { entity: 'Account', id: '33' },
        () => mirrored('Bill', '1', { marker: '[bb:1]' }),
      ],
    ])('causes none: %s', async (_what, event, mirror) => {
      await mirror();
      await told(event);
      expect(await queued()).toEqual([]);
    });

    it('causes none while our own write may not be noted yet', async () => {
      await told();
      await open.database.query('update webhook_mark set marked_at = now() where pipeline_id = $1', [
        pipeline.id,
      ]);
      expect(await queued()).toEqual([]);
    });

    it('G9 causes one reading in a minute, and the change that comes meanwhile the next', async () => {
      await told();
      const [id = ''] = await queued();
      const run = await runs.claim(id, () => 0);
      if (!run) throw new Error('The run could not be claimed');
      const seen = await marks.ofQuickBooks(pipeline.id, new Date(Date.now() + 60_000));
      await told({ at: '2026-11-20T08:00:30Z' });
      await marks.clear(pipeline.id, seen);
      await runs.succeed(run, {});
      expect(await queued()).toEqual([]);
      await open.database.query(
        `update sync_run set started_at = now() - interval '61 seconds' where id = $1`,
        [id],
      );
      expect(await queued()).toHaveLength(1);
    });

    it.each([
      ['the pipeline is paused', `update pipeline set mode = 'paused' where id = $1`],
      [
        'the company is closed to us',
        `update connection set state = 'paused' where id = (select quickbooks_connection_id from pipeline where id = $1)`,
      ],
      ['its reading is switched off', 'update timetable set enabled = false where pipeline_id = $1'],
      ['it has never been read to its end', 'update timetable set watermark = null where pipeline_id = $1'],
    ])('causes none while %s', async (_why, statement) => {
      await told();
      await open.database.query(statement, [pipeline.id]);
      expect(await queued()).toEqual([]);
    });
  });

  it('is forgotten after 30 days, and nothing that waits is', async () => {
    await told();
    await cin7('old', 'waits');
    const [old] = await marks.ofCin7(pipeline.id, 1);
    await marks.clear(pipeline.id, old ? [old] : []);
    await open.database.query(
      `update webhook_mark set marked_at = now() - interval '31 days' where pipeline_id = $1`,
      [pipeline.id],
    );
    await open.database.query(
      `update webhook_event set last_at = now() - interval '31 days' where account = $1`,
      [pipeline.realmId],
    );
    expect(await marks.prune()).toBe(2);
    expect(await marks.ofCin7(pipeline.id, 10)).toHaveLength(1);
    expect(await marks.ofQuickBooks(pipeline.id, new Date(0))).toEqual([]);
    expect(await marks.ofQuickBooks(pipeline.id, new Date(Date.now() + 60_000))).toHaveLength(1);
  });
});
