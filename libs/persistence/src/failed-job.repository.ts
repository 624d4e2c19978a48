import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { audit } from './audit.repository.js';
import { isAway } from './once-it-answers.js';
import { rowOf, rowsOf, type Sql } from './sql.js';

/** An attempt at a job that threw. */
export interface JobFailure {
  readonly queue: string;
  readonly subject: string;
  readonly subjectId: string | null;
  readonly data: string;
  readonly reason: string;
  readonly final: boolean;
}

/** A failure that is not over: its row still waits, or nobody knows what the job was about. */
export interface OpenFailure extends JobFailure {
  readonly id: string;
  /** Null where the job does not say. */
  readonly pipelineId: string | null;
  readonly times: number;
  readonly firstFailedAt: Date;
  readonly lastFailedAt: Date;
}

const BACKOFF_SECONDS_MAX = 3_600;
const FIRST_BACKOFF_SECONDS = 5;
/** Without a limit the pause would be more than a number can hold. */
const DOUBLINGS_MAX = 12;
/** A job that is about nothing that we know is shown for this long, unless somebody dismisses it. */
const STRANGER_DAYS = 30;

/** Whether what the job was about still waits. A look-up by primary key in each case. */
const STILL_WAITS = `case
  when f.subject_id is null then f.last_failed_at > now() - interval '${STRANGER_DAYS} days'
  when exists (select 1 from pipeline l where l.id = f.subject_id) then f.last_failed_at > now() - interval '1 hour'
  when f.queue = 'write' then exists (select 1 from posting p where p.id = f.subject_id
    and p.state in ('pending', 'sending', 'in-doubt', 'withdrawing'))
  when f.queue = 'map' then exists (select 1 from source_record r where r.id = f.subject_id
    and r.mapping_seq > r.mapped_seq)
  when f.queue = 'poll' then exists (select 1 from sync_run s where s.id = f.subject_id
    and s.state in ('queued', 'running'))
  when f.queue = 'attach' then exists (select 1 from attachment a where a.id = f.subject_id
    and a.state in ('pending', 'sending', 'in-doubt'))
  else true end`;

const PIPELINE = `coalesce((select l.id from pipeline l where l.id = f.subject_id), (select p.pipeline_id from posting p where p.id = f.subject_id),
  (select r.pipeline_id from source_record r where r.id = f.subject_id),
  (select s.pipeline_id from sync_run s where s.id = f.subject_id),
  (select a.pipeline_id from attachment a where a.id = f.subject_id))`;

/** How each kind of row is kept from its turn, and given it again. */
const POSTPONE: Readonly<Record<string, string>> = {
  write: `update posting set not_before = greatest(not_before, $2) where id = $1
    and state in ('pending', 'in-doubt', 'withdrawing')`,
  poll: `update sync_run set not_before = greatest(not_before, $2) where id = $1 and state in ('queued', 'running')`,
  attach: `update attachment set not_before = greatest(not_before, $2) where id = $1 and state in ('pending', 'in-doubt')`,
};
const RELEASE: Readonly<Record<string, string>> = {
  write: `update posting set not_before = null where id = $1 and state in ('pending', 'in-doubt', 'withdrawing')`,
  poll: `update sync_run set not_before = null where id = $1 and state in ('queued', 'running')`,
  map: `update source_record set mapping_not_before = null where id = $1`,
  attach: `update attachment set not_before = null where id = $1 and state in ('pending', 'in-doubt')`,
};

/** What jobs failed at. A failure is over when its row does not wait any more; until then a person sees it. */
@Injectable()
export class FailedJobRepository {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  /** Keeps the failure, and has its row wait ever longer: a poisonous one never takes the turn of others. */
  async keep({ queue, subject, subjectId, data, reason, final }: JobFailure): Promise<void> {
    await this.database.transaction(async (manager) => {
      const kept = await rowOf<{ until: Date }>(
        manager,
        `insert into failed_job as f (queue, subject, subject_id, data, reason, final) values ($1, $2, $3, $4, $5, $6)
         on conflict (queue, subject) do update
           set data = excluded.data, reason = excluded.reason, final = excluded.final, times = f.times + 1,
             last_failed_at = now()
         returning now() + least(${BACKOFF_SECONDS_MAX},
           ${FIRST_BACKOFF_SECONDS} * power(2, least(f.times - 1, ${DOUBLINGS_MAX}))) * interval '1 second' as until`,
        [queue, subject, subjectId, data, reason, final],
      );
      const postpone = POSTPONE[queue];
      if (subjectId && kept && postpone) await manager.query(postpone, [subjectId, kept.until]);
    });
  }

  passes(error: unknown): boolean {
    return isAway(error);
  }

  /** Those that are not over, newest first. Null asks for all pipelines, and for jobs that belong to none. */
  async open(pipelineId: string | null, limit: number): Promise<OpenFailure[]> {
    return rowsOf<OpenFailure>(
      this.database,
      `select * from (
         select f.id, f.queue, f.subject, f.subject_id as "subjectId", f.data, f.reason, f.final, f.times,
           f.first_failed_at as "firstFailedAt", f.last_failed_at as "lastFailedAt", ${PIPELINE} as "pipelineId"
         from failed_job f where ${STILL_WAITS}) as open
       where $1::uuid is null or "pipelineId" = $1 order by "lastFailedAt" desc, id limit $2`,
      [pipelineId, limit],
    );
  }

  /** Forgets those that are over, and counts the others by queue. */
  async settle(): Promise<Readonly<Record<string, number>>> {
    await this.database.query(`delete from failed_job f where not (${STILL_WAITS})`);
    const rows = await rowsOf<{ queue: string; count: number }>(
      this.database,
      'select queue, count(*)::int as count from failed_job group by queue',
    );
    return Object.fromEntries(rows.map(({ queue, count }) => [queue, count]));
  }

  /** Gives the row its turn at once. Gives what to ring for; null where there is no such failure. */
  async replay(id: string, actor: string): Promise<Pick<Found, 'queue' | 'subjectId' | 'pipelineId'> | null> {
    return this.database.transaction(async (manager) => {
      const found = await this.find(manager, id);
      const release = found && RELEASE[found.queue];
      if (!found?.subjectId || !release) return found;
      await manager.query(release, [found.subjectId]);
      await audit(manager, { ...about(found), actor, action: 'failed-job.replayed' });
      return found;
    });
  }

  /** A person has seen it. A row that still waits shows itself again with its next failure. */
  async dismiss(id: string, actor: string): Promise<boolean> {
    return this.database.transaction(async (manager) => {
      const found = await this.find(manager, id);
      if (!found) return false;
      await manager.query('delete from failed_job where id = $1', [id]);
      await audit(manager, { ...about(found), actor, action: 'failed-job.dismissed' });
      return true;
    });
  }

  private find(sql: Sql, id: string): Promise<Found | null> {
    return rowOf<Found>(
      sql,
      `select f.queue, f.subject, f.subject_id as "subjectId", f.reason, ${PIPELINE} as "pipelineId"
       from failed_job f where f.id = $1 for update`,
      [id],
    );
  }
}

type Found = Pick<OpenFailure, 'queue' | 'subject' | 'subjectId' | 'reason' | 'pipelineId'>;

function about({ queue, subject, subjectId, reason, pipelineId }: Found) {
  const postingId = queue === 'write' && pipelineId ? subjectId : null;
  return {
    ...(pipelineId ? { pipelineId } : {}),
    ...(postingId ? { postingId } : {}),
    detail: { queue, subject, reason },
  };
}
