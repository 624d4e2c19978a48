import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { type LatePoll, latePoll, type PollStory } from '#libs/domain';
import { IS_STOPPED_BY_BUDGET } from './call-budget.repository.js';
import { nextCronTime } from './cron.js';
import { rowOf, rowsOf, type Sql } from './sql.js';
import { TIMETABLE_COLUMNS, type TimetableRow } from './timetable.js';

/** One record type of one pipeline: when it is polled, how far it has come, and whether it is late. */
export interface WatchedPoll extends TimetableRow {
  readonly watermark: Date | null;
  readonly lastSuccessAt: Date | null;
  /** False where it is switched off, the pipeline is paused or the month's budget of calls is used up. */
  readonly isPolled: boolean;
  readonly late: LatePoll | null;
  /** That it is late has been told. */
  readonly toldLate: boolean;
}

type Row = Omit<WatchedPoll, 'late'> & Omit<PollStory, 'schedule'>;

/** Everything that the verdict needs, of all pipelines or one. */
export async function watchedPolls(sql: Sql, pipelineId: string | null): Promise<WatchedPoll[]> {
  const rows = await rowsOf<Row>(
    sql,
    `select ${TIMETABLE_COLUMNS}, t.watermark, t.last_success_at as "lastSuccessAt", t.told_late as "toldLate",
       t.enabled and p.mode <> 'paused' and not ${IS_STOPPED_BY_BUDGET} as "isPolled", greatest(t.last_success_at, t.expected_since) as since,
       json_build_object('name', c.name, 'state', c.state, 'reason', c.state_reason) as connection,
       r.last as "lastRun"
     from timetable t join pipeline p on p.id = t.pipeline_id
     join connection c on c.id = case when t.record_type in ('quickbooks-object', 'reconciliation', 'quickbooks-ids')
       then p.quickbooks_connection_id else p.cin7_connection_id end
     left join lateral (
       select json_build_object('state', r.state, 'error', r.error, 'startedAt', r.started_at) as last
       from sync_run r where r.pipeline_id = t.pipeline_id and r.record_type = t.record_type
       order by r.queued_at desc limit 1) r on true
     where $1::uuid is null or t.pipeline_id = $1
     order by t.record_type`,
    [pipelineId],
  );
  return rows.map(judged);
}

function judged({ since, connection, lastRun, ...poll }: Row): WatchedPoll {
  // A moment inside JSON is text.
  const startedAt = lastRun?.startedAt ? new Date(lastRun.startedAt) : null;
  const story = { schedule: poll, since, connection, lastRun: lastRun && { ...lastRun, startedAt } };
  const { idleRuns, now, isPolled } = poll;
  return { ...poll, late: isPolled ? latePoll(story, now, { idleRuns, nextCronTime }) : null };
}

/** Which polls are late, and of which of them people have been told. */
@Injectable()
export class PollWatchRepository {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  async all(): Promise<WatchedPoll[]> {
    return watchedPolls(this.database, null);
  }

  /** True for the one process that is to tell of it. What is in time again may be told of again. */
  async isToBeTold({ pipelineId, recordType, late, toldLate }: WatchedPoll): Promise<boolean> {
    const isLate = late !== null;
    if (isLate === toldLate) return false;
    const isFirst = await rowOf(
      this.database,
      `update timetable set told_late = $3 where pipeline_id = $1 and record_type = $2 and told_late <> $3
       returning pipeline_id`,
      [pipelineId, recordType, isLate],
    );
    return isFirst !== null && isLate;
  }
}
