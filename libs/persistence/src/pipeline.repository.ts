import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { canonicalJson, type PipelinePolicies, policiesWith } from '#libs/domain';
import { audit } from './audit.repository.js';
import { PipelineEntity, type PipelineMode } from './pipeline.entity.js';
import { type WatchedPoll, watchedPolls } from './poll-watch.repository.js';
import { releaseUnposted } from './release.js';
import { rowOf, type Sql } from './sql.js';
import { checkTypes, type RecordType, recordTypes, type TimetabledType } from './sync-run.entity.js';
import { reschedule, type ScheduleChanges } from './timetable.js';

export interface NewPipeline {
  readonly name: string;
  readonly cin7ConnectionId: string;
  readonly quickBooksConnectionId: string;
  readonly cutOverDate: string | null;
  readonly mode: PipelineMode;
  readonly policies: ChosenPolicies;
  readonly schedules?: ScheduleChanges | undefined;
}

/** Policies that are left out, or undefined, are not chosen. */
export type ChosenPolicies = {
  readonly [Name in keyof PipelinePolicies]?: PipelinePolicies[Name] | undefined;
};

/** Members left out stay as they are; so do policies and schedules. */
export interface PipelineChange {
  readonly name?: string | undefined;
  readonly mode?: PipelineMode | undefined;
  readonly policies?: ChosenPolicies | undefined;
  readonly cutOverDate?: string | null | undefined;
  readonly schedules?: ScheduleChanges | undefined;
}

const DEFAULT_EVERY_SECONDS: Readonly<Record<TimetabledType, number>> = {
  // One metered call each: with the daily lists and the weekly check below 2,880 in a month of 30 days, far less when idle.
  'quickbooks-object': 1_200,
  supplier: 600,
  purchase: 300,
  'supplier-credit-note': 900,
  reconciliation: 3_600,
  'quickbooks-ids': 7 * 86_400,
  'cin7-ids': 7 * 86_400,
};

/** A company where nothing happens is asked 24 times a day, which stays under 1,000 calls a month. */
const DEFAULT_SLOWEST_SECONDS: Readonly<Partial<Record<RecordType, number>>> = { 'quickbooks-object': 3_600 };

@Injectable()
export class PipelineRepository {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  async list(): Promise<PipelineEntity[]> {
    return this.database.getRepository(PipelineEntity).find({ order: { createdAt: 'asc' } });
  }

  async find(id: string): Promise<PipelineEntity | null> {
    return this.database.getRepository(PipelineEntity).findOneBy({ id });
  }

  async get(id: string): Promise<PipelineEntity> {
    return this.database.getRepository(PipelineEntity).findOneByOrFail({ id });
  }

  /** The QuickBooks company that a pipeline feeds. */
  async realmOf({ quickBooksConnectionId }: PipelineEntity): Promise<string> {
    const row = await rowOf<{ account: string }>(
      this.database,
      'select account from connection where id = $1',
      [quickBooksConnectionId],
    );
    if (!row) throw new Error(`Connection ${quickBooksConnectionId} is gone`);
    return row.account;
  }

  /** Which pipeline already uses one of the connections: each feeds or is fed by one only. */
  async findUsing(connectionIds: readonly string[]): Promise<PipelineEntity | null> {
    const row = await rowOf<{ id: string }>(
      this.database,
      'select id from pipeline where cin7_connection_id = any($1) or quickbooks_connection_id = any($1) limit 1',
      [connectionIds],
    );
    return row ? this.find(row.id) : null;
  }

  async create(wanted: NewPipeline, actor: string): Promise<string> {
    const id = randomUUID();
    await this.database.transaction(async (manager) => {
      await manager.query(
        `insert into pipeline (id, name, cin7_connection_id, quickbooks_connection_id, cut_over_date, mode, policies)
         values ($1, $2, $3, $4, $5, $6, $7)`,
        [
          id,
          wanted.name,
          wanted.cin7ConnectionId,
          wanted.quickBooksConnectionId,
          wanted.cutOverDate,
          wanted.mode,
          wanted.policies,
        ],
      );
      for (const recordType of recordTypes)
        await manager.query(
          `insert into timetable (pipeline_id, record_type, every_seconds, slowest_seconds, next_due_at)
           values ($1, $2, $3, $4, now() + $5 * interval '1 second')`,
          [
            id,
            recordType,
            DEFAULT_EVERY_SECONDS[recordType],
            DEFAULT_SLOWEST_SECONDS[recordType] ?? null,
            firstAfter(recordType),
          ],
        );
      await reschedule(manager, id, wanted.schedules);
      await audit(manager, { pipelineId: id, actor, action: 'pipeline.created', detail: { ...wanted } });
    });
    return id;
  }

  /**
   * A pipeline that turns live, or whose cut-over date or policies change, has its documents looked at again. Gives the
   * ids of the source records to map again. What is in QuickBooks already stays as it was posted.
   */
  async update(id: string, change: PipelineChange, actor: string): Promise<string[]> {
    return this.database.transaction(async (manager) => {
      const { policies: before, mode: modeBefore } = await manager
        .getRepository(PipelineEntity)
        // Whoever queues a run holds the timetable and asks for the pipeline, so that must not wait for this.
        .findOneOrFail({ where: { id }, lock: { mode: 'for_no_key_update' } });
      await manager.query(
        `update pipeline set name = coalesce($2, name), mode = coalesce($3, mode),
           policies = policies || coalesce($4::jsonb, '{}'),
           cut_over_date = case when $5 then $6::date else cut_over_date end
         where id = $1`,
        [
          id,
          change.name ?? null,
          change.mode ?? null,
          change.policies ?? null,
          change.cutOverDate !== undefined,
          change.cutOverDate ?? null,
        ],
      );
      await reschedule(manager, id, change.schedules);
      if (modeBefore === 'paused')
        await manager.query('update timetable set expected_since = now() where pipeline_id = $1', [id]);
      const policies = changedPolicies(before, change.policies ?? {});
      const detail = { ...change, ...(change.policies ? { policies } : {}) };
      await audit(manager, { pipelineId: id, actor, action: 'pipeline.changed', detail });
      const looksAgain =
        change.mode === 'live' || change.cutOverDate !== undefined || Object.keys(policies).length > 0;
      return looksAgain ? releaseUnposted(manager, id) : [];
    });
  }

  /** What Cin7 said of itself. Documents that wait for the other side's books are not concerned. */
  async noteCin7LockDate(sql: Sql, id: string, lockDate: string | null): Promise<void> {
    await sql.query(
      'update pipeline set cin7_lock_date = $2 where id = $1 and cin7_lock_date is distinct from $2::date',
      [id, lockDate],
    );
  }

  async schedules(pipelineId: string): Promise<WatchedPoll[]> {
    return watchedPolls(this.database, pipelineId);
  }
}

/** There is nothing to check before there is something; and pipelines that are made together are not checked together. */
function firstAfter(recordType: TimetabledType): number {
  if (!(checkTypes as readonly RecordType[]).includes(recordType)) return 0;
  return DEFAULT_EVERY_SECONDS[recordType] * (1 - Math.random() / 2);
}

/** Each policy that is in force otherwise from now on, as it was and as it is. */
function changedPolicies(before: Partial<PipelinePolicies>, chosen: ChosenPolicies) {
  const inForce: Record<string, unknown> = { ...policiesWith(before) };
  return Object.fromEntries(
    Object.entries(chosen)
      .filter(([name, after]) => after !== undefined && canonicalJson(after) !== canonicalJson(inForce[name]))
      .map(([name, after]) => [name, { before: inForce[name], after }]),
  );
}
