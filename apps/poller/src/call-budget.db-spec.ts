import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { PinoLogger } from 'nestjs-pino';
import {
  CallBudgetRepository,
  CallCountRepository,
  CallTally,
  PipelineRepository,
  PostingClaimRepository,
  SyncRunRepository,
} from '#libs/persistence';
import { Metrics, type SweepClock } from '#libs/platform';
import { type OpenDatabase, openTestDatabase, type StoredPipeline, storedPipeline } from '#libs/testing';
import { CallBudgetSweep } from './call-budget.sweep.js';

describe('the watch over what companies cost', () => {
  let open: OpenDatabase;
  let pipeline: StoredPipeline;
  let counts: CallCountRepository;
  let budgets: CallBudgetRepository;
  let said: unknown[][];
  let metrics: Metrics;
  let sweeps: CallBudgetSweep[];

  beforeAll(async () => {
    open = await openTestDatabase();
  }, 60_000);
  afterAll(() => open?.close());

  beforeEach(async () => {
    pipeline = await storedPipeline(open);
    await open.database.query(`delete from sync_run`);
    said = [];
    metrics = new Metrics('poller');
    counts = new CallCountRepository(open.database);
    budgets = new CallBudgetRepository(open.database);
    const say = (level: string) => (story: { connectionId: string }, message: string) => {
      if (story.connectionId === pipeline.quickBooksConnectionId) said.push([level, message]);
    };
    const logger = { setContext: () => undefined, warn: say('warn'), error: say('error') };
    const clock = { every: () => undefined } as unknown as SweepClock;
    // As many processes as there may be pollers.
    sweeps = [1, 2, 3].map(
      () => new CallBudgetSweep(clock, counts, budgets, logger as unknown as PinoLogger, metrics),
    );
  });

  const look = (now?: Date) => Promise.all(sweeps.map((sweep) => sweep.look(now)));
  const today = new Date().toISOString().slice(0, 10);

  const use = (calls: number) =>
    counts.add([
      {
        connectionId: pipeline.quickBooksConnectionId,
        day: today,
        kind: 'cdc',
        purpose: 'poll',
        metered: true,
        outcome: 'answered',
        calls,
      },
    ]);

  const allow = (change: Parameters<CallBudgetRepository['change']>[1]) =>
    budgets.change(pipeline.quickBooksConnectionId, change, 'ana');

  /** What the timetable reads of this pipeline when everything is due. */
  async function polled(): Promise<string[]> {
    await open.database.query('update timetable set next_due_at = now() where pipeline_id = $1', [
      pipeline.id,
    ]);
    await new SyncRunRepository(open.database).queueDue();
    const runs: { record_type: string }[] = await open.database.query(
      'delete from sync_run where pipeline_id = $1 returning record_type',
      [pipeline.id],
    );
    return runs
      .flat()
      .map(({ record_type }) => record_type)
      .filter(Boolean)
      .sort();
  }

  /** One that waits for nothing but the writer. */
  async function aBill(): Promise<string> {
    const [record] = await open.database.query(
      `insert into source_record (pipeline_id, record_type, source_id) values ($1, 'purchase', 'P') returning id`,
      [pipeline.id],
    );
    const [bill] = await open.database.query(
      `insert into posting (pipeline_id, source_record_id, realm_id, kind, source_key, state, revision, source_version, marker,
         intent) values ($1, $2, $3, 'bill', 'P', 'pending', 1, 1, 'mark', '{}') returning id`,
      [pipeline.id, record.id, pipeline.realmId],
    );
    return bill.id;
  }

  const EVERYTHING = [
    'cin7-ids',
    'purchase',
    'quickbooks-ids',
    'quickbooks-object',
    'reconciliation',
    'supplier',
    'supplier-credit-note',
  ];
  const WITHOUT_COST = EVERYTHING.filter((type) => !['quickbooks-ids', 'quickbooks-object'].includes(type));

  it('warns once at the share and once at the end, and measures both', async () => {
    await allow({ meteredPerMonth: 1_000, warnAtShare: 0.5 });
    await use(499);
    await look();
    expect(said).toEqual([]);
    await use(1);
    await look();
    await look();
    expect(said).toEqual([['warn', 'calls.budget-near']]);
    await use(500);
    await look();
    await look();
    expect(said.slice(1)).toEqual([['error', 'calls.budget-used-up']]);
    const label = `connection="${pipeline.quickBooksConnectionId}",service="poller"`;
    const text = await metrics.text();
    expect(text).toContain(`billbridge_metered_calls_month{${label}} 1000`);
    expect(text).toContain(`billbridge_metered_calls_budget{${label}} 1000`);
  });

  it('stops what costs metered calls by the timetable, and nothing else, until the month ends', async () => {
    await allow({ meteredPerMonth: 100, stopPolling: true });
    await use(99);
    await look();
    expect(await polled()).toEqual(EVERYTHING);
    await use(1);
    await look();
    expect(await polled()).toEqual(WITHOUT_COST);
    await open.database.query(`update timetable set expected_since = now() - interval '99 days'`);
    const late = (await new PipelineRepository(open.database).schedules(pipeline.id)).filter(
      (poll) => poll.late,
    );
    expect(late.map(({ recordType }) => recordType)).toEqual(WITHOUT_COST);
    const { pollingStoppedUntil } = await budgets.of(pipeline.quickBooksConnectionId);
    expect(pollingStoppedUntil?.toISOString()).toMatch(/^\d{4}-\d\d-01T00:00:00.000Z$/);
    const asked = await new SyncRunRepository(open.database).queue(
      pipeline.id,
      ['quickbooks-object'],
      'operator',
      'ana',
    );
    expect(asked).toHaveLength(1);
    expect(await new PostingClaimRepository(open.database).claim(await aBill(), 'pending')).not.toBeNull();
    await open.database.query('delete from sync_run');
    await look(pollingStoppedUntil ?? undefined);
    expect(await polled()).toEqual(EVERYTHING);
  });

  it('goes on at once where more is allowed, and where the stop is taken away', async () => {
    await allow({ meteredPerMonth: 100, stopPolling: true });
    await use(100);
    await look();
    expect(await polled()).toEqual(WITHOUT_COST);
    await allow({ meteredPerMonth: 1_000 });
    expect(await polled()).toEqual(EVERYTHING);
    await allow({ meteredPerMonth: 50, stopPolling: false });
    await look();
    expect(await polled()).toEqual(EVERYTHING);
  });

  it('adds up what several processes count at once, and loses nothing while the database is away', async () => {
    const connectionId = pipeline.quickBooksConnectionId;
    const call = { connectionId, purpose: 'poll', metered: true, outcome: 'answered' } as const;
    let isAway = true;
    const store = {
      add: (rows: Parameters<CallCountRepository['add']>[0]) =>
        isAway ? Promise.reject(new Error('away')) : counts.add(rows),
    } as CallCountRepository;
    const tallies = Array.from({ length: 4 }, () => new CallTally(store));
    for (const [index, tally] of tallies.entries())
      for (let n = 0; n < 50; n += 1) tally.count({ ...call, kind: `kind ${(n + index) % 10}` });
    await Promise.all(tallies.map((tally) => tally.flush()));
    expect(await counts.ofMonth(connectionId, today.slice(0, 7))).toEqual([]);
    isAway = false;
    await Promise.all(tallies.map((tally) => tally.beforeApplicationShutdown()));
    const rows = await counts.ofMonth(connectionId, today.slice(0, 7));
    expect(rows.map(({ calls }) => calls)).toEqual(Array.from({ length: 10 }, () => 20));
  });

  it('keeps two years', async () => {
    const row = { kind: 'cdc', purpose: 'poll', metered: true, outcome: 'answered', calls: 1 } as const;
    const monthsAgo = (months: number) => {
      const now = new Date();
      return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 1))
        .toISOString()
        .slice(0, 10);
    };
    const { quickBooksConnectionId: connectionId } = pipeline;
    await counts.add([25, 26].map((months) => ({ ...row, connectionId, day: monthsAgo(months) })));
    await counts.prune();
    expect(await counts.ofMonth(connectionId, monthsAgo(25).slice(0, 7))).toHaveLength(1);
    expect(await counts.ofMonth(connectionId, monthsAgo(26).slice(0, 7))).toHaveLength(0);
  });
});
