import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import {
  type CallOutcome,
  type CallPurpose,
  type DayOfCalls,
  PACE_DAYS,
  type ProviderCall,
} from '#libs/domain';
import { rowsOf } from './sql.js';

/** Calls of one kind on one day of UTC. */
export interface CountedCalls extends ProviderCall {
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly calls: number;
}

/** What one connection did, added up. */
export interface CallsOfDay {
  readonly day: string;
  readonly kind: string;
  readonly purpose: CallPurpose;
  readonly metered: boolean;
  readonly outcome: CallOutcome;
  readonly calls: number;
}

/** Two years and the month in which one looks back at them. */
const MONTHS_KEPT = 25;

/** Of which a month's pace says nothing: they do not come again by themselves. */
const ONCE: readonly CallPurpose[] = ['backfill', 'connect'];

/** Keeps how often the providers were called. */
@Injectable()
export class CallCountRepository {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  /** In one order for all processes, so that no two wait for each other. */
  async add(counts: readonly CountedCalls[]): Promise<void> {
    if (counts.length === 0) return;
    await this.database.query(
      `insert into call_count as c (connection_id, day, kind, purpose, metered, outcome, calls)
       select x."connectionId", x.day, x.kind, x.purpose, x.metered, x.outcome, x.calls
       from json_to_recordset($1::json) as x ("connectionId" uuid, day date, kind text, purpose text, metered boolean,
         outcome text, calls integer)
       order by 1, 2, 3, 4, 5, 6
       on conflict (connection_id, day, kind, purpose, metered, outcome) do update set calls = c.calls + excluded.calls`,
      [JSON.stringify(counts)],
    );
  }

  /** One month of one connection, by day; `month` as `2026-11`. */
  async ofMonth(connectionId: string, month: string): Promise<CallsOfDay[]> {
    return rowsOf<CallsOfDay>(
      this.database,
      `select day, kind, purpose, metered, outcome, calls from call_count
       where connection_id = $1 and day >= $2::date and day < $2::date + interval '1 month'
       order by day, purpose, kind, metered, outcome`,
      [connectionId, `${month}-01`],
    );
  }

  /** The metered calls of each connection in the month of a moment, and of the days before it that show the pace. */
  async meteredDays(connectionIds: readonly string[], now: Date): Promise<Map<string, DayOfCalls[]>> {
    const rows = await rowsOf<DayOfCalls & { readonly connectionId: string }>(
      this.database,
      `select connection_id as "connectionId", day, sum(calls)::integer as calls,
         coalesce(sum(calls) filter (where purpose = any($3)), 0)::integer as once
       from call_count
       where connection_id = any($1) and metered
         and day >= least(date_trunc('month', $2::timestamptz at time zone 'UTC')::date,
           ($2::timestamptz at time zone 'UTC')::date - $4::integer)
       group by connection_id, day order by day`,
      [connectionIds, now, ONCE, PACE_DAYS],
    );
    const days = new Map<string, DayOfCalls[]>(connectionIds.map((id) => [id, []]));
    for (const { connectionId, ...day } of rows) days.get(connectionId)?.push(day);
    return days;
  }

  async prune(): Promise<void> {
    await this.database.query(
      `delete from call_count where day < date_trunc('month', now() at time zone 'UTC') - $1 * interval '1 month'`,
      [MONTHS_KEPT],
    );
  }
}
