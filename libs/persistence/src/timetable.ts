import { isDeepStrictEqual } from 'node:util';
import { type BusinessHours, type CronTimes, nextPoll, openFrom, type PollSchedule } from '#libs/domain';
import { IS_STOPPED_BY_BUDGET } from './call-budget.repository.js';
import { nextCronTime } from './cron.js';
import { rowsOf, type Sql } from './sql.js';
import type { RecordType } from './sync-run.entity.js';

/** A row of the timetable as `TIMETABLE_COLUMNS` reads it; `now` is the database's. */
export interface TimetableRow extends PollSchedule {
  readonly pipelineId: string;
  readonly recordType: RecordType;
  readonly enabled: boolean;
  readonly idleRuns: number;
  readonly nextDueAt: Date;
  readonly now: Date;
}

/** Of the timetable `t`. */
export const TIMETABLE_COLUMNS = `t.pipeline_id as "pipelineId", t.record_type as "recordType",
  t.every_seconds as "everySeconds", t.slowest_seconds as "slowestSeconds", t.business_hours as "businessHours",
  case when t.cron is not null then json_build_object('expression', t.cron, 'timeZone', t.time_zone) end as cron,
  t.enabled, t.idle_runs as "idleRuns", t.next_due_at as "nextDueAt", now() as now`;

/** A member left out stays as it is; null takes away. An interval takes the place of a cron, and the other way round. */
export interface ScheduleChange {
  readonly everySeconds?: number | undefined;
  readonly cron?: CronTimes | undefined;
  readonly businessHours?: BusinessHours | null | undefined;
  readonly slowestSeconds?: number | null | undefined;
  readonly enabled?: boolean | undefined;
}

export type ScheduleChanges = { readonly [Type in RecordType]?: ScheduleChange | undefined };

/** The schedule that was asked for has no time at all. */
export class NoNextPollError extends Error {
  override readonly name = 'NoNextPollError';

  constructor(readonly recordType: RecordType) {
    super(
      `The schedule of ${recordType} has no next time: its cron names no day that comes, or none within businessHours. Change one of both.`,
    );
  }
}

interface Moved {
  readonly pipelineId: string;
  readonly recordType: RecordType;
  readonly nextDueAt: Date;
}

/**
 * Moves each row that is due to its next time, counted from now: what an outage has missed is made good by one run.
 * Gives those that are to run; outside business hours what was missed waits until they begin.
 */
export async function takeDue(sql: Sql, limit: number): Promise<Moved[]> {
  const due = await rowsOf<TimetableRow>(
    sql,
    `select ${TIMETABLE_COLUMNS} from timetable t join pipeline p on p.id = t.pipeline_id
     join connection c on c.id = case when t.record_type in ('quickbooks-object', 'reconciliation', 'quickbooks-ids')
       then p.quickbooks_connection_id else p.cin7_connection_id end
     where t.enabled and t.next_due_at <= now() and p.mode <> 'paused' and c.state = 'active'
       and not ${IS_STOPPED_BY_BUDGET}
     order by t.next_due_at limit $1 for update of t skip locked`,
    [limit],
  );
  const planned = due.map((row) => {
    const opening = openFrom(row, row.now);
    const runs = opening !== null && opening <= row.now;
    return { ...row, runs, nextDueAt: (runs ? nextOf(row) : opening) ?? usualNext(row) };
  });
  await move(sql, planned);
  return planned.filter(({ runs }) => runs);
}

/** Something has come: the next poll is at the usual interval again. */
export async function quicken(
  sql: Sql,
  pipelineId: string,
  recordTypes: readonly RecordType[],
): Promise<void> {
  const idle = await rowsOf<TimetableRow>(
    sql,
    `select ${TIMETABLE_COLUMNS} from timetable t
     where t.pipeline_id = $1 and t.record_type = any($2) and t.idle_runs > 0 order by t.record_type for update`,
    [pipelineId, recordTypes],
  );
  await move(
    sql,
    idle.map((row) => ({ ...row, nextDueAt: earlier(row.nextDueAt, nextOf({ ...row, idleRuns: 0 })) })),
  );
  await sql.query(
    'update timetable set idle_runs = 0 where pipeline_id = $1 and record_type = any($2) and idle_runs > 0',
    [pipelineId, recordTypes],
  );
}

/** Takes effect at the next tick: nothing of the timetable is kept elsewhere. */
export async function reschedule(sql: Sql, pipelineId: string, changes: ScheduleChanges = {}): Promise<void> {
  const rows = await rowsOf<TimetableRow>(
    sql,
    `select ${TIMETABLE_COLUMNS} from timetable t where t.pipeline_id = $1 and t.record_type = any($2)
     order by t.record_type for update`,
    [pipelineId, Object.keys(changes)],
  );
  for (const row of rows) {
    const after = changed(row, changes[row.recordType] ?? {});
    // To say once more what holds already is no reason to expect the next success later.
    if (isDeepStrictEqual(after, { ...row, idleRuns: 0 })) continue;
    await sql.query(
      `update timetable set every_seconds = $3, cron = $4, time_zone = $5, business_hours = $6, slowest_seconds = $7,
         enabled = $8, next_due_at = $9, idle_runs = 0, expected_since = now()
       where pipeline_id = $1 and record_type = $2`,
      [
        pipelineId,
        row.recordType,
        after.everySeconds,
        after.cron?.expression ?? null,
        after.cron?.timeZone ?? null,
        after.businessHours && JSON.stringify(after.businessHours),
        after.slowestSeconds,
        after.enabled,
        firstOf(after),
      ],
    );
  }
}

function changed(row: TimetableRow, change: ScheduleChange): TimetableRow {
  return {
    ...row,
    idleRuns: 0,
    everySeconds: change.everySeconds ?? row.everySeconds,
    cron: change.cron ?? (change.everySeconds === undefined ? row.cron : null),
    businessHours: change.businessHours === undefined ? row.businessHours : change.businessHours,
    slowestSeconds: change.slowestSeconds === undefined ? row.slowestSeconds : change.slowestSeconds,
    enabled: change.enabled ?? row.enabled,
  };
}

/** What is due sooner by the interval stays so; a cron or business hours are kept from the first time on. */
function firstOf(row: TimetableRow): Date {
  const next = nextOf(row);
  if (!next) throw new NoNextPollError(row.recordType);
  return row.cron ? next : (openFrom(row, earlier(row.nextDueAt, next)) ?? next);
}

function nextOf(row: TimetableRow): Date | null {
  return nextPoll(row, row.now, { idleRuns: row.idleRuns, jitter: Math.random(), nextCronTime });
}

/** For a schedule that has no time any more, which the console would have refused: it must not hold up the others. */
function usualNext({ now, everySeconds }: TimetableRow): Date {
  return new Date(now.getTime() + everySeconds * 1_000);
}

function earlier(one: Date, other: Date | null): Date {
  return other && other < one ? other : one;
}

async function move(sql: Sql, moved: readonly Moved[]): Promise<void> {
  if (moved.length === 0) return;
  await sql.query(
    `update timetable t set next_due_at = m.next_due_at
     from unnest($1::uuid[], $2::text[], $3::timestamptz[]) as m (pipeline_id, record_type, next_due_at)
     where t.pipeline_id = m.pipeline_id and t.record_type = m.record_type`,
    [
      moved.map(({ pipelineId }) => pipelineId),
      moved.map(({ recordType }) => recordType),
      moved.map(({ nextDueAt }) => nextDueAt),
    ],
  );
}
