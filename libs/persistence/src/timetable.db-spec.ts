import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { BusinessHours } from '#libs/domain';
import { type OpenDatabase, openTestDatabase, type StoredPipeline, storedPipeline } from '#libs/testing';
import { PipelineRepository } from './pipeline.repository.js';
import type { WatchedPoll } from './poll-watch.repository.js';
import { QuickBooksObjectRepository } from './quickbooks-object.repository.js';
import type { RecordType, SyncRunCounts, SyncRunEntity } from './sync-run.entity.js';
import { SyncRunRepository } from './sync-run.repository.js';
import { NoNextPollError, type ScheduleChange } from './timetable.js';

/** Seconds that a test may take, on a slow machine, between the database's now and ours. */
const TOLERANCE = 120;

/** All but the day that it is now: no test may depend on the day it is run on. */
const closedToday: BusinessHours = (() => {
  const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
  const today = new Date().getUTCDay();
  const others = days.filter((_day, index) => index !== today && index !== (today + 1) % 7);
  return { days: others, from: '00:00', to: '24:00', timeZone: 'UTC' };
})();

describe('the timetable', () => {
  let open: OpenDatabase;
  let pipeline: StoredPipeline;
  let runs: SyncRunRepository;
  let pipelines: PipelineRepository;
  let mirror: QuickBooksObjectRepository;

  beforeAll(async () => {
    open = await openTestDatabase();
    runs = new SyncRunRepository(open.database);
    pipelines = new PipelineRepository(open.database);
    mirror = new QuickBooksObjectRepository(open.database);
  }, 120_000);

  beforeEach(async () => {
    // Only the pipeline of the test is polled.
    await open.database.query('update timetable set enabled = false');
    pipeline = await storedPipeline(open);
  });

  afterAll(() => open?.close());

  const change = (recordType: RecordType, schedule: ScheduleChange) =>
    pipelines.update(pipeline.id, { schedules: { [recordType]: schedule } }, 'test');

  async function poll(recordType: RecordType): Promise<WatchedPoll> {
    const all = await pipelines.schedules(pipeline.id);
    const found = all.find((each) => each.recordType === recordType);
    if (!found) throw new Error(`No ${recordType} in the timetable`);
    return found;
  }

  const set = (recordType: RecordType, columns: string) =>
    open.database.query(`update timetable set ${columns} where pipeline_id = $1 and record_type = $2`, [
      pipeline.id,
      recordType,
    ]);

  async function untilSomebodyWaits(): Promise<void> {
    for (let waiting = 0; waiting === 0; )
      [{ waiting }] = await open.database.query(
        `select count(*)::int as waiting from pg_locks l join pg_stat_activity a on a.pid = l.pid
         where not l.granted and a.datname = current_database()`,
      );
  }

  const secondsAhead = ({ nextDueAt, now }: WatchedPoll) => (nextDueAt.getTime() - now.getTime()) / 1_000;

  async function queued(recordType: RecordType): Promise<SyncRunEntity[]> {
    return (await runs.list(pipeline.id, 50)).filter((run) => run.recordType === recordType);
  }

  /** One run from the timetable to its success. */
  async function polled(
    recordType: RecordType,
    counts: SyncRunCounts = {},
    meanwhile: () => Promise<void> = async () => undefined,
  ): Promise<WatchedPoll> {
    await set(recordType, `next_due_at = now() - interval '1 second'`);
    await runs.queueDue();
    const [newest] = await queued(recordType);
    const run = await runs.claim(newest?.id ?? '', () => 0);
    if (!run) throw new Error('The run could not be claimed');
    await meanwhile();
    await runs.succeed(run, counts);
    return poll(recordType);
  }

  it('runs once for all that an outage has missed, and counts from now on', async () => {
    await change('supplier', { everySeconds: 600 });
    await set('supplier', `next_due_at = now() - interval '5 hours'`);
    await Promise.all([runs.queueDue(), runs.queueDue(), runs.queueDue()]);
    expect(await queued('supplier')).toHaveLength(1);
    const ahead = secondsAhead(await poll('supplier'));
    expect(ahead).toBeGreaterThan(600 - TOLERANCE);
    expect(ahead).toBeLessThanOrEqual(660);
    expect(await runs.queueDue()).toEqual([]);
  });

  it('follows a cron from the next tick on, and an interval again', async () => {
    await change('purchase', { cron: { expression: '0 0 1 1 *', timeZone: 'UTC' } });
    await runs.queueDue();
    expect(await queued('purchase')).toEqual([]);
    expect((await poll('purchase')).nextDueAt.toISOString()).toMatch(/-01-01T00:00:00.000Z$/);
    await change('purchase', { everySeconds: 60 });
    const after = await poll('purchase');
    expect(after.cron).toBeNull();
    expect(secondsAhead(after)).toBeLessThanOrEqual(66);
  });

  it('does outside business hours what was missed, when they begin', async () => {
    await change('supplier', { businessHours: closedToday });
    await set('supplier', `next_due_at = now() - interval '5 hours'`);
    await runs.queueDue();
    expect(await queued('supplier')).toEqual([]);
    const { nextDueAt } = await poll('supplier');
    expect(nextDueAt.toISOString()).toContain('T00:00:00.000Z');
    await change('supplier', { businessHours: null });
    expect(secondsAhead(await poll('supplier'))).toBeLessThanOrEqual(660);
  });

  it('refuses a schedule without any time, and keeps the one before', async () => {
    const never = change('supplier', { cron: { expression: '0 0 30 2 *', timeZone: 'UTC' } });
    await expect(never).rejects.toThrow(NoNextPollError);
    expect((await poll('supplier')).cron).toBeNull();
  });

  it('G3f is changed while a run is being queued, and neither waits for the other for ever', async () => {
    let changed: Promise<unknown> = Promise.resolve();
    await open.database.transaction(async (queueing) => {
      await queueing.query('select 1 from timetable where pipeline_id = $1 for update', [pipeline.id]);
      changed = change('supplier', { everySeconds: 900 });
      await untilSomebodyWaits();
      await queueing.query(
        `insert into sync_run (pipeline_id, record_type, trigger) values ($1, 'supplier', 'schedule')`,
        [pipeline.id],
      );
    });
    await changed;
    expect(await poll('supplier')).toMatchObject({ everySeconds: 900 });
  });

  it('tries again soon after a run that failed, though its cron comes once in years, and later after the next', async () => {
    await change('supplier', { cron: { expression: '0 6 29 2 *', timeZone: 'UTC' } });
    for (const minutes of [15, 30, 60]) {
      await set('supplier', `next_due_at = now() - interval '1 second'`);
      await runs.queueDue();
      const [newest] = await queued('supplier');
      const run = await runs.claim(newest?.id ?? '', () => 0);
      if (!run) throw new Error('The run could not be claimed');
      await runs.fail(run, 'Cin7 failed (502)');
      const ahead = secondsAhead(await poll('supplier'));
      expect(ahead).toBeGreaterThan(minutes * 60 - TOLERANCE);
      expect(ahead).toBeLessThanOrEqual(minutes * 60);
    }
  });

  it('slows down while nothing comes, and goes back at the first news', async () => {
    await change('supplier', { everySeconds: 600, slowestSeconds: 3_600 });
    const idle = [];
    for (let run = 0; run < 5; run++) idle.push((await polled('supplier', { listed: 9 })).idleRuns);
    expect(idle).toEqual([1, 2, 3, 4, 5]);
    expect(secondsAhead(await poll('supplier'))).toBeGreaterThan(3_600 - TOLERANCE);
    const after = await polled('supplier', { listed: 9, changed: 1 });
    expect(after.idleRuns).toBe(0);
    expect(secondsAhead(after)).toBeLessThanOrEqual(660);
  });

  it('goes back to its pace when somebody asks for a run', async () => {
    await change('supplier', { everySeconds: 600, slowestSeconds: 3_600 });
    for (let run = 0; run < 4; run++) await polled('supplier');
    expect(secondsAhead(await poll('supplier'))).toBeGreaterThan(660);
    await runs.queue(pipeline.id, ['supplier'], 'webhook', 'test');
    const after = await poll('supplier');
    expect(after.idleRuns).toBe(0);
    expect(secondsAhead(after)).toBeLessThanOrEqual(660);
  });

  it('holds QuickBooks for idle where what is listed is as before', async () => {
    const account = {
      entity: 'Account',
      quickBooksId: '1',
      syncToken: '0',
      active: true,
      deleted: false,
      name: 'Stock',
      documentNumber: null,
      currency: null,
      total: null,
      marker: null,
      lastUpdatedAt: '2026-01-01T00:00:00Z',
      payload: { Id: '1' },
    };
    const reading = (more: object) => async () => {
      await mirror.save(open.database, pipeline.quickBooksConnectionId, [{ ...account, ...more } as never]);
    };
    const seen = { Account: 1, Preferences: 1 };
    expect((await polled('quickbooks-object', seen, reading({}))).idleRuns).toBe(0);
    expect((await polled('quickbooks-object', seen, reading({}))).idleRuns).toBe(1);
    expect((await polled('quickbooks-object', seen, reading({}))).idleRuns).toBe(2);
    expect((await polled('quickbooks-object', seen, reading({ syncToken: '1' }))).idleRuns).toBe(0);
    expect(await poll('quickbooks-object')).toMatchObject({ everySeconds: 1_200, slowestSeconds: 3_600 });
  });

  it('is late three intervals after the last success, and in time after the next', async () => {
    await change('supplier', { everySeconds: 600 });
    expect((await poll('supplier')).late).toBeNull();
    await set('supplier', `expected_since = now() - interval '34 minutes'`);
    const { late } = await poll('supplier');
    expect(late?.cause).toBe('No run has been started');
    expect((await polled('supplier')).late).toBeNull();
  });

  it('is late however often the schedule that it has is asked for again', async () => {
    await change('supplier', { everySeconds: 600 });
    await set('supplier', `expected_since = now() - interval '1 day'`);
    await change('supplier', { everySeconds: 600 });
    expect((await poll('supplier')).late).not.toBeNull();
    await change('supplier', { everySeconds: 900 });
    expect((await poll('supplier')).late).toBeNull();
  });

  it('is late with the reason of its connection, but not while it is paused or off', async () => {
    await set('supplier', `expected_since = now() - interval '1 day'`);
    await open.database.query(
      `update connection set state = 'expired', state_reason = 'keys refused' where id = $1`,
      [pipeline.cin7ConnectionId],
    );
    expect((await poll('supplier')).late?.cause).toContain('is expired: keys refused');
    await change('supplier', { enabled: false });
    await set('supplier', `expected_since = now() - interval '1 day'`);
    expect(await poll('supplier')).toMatchObject({ isPolled: false, late: null });
    await change('supplier', { enabled: true });
    expect((await poll('supplier')).late).toBeNull();
    await set('supplier', `expected_since = now() - interval '1 day'`);
    await pipelines.update(pipeline.id, { mode: 'paused' }, 'test');
    expect(await poll('supplier')).toMatchObject({ isPolled: false, late: null });
    await pipelines.update(pipeline.id, { mode: 'live' }, 'test');
    expect(await poll('supplier')).toMatchObject({ isPolled: true, late: null });
  });
});
