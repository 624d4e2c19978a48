import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, In } from 'typeorm';
import { audit } from './audit.repository.js';
import { LEASE_SECONDS, READING_LEASE_SECONDS_MAX, USUAL_LEASE_SECONDS } from './lease-seconds.js';
import { counted } from './run-counts.js';
import { rowOf, rowsOf, type Sql } from './sql.js';
import {
  type RecordType,
  type SyncRunCounts,
  SyncRunEntity,
  type SyncRunTrigger,
} from './sync-run.entity.js';
import { quicken, takeDue } from './timetable.js';

/** As many rows of the timetable as one transaction moves. */
const DUE_AT_ONCE = 100;

/** After a run that failed. The timetable's own next time may be a day away. */
const AGAIN_AFTER_MINUTES = 15;
/** Of so many runs before, each that failed doubles that: up to sixteen hours. */
const FAILED_RUNS_MAX = 6;

/** Counts that tell that a run has brought something; the others count what was looked at. */
const NEWS = ['changed', 'noted', 'missed', 'unlisted', 'gone', 'findings'];

/** Twice the interval that often is longer than any. */
const IDLE_RUNS_MAX = 20;

/** Another worker has taken the run over: whatever this one still holds is void. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
}

/** Seconds before the watermark at which a run starts again. */
export type Overlap = (recordType: RecordType) => number;

export interface RunProgress {
  readonly phase: 'list' | 'details';
  readonly cursor: string | null;
  readonly counts: SyncRunCounts;
}

/** Passes of the poller over one record type. Progress and rows are saved together, so a run goes on where it stopped. */
@Injectable()
export class SyncRunRepository {
  private readonly leaseSeconds: number;

  constructor(
    @InjectDataSource() private readonly database: DataSource,
    @Inject(LEASE_SECONDS) leaseSeconds: number = USUAL_LEASE_SECONDS,
  ) {
    this.leaseSeconds = Math.min(leaseSeconds, READING_LEASE_SECONDS_MAX);
  }

  /** Milliseconds between two renewals of a lease, so that one of them may fail. */
  get renewalMs(): number {
    return (this.leaseSeconds * 1_000) / 3;
  }

  /** Queues what the timetable says is due, and moves each to its next time. Answers with the runs to ring for. */
  async queueDue(): Promise<string[]> {
    return this.database.transaction(async (manager) => {
      const due = await takeDue(manager, DUE_AT_ONCE);
      if (due.length === 0) return [];
      const runs = await rowsOf<{ id: string }>(
        manager,
        `insert into sync_run (pipeline_id, record_type, trigger)
         select pipeline_id, record_type, 'schedule' from unnest($1::uuid[], $2::text[]) as due (pipeline_id, record_type)
         on conflict (pipeline_id, record_type) where state in ('queued', 'running') do nothing
         returning id`,
        [due.map(({ pipelineId }) => pipelineId), due.map(({ recordType }) => recordType)],
      );
      return runs.map(({ id }) => id);
    });
  }

  /** Asks for runs now. One that is on its way serves the purpose, and where it was put off it goes on at once. */
  async queue(
    pipelineId: string,
    recordTypes: readonly RecordType[],
    trigger: SyncRunTrigger,
    actor: string,
  ): Promise<SyncRunEntity[]> {
    return this.database.transaction(async (manager) => {
      await quicken(manager, pipelineId, recordTypes);
      await manager.query(
        `insert into sync_run (pipeline_id, record_type, trigger)
         select $1, unnest($2::text[]), $3
         on conflict (pipeline_id, record_type) where state in ('queued', 'running')
         do update set trigger = excluded.trigger, not_before = null
           where sync_run.lease_until is null or sync_run.lease_until < now()`,
        [pipelineId, recordTypes, trigger],
      );
      await audit(manager, { pipelineId, actor, action: 'sync-run.requested', detail: { recordTypes } });
      const rows = await rowsOf<{ id: string }>(
        manager,
        `select id from sync_run where pipeline_id = $1 and record_type = any($2) and state in ('queued', 'running')`,
        [pipelineId, recordTypes],
      );
      return manager.findBy(SyncRunEntity, { id: In(rows.map(({ id }) => id)) });
    });
  }

  /** Runs that nobody works on: queued ones, and those whose worker has gone. */
  async waiting(limit: number): Promise<string[]> {
    const rows = await rowsOf<{ id: string }>(
      this.database,
      `select r.id from sync_run r join pipeline p on p.id = r.pipeline_id
       where r.state in ('queued', 'running') and p.mode <> 'paused'
         and (r.lease_until is null or r.lease_until < now()) and (r.not_before is null or r.not_before <= now())
       order by r.queued_at limit $1`,
      [limit],
    );
    return rows.map(({ id }) => id);
  }

