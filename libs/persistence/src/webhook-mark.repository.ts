import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { IS_STOPPED_BY_BUDGET } from './call-budget.repository.js';
import { rowOf, rowsOf, type Sql } from './sql.js';
import { RUNG } from './sync-run.entity.js';

/** Something that may have changed. `seq` is how often that was said; only a mark that says no more than this is cleared. */
export interface Mark {
  readonly recordType: 'purchase' | 'supplier' | 'quickbooks-object';
  readonly sourceId: string;
  readonly number: string | null;
  readonly seq: string;
}

/** QuickBooks tells the time of a change in seconds, events more exactly: as far apart two words for one change may be. */
const SAME_CHANGE_SECONDS = 2;
/** Our own write is answered, and its answer kept, before an event about it is taken for somebody else's. */
const SETTLE_SECONDS = 3;
const KEPT_DAYS = 30;
const PRUNED_AT_ONCE = 10_000;

/** What a bill of ours moves along with itself: balances, and the order that it is linked to. */
const MOVED_BY_OURS = `('Vendor', 'Account', 'PurchaseOrder', 'Item')`;

/** The mirror has what the event tells of: we wrote it, or have read it since. All by QuickBooks' own clock. */
const IS_KNOWN = `case
  when m.operation in ('created', 'updated') then coalesce(
    o.last_updated_at >= m.changed_at - interval '${SAME_CHANGE_SECONDS} seconds', false)
    or (m.operation = 'updated' and split_part(m.source_id, '/', 1) in ${MOVED_BY_OURS} and exists (
      select 1 from quickbooks_object ours where ours.connection_id = c.id and ours.marker is not null
        and ours.last_updated_at between m.changed_at - interval '${SAME_CHANGE_SECONDS} seconds'
          and m.changed_at + interval '${SAME_CHANGE_SECONDS} seconds'))
  when m.operation = 'deleted' then coalesce(o.deleted or not o.active, false)
  else false end`;

/** The poller's half: what is marked shortens the wait for a reading, and is cleared by it. */
@Injectable()
export class WebhookMarkRepository {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  /** Marked documents of Cin7, the longest waiting first. */
  async ofCin7(pipelineId: string, limit: number): Promise<Mark[]> {
    return rowsOf<Mark>(
      this.database,
      `select m.record_type as "recordType", m.source_id as "sourceId", m.number, m.marked_seq::text as seq
       from webhook_mark m join timetable t on t.pipeline_id = m.pipeline_id and t.record_type = m.record_type and t.enabled
       where m.pipeline_id = $1 and m.record_type in ('purchase', 'supplier') and m.marked_seq > m.read_seq
       order by m.marked_at, m.source_id limit $2`,
      [pipelineId, limit],
    );
  }

  /** All that was marked in QuickBooks before the reading began that is to clear it. */
  async ofQuickBooks(pipelineId: string, before: Date): Promise<Mark[]> {
    return rowsOf<Mark>(
      this.database,
      `select record_type as "recordType", source_id as "sourceId", number, marked_seq::text as seq from webhook_mark
       where pipeline_id = $1 and record_type = 'quickbooks-object' and marked_seq > read_seq
         and marked_at <= $2`,
      [pipelineId, before],
    );
  }

  /** What was marked again since is read again. */
  async clear(pipelineId: string, marks: readonly Mark[], sql: Sql = this.database): Promise<void> {
    await sql.query(
      `update webhook_mark m set read_seq = x.seq
       from unnest($2::text[], $3::text[], $4::bigint[]) as x (record_type, source_id, seq)
       where m.pipeline_id = $1 and m.record_type = x.record_type and m.source_id = x.source_id and m.read_seq < x.seq`,
      [
        pipelineId,
        marks.map(({ recordType }) => recordType),
        marks.map(({ sourceId }) => sourceId),
        marks.map(({ seq }) => seq),
      ],
    );
  }

  /**
   * Where so much is marked that one list tells it more cheaply: clears the marks and queues the list's run, which has not
   * begun yet. Null, and nothing is cleared, where that run is under way already.
   */
  async leaveToList(pipelineId: string, recordType: 'purchase' | 'supplier'): Promise<string[] | null> {
    const types = recordType === 'purchase' ? ['purchase', 'supplier-credit-note'] : [recordType];
    const runs = await rowsOf<{ id: string; record_type: string }>(
      this.database,
      `with run as (
         insert into sync_run (pipeline_id, record_type, trigger) select $1, unnest($2::text[]), 'webhook'
         on conflict (pipeline_id, record_type) where state in ('queued', 'running')
         do update set trigger = sync_run.trigger where sync_run.state = 'queued'
         returning id, record_type),
       cleared as (
         update webhook_mark set read_seq = marked_seq
         where pipeline_id = $1 and record_type = $3 and marked_seq > read_seq
           and exists (select 1 from run where record_type = $3))
       select id, record_type from run`,
      [pipelineId, types, recordType],
    );
    const isLeft = runs.some(({ record_type }) => record_type === recordType);
    return isLeft ? runs.map(({ id }) => id) : null;
  }

