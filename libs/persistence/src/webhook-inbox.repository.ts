import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { rowsOf } from './sql.js';
import { RUNG } from './sync-run.entity.js';

/** One change that QuickBooks tells of. */
export interface QuickBooksEvent {
  /** The same for every delivery of the same event. */
  readonly key: string;
  readonly realmId: string;
  readonly entity: string;
  readonly id: string;
  readonly operation: string;
  readonly changedAt: Date | null;
  /** Whether the mirror holds what changed: otherwise it is stored only. */
  readonly concerns: boolean;
}

/** What one post of Cin7 tells of. Nothing in it is data: ids and numbers are where to look. */
export interface Cin7Event {
  /** The same for the same words. */
  readonly key: string;
  readonly type: string;
  readonly hints: readonly Cin7Hint[];
}

export interface Cin7Post extends Cin7Event {
  readonly pipelineId: string;
}

export interface Cin7Hint {
  readonly recordType: 'purchase' | 'supplier';
  /** The document's id, or that of one of its parts; null where only the number is told. */
  readonly id: string | null;
  readonly number: string | null;
}

/** How many events came for the first time, how often others were repeated, and how many belong to no pipeline. */
export interface Taken {
  readonly fresh: number;
  readonly repeated: number;
  readonly unknown: number;
}

/** A mark that has been read starts anew; one that waits keeps the change that matters most. */
const MARK_AGAIN = `on conflict (pipeline_id, record_type, source_id) do update
  set marked_seq = m.marked_seq + 1, marked_at = now(), number = coalesce(excluded.number, m.number),
    operation = case when m.read_seq < m.marked_seq and excluded.operation in ('created', 'updated')
      then m.operation else excluded.operation end,
    changed_at = case when m.read_seq < m.marked_seq then greatest(m.changed_at, excluded.changed_at)
      else excluded.changed_at end`;

/** The door's half of an event's life: each post is stored, and what it tells of marked, in one statement. */
@Injectable()
export class WebhookInboxRepository {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  /** A repeated event marks nothing: the first one did, in the statement that stored it. */
  async takeQuickBooks(events: readonly QuickBooksEvent[]): Promise<Taken> {
    const [taken] = await rowsOf<Taken>(
      this.database,
      `with incoming as (
         select distinct on (x."realmId", x.key) x.*, p.id as pipeline_id
         from json_to_recordset($1::json) as x (key text, "realmId" text, entity text, id text, operation text,
           "changedAt" timestamptz, concerns boolean)
         left join connection c on c.provider = 'quickbooks' and c.account = x."realmId"
         left join pipeline p on p.quickbooks_connection_id = c.id
         order by x."realmId", x.key),
       stored as (
         insert into webhook_event as e (provider, account, event_key, pipeline_id, entity, entity_id, operation, changed_at)
         select 'quickbooks', "realmId", key, pipeline_id, entity, id, operation, "changedAt" from incoming
         order by "realmId", key
         on conflict (provider, account, event_key) do update set times = e.times + 1, last_at = now()
         returning e.account, e.event_key, e.pipeline_id, e.times),
       marked as (
         insert into webhook_mark as m (pipeline_id, record_type, source_id, operation, changed_at)
         select distinct on (i.pipeline_id, i.entity, i.id) i.pipeline_id, 'quickbooks-object', i.entity || '/' || i.id,
           i.operation, i."changedAt"
         from incoming i join stored s on s.account = i."realmId" and s.event_key = i.key and s.times = 1
         where i.concerns and i.pipeline_id is not null
         order by i.pipeline_id, i.entity, i.id, (i.operation in ('created', 'updated')), i."changedAt" desc nulls first
         ${MARK_AGAIN})
       select count(*) filter (where times = 1)::int as fresh, count(*) filter (where times > 1)::int as repeated,
         count(*) filter (where pipeline_id is null)::int as unknown from stored`,
      [JSON.stringify(events)],
    );
    return taken ?? { fresh: 0, repeated: 0, unknown: 0 };
  }

  /**
   * Cin7 says the same words of two changes, so a repeated post marks again. Gives the sync runs to ring for: none where one
   * is on its way, or nothing is to be read now.
   */
  async takeCin7(posts: readonly Cin7Post[]): Promise<string[]> {
    const runs = await rowsOf<{ id: string }>(
      this.database,
      `with posts as (
         select * from json_to_recordset($1::json) as x ("pipelineId" uuid, key text, type text, hints json)),
       hints as (
         select distinct on (p."pipelineId", h."recordType", coalesce(h.id, 'number/' || h.number)) p."pipelineId",
           h."recordType", coalesce(h.id, 'number/' || h.number) as source_id, h.number
         from posts p, json_to_recordset(p.hints) as h ("recordType" text, id text, number text)
         where h.id is not null or h.number is not null
         order by p."pipelineId", h."recordType", coalesce(h.id, 'number/' || h.number)),
       stored as (
         insert into webhook_event as e (provider, account, event_key, pipeline_id, entity, entity_id, operation, times)
         select 'cin7', "pipelineId"::text, key, "pipelineId", min(type), min(coalesce(hints -> 0 ->> 'id',
           hints -> 0 ->> 'number')), 'told', count(*)
         from posts group by posts."pipelineId", key order by posts."pipelineId", key
         on conflict (provider, account, event_key) do update set times = e.times + excluded.times, last_at = now()),
       marked as (
         insert into webhook_mark as m (pipeline_id, record_type, source_id, number, operation)
         select "pipelineId", "recordType", source_id, number, 'updated' from hints
         ${MARK_AGAIN} returning pipeline_id)
       insert into sync_run (pipeline_id, record_type, trigger)
       select p.id, '${RUNG}', 'webhook' from pipeline p join connection c on c.id = p.cin7_connection_id
       where p.id in (select pipeline_id from marked) and p.mode <> 'paused' and c.state = 'active' order by p.id
       on conflict (pipeline_id, record_type) where state in ('queued', 'running') do nothing
       returning id`,
      [JSON.stringify(posts)],
    );
    return runs.map(({ id }) => id);
  }

  /** Hashes of the secrets that open this pipeline's door now, in hexadecimal. */
  async cin7SecretHashes(pipelineId: string): Promise<string[]> {
    const rows = await rowsOf<{ sha256: string }>(
      this.database,
      'select sha256 from cin7_webhook_secret where pipeline_id = $1 and (ends_at is null or ends_at > now())',
      [pipelineId],
    );
    return rows.map(({ sha256 }) => sha256);
  }
}