  /**
   * Takes a run, by lease and fencing number. The first time, it fixes where the reading starts (the watermark less
   * the overlap) and our clock before page 1. Null where another worker has it or it has ended. One
   * transaction, so that a database that goes away in the middle leaves no lease behind.
   */
  async claim(id: string, overlapSeconds: Overlap): Promise<SyncRunEntity | null> {
    return this.database.transaction(async (manager) => {
      const run = await manager.findOneBy(SyncRunEntity, { id });
      return run && this.take(manager, run, overlapSeconds(run.recordType));
    });
  }

  private async take(
    manager: EntityManager,
    { id }: SyncRunEntity,
    overlapSeconds: number,
  ): Promise<SyncRunEntity | null> {
    const claimed = await rowOf<{ id: string }>(
      manager,
      `update sync_run r set state = 'running', lease_token = lease_token + 1,
         lease_until = now() + $2 * interval '1 second', not_before = null,
         started_at = coalesce(started_at, now()), read_until = coalesce(read_until, now()),
         since = case when started_at is not null then since else
           (select t.watermark - $3 * interval '1 second' from timetable t
            where t.pipeline_id = r.pipeline_id and t.record_type = r.record_type) end
       where id = $1 and state in ('queued', 'running') and (lease_until is null or lease_until < now())
         and (not_before is null or not_before <= now())
         and exists (select 1 from pipeline p where p.id = r.pipeline_id and p.mode <> 'paused')
       returning id`,
      [id, this.leaseSeconds, overlapSeconds],
    );
    return claimed ? manager.findOneByOrFail(SyncRunEntity, { id }) : null;
  }

  /** Keeps a run that is being worked on. Where it is another's by now, the next save meets that. */
  async renew(run: SyncRunEntity): Promise<void> {
    await this.database.query(
      `update sync_run set lease_until = now() + $3 * interval '1 second'
       where id = $1 and lease_token = $2 and state = 'running' and lease_until is not null`,
      [run.id, run.leaseToken, this.leaseSeconds],
    );
  }

  /** Milliseconds until a run may be claimed that was put off; null where it is not that which keeps it. */
  async dueInMs(id: string): Promise<number | null> {
    const row = await rowOf<{ waitMs: number }>(
      this.database,
      `select ceil(extract(epoch from not_before - now()) * 1000)::int as "waitMs" from sync_run
       where id = $1 and state in ('queued', 'running') and lease_until is null and not_before > now()`,
      [id],
    );
    return row?.waitMs ?? null;
  }

  /** Saves one step of the run and what it read, together or not at all. Answers with the counts, those of saving included. */
  async advance(
    run: SyncRunEntity,
    progress: RunProgress,
    save: (manager: EntityManager) => Promise<SyncRunCounts>,
  ): Promise<SyncRunCounts> {
    return this.database.transaction(async (manager) => {
      await this.hold(
        manager,
        run,
        `phase = $3, cursor = $4, counts = $5, failures = 0, refusals = 0, lease_until = now() + $6 * interval '1 second'`,
        [progress.phase, progress.cursor, progress.counts, this.leaseSeconds],
      );
      const counts = counted(progress.counts, await save(manager));
      await manager.query('update sync_run set counts = $2 where id = $1', [run.id, counts]);
      return counts;
    });
  }

  /** How many rows of a page the run has been shown before, on this page or an earlier one. */
  async countSeen(run: SyncRunEntity, sourceIds: readonly string[]): Promise<number> {
    const row = await rowOf<{ fresh: number }>(
      this.database,
      `select count(*)::int as fresh from (select distinct unnest($2::text[]) as id) shown where not exists
         (select 1 from sync_run_listed l where l.sync_run_id = $1 and l.source_id = shown.id)`,
      [run.id, sourceIds],
    );
    return sourceIds.length - (row?.fresh ?? 0);
  }

  async noteSeen(sql: Sql, run: SyncRunEntity, sourceIds: readonly string[]): Promise<void> {
    await sql.query(
      `insert into sync_run_listed (sync_run_id, source_id) select $1, unnest($2::text[]) on conflict do nothing`,
      [run.id, sourceIds],
    );
  }