  /** A worker is going through the list at this moment: soon it can be read once more. */
  async isListing(pipelineId: string, recordType: 'purchase' | 'supplier'): Promise<boolean> {
    const row = await rowOf(
      this.database,
      `select 1 as yes from sync_run where pipeline_id = $1 and record_type = $2 and state = 'running'
         and phase = 'list' and lease_until > now()`,
      [pipelineId, recordType],
    );
    return row !== null;
  }

  /** Queues a run for each pipeline whose Cin7 is marked; gives those to ring for. Null looks at all pipelines. */
  async queueCin7Runs(pipelineId: string | null = null): Promise<string[]> {
    const runs = await rowsOf<{ id: string }>(
      this.database,
      `insert into sync_run (pipeline_id, record_type, trigger)
       select distinct m.pipeline_id, '${RUNG}', 'webhook' from webhook_mark m
       join pipeline p on p.id = m.pipeline_id and p.mode <> 'paused'
       join connection c on c.id = p.cin7_connection_id and c.state = 'active'
       join timetable t on t.pipeline_id = m.pipeline_id and t.record_type = m.record_type and t.enabled
       where m.marked_seq > m.read_seq and m.record_type in ('purchase', 'supplier')
         and ($1::uuid is null or m.pipeline_id = $1)
       on conflict (pipeline_id, record_type) where state in ('queued', 'running') do nothing
       returning id`,
      [pipelineId],
    );
    return runs.map(({ id }) => id);
  }

  /**
   * Queues a reading of QuickBooks, which is metered, where somebody else has changed something, and so long after the last
   * reading at the earliest. What the mirror knows already waits for the timetable, and is cleared by it.
   */
  async queueQuickBooksRuns(distanceSeconds: number): Promise<string[]> {
    const runs = await rowsOf<{ id: string }>(
      this.database,
      `insert into sync_run (pipeline_id, record_type, trigger)
       select distinct m.pipeline_id, m.record_type, 'webhook' from webhook_mark m
       join pipeline p on p.id = m.pipeline_id and p.mode <> 'paused'
       join connection c on c.id = p.quickbooks_connection_id and c.state = 'active'
       join timetable t on t.pipeline_id = m.pipeline_id and t.record_type = m.record_type and t.enabled
         and t.watermark is not null
       left join quickbooks_object o on o.connection_id = c.id and o.entity = split_part(m.source_id, '/', 1)
         and o.quickbooks_id = split_part(m.source_id, '/', 2)
       where m.marked_seq > m.read_seq and m.record_type = 'quickbooks-object'
         and m.marked_at <= now() - interval '${SETTLE_SECONDS} seconds'
         and not exists (select 1 from sync_run r where r.pipeline_id = m.pipeline_id
           and r.record_type = m.record_type and r.started_at > now() - $1 * interval '1 second')
         and not (${IS_KNOWN}) and not ${IS_STOPPED_BY_BUDGET}
       on conflict (pipeline_id, record_type) where state in ('queued', 'running') do nothing
       returning id`,
      [distanceSeconds],
    );
    return runs.map(({ id }) => id);
  }

  /** Forgets some of what is old: events, marks that have been read, and the many small runs that they caused. Gives how many. */
  async prune(): Promise<number> {
    const old = `now() - interval '${KEPT_DAYS} days'`;
    const pruned = await rowsOf(
      this.database,
      `with events as (
         delete from webhook_event where ctid = any(array(
           select ctid from webhook_event where last_at < ${old} limit ${PRUNED_AT_ONCE})) returning 1),
       marks as (
         delete from webhook_mark where ctid = any(array(
           select ctid from webhook_mark where marked_at < ${old} and read_seq = marked_seq limit ${PRUNED_AT_ONCE}))
         returning 1),
       runs as (
         delete from sync_run where id = any(array(
           select id from sync_run where record_type = '${RUNG}' and started_at < ${old}
             and state in ('succeeded', 'failed') limit ${PRUNED_AT_ONCE})) returning 1)
       select 1 from events union all select 1 from marks union all select 1 from runs`,
    );
    return pruned.length;
  }
}