  /** The list has ended, or begins again. */
  async forgetSeen(sql: Sql, run: SyncRunEntity): Promise<void> {
    await sql.query('delete from sync_run_listed where sync_run_id = $1', [run.id]);
  }

  /**
   * Everything up to the run's start is in: only now the watermark moves. The timetable is locked before the run, as
   * by whoever queues runs.
   */
  async succeed(run: SyncRunEntity, counts: SyncRunCounts): Promise<void> {
    await this.database.transaction(async (manager) => {
      await manager.query(
        `update timetable set watermark = greatest(coalesce(watermark, $3), $3), last_success_at = now()
         where pipeline_id = $1 and record_type = $2`,
        [run.pipelineId, run.recordType, run.readUntil],
      );
      await this.setPace(manager, run, counts);
      await this.hold(
        manager,
        run,
        `state = 'succeeded', counts = $3, ended_at = now(), lease_until = null`,
        [counts],
      );
    });
  }

  /** The run goes on later where it stopped: no call is left for now, the provider asked for a pause, or the network failed. */
  async postpone(run: SyncRunEntity, waitMs: number, error: string | null): Promise<void> {
    await this.hold(
      this.database,
      run,
      `not_before = now() + $3 * interval '1 ms', lease_until = null, error = $4,
       failures = failures + (case when $4::text is null then 0 else 1 end)`,
      [waitMs, error],
    );
  }

  /** The provider asked for a pause, which is no failure; how often it did so in a row is kept. */
  async refuse(run: SyncRunEntity, waitMs: number, error: string): Promise<void> {
    await this.hold(
      this.database,
      run,
      `not_before = now() + $3 * interval '1 ms', lease_until = null, error = $4, refusals = refusals + 1`,
      [waitMs, error],
    );
  }

  /**
   * A reading that comes once a day or a week is tried again sooner than that, ever later while it goes on failing. The
   * timetable is locked before the run, as in `succeed`.
   */
  async fail(run: SyncRunEntity, error: string): Promise<void> {
    await this.database.transaction(async (manager) => {
      await manager.query(
        `update timetable set next_due_at = least(next_due_at, now() + interval '${AGAIN_AFTER_MINUTES} minutes' * power(2,
           (select count(*) from (select r.state from sync_run r where r.pipeline_id = $1 and r.record_type = $2 and r.id <> $3
             order by r.queued_at desc limit ${FAILED_RUNS_MAX}) as before where before.state = 'failed')))
         where pipeline_id = $1 and record_type = $2`,
        [run.pipelineId, run.recordType, run.id],
      );
      await this.hold(manager, run, `state = 'failed', error = $3, ended_at = now(), lease_until = null`, [
        error,
      ]);
      await this.forgetSeen(manager, run);
    });
  }

  async list(pipelineId: string, limit: number): Promise<SyncRunEntity[]> {
    return this.database
      .getRepository(SyncRunEntity)
      .find({ where: { pipelineId }, order: { queuedAt: 'DESC', id: 'ASC' }, take: limit });
  }

  private async setPace(manager: EntityManager, run: SyncRunEntity, counts: SyncRunCounts): Promise<void> {
    if (NEWS.some((news) => (counts[news] ?? 0) > 0) || (await hasMirrorChanged(manager, run)))
      return quicken(manager, run.pipelineId, [run.recordType]);
    await manager.query(
      `update timetable set idle_runs = least(idle_runs + 1, ${IDLE_RUNS_MAX}) where pipeline_id = $1 and record_type = $2`,
      [run.pipelineId, run.recordType],
    );
  }

  private async hold(
    sql: Sql,
    run: SyncRunEntity,
    changes: string,
    parameters: readonly unknown[],
  ): Promise<void> {
    const held = await rowOf(
      sql,
      `update sync_run set ${changes} where id = $1 and lease_token = $2 and state = 'running' returning id`,
      [run.id, run.leaseToken, ...parameters],
    );
    if (!held) throw new LeaseLostError(`Sync run ${run.id} has been taken over by another worker`);
  }
}

/** What QuickBooks lists at each reading counts only where it is other than before. */
async function hasMirrorChanged(sql: Sql, run: SyncRunEntity): Promise<boolean> {
  if (run.recordType !== 'quickbooks-object') return false;
  const row = await rowOf(
    sql,
    `select 1 as changed from quickbooks_object o join pipeline p on p.quickbooks_connection_id = o.connection_id
     where p.id = $1 and o.changed_at >= $2 limit 1`,
    [run.pipelineId, run.startedAt],
  );
  return row !== null;
}
