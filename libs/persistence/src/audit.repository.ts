import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { AuditEventEntity } from './audit-event.entity.js';
import { rowsOf, type Sql } from './sql.js';

export interface AuditEntry {
  readonly pipelineId?: string | null;
  readonly postingId?: string | null;
  readonly actor: string;
  readonly action: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** Appends to the trail, in the transaction of what it tells of. */
export async function audit(sql: Sql, entry: AuditEntry): Promise<void> {
  await sql.query(
    'insert into audit_event (pipeline_id, posting_id, actor, action, detail) values ($1, $2, $3, $4, $5)',
    [entry.pipelineId ?? null, entry.postingId ?? null, entry.actor, entry.action, entry.detail ?? {}],
  );
}

export interface AuditQuery {
  readonly pipelineId?: string | undefined;
  readonly postingId?: string | undefined;
  /** Only events before this id: the last one of the page before. */
  readonly before?: string | undefined;
  readonly limit: number;
}

/** The trail, newest first. */
@Injectable()
export class AuditRepository {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  async record(entry: AuditEntry): Promise<void> {
    await audit(this.database, entry);
  }

  async list({ pipelineId, postingId, before, limit }: AuditQuery): Promise<AuditEventEntity[]> {
    return rowsOf<AuditEventEntity>(
      this.database,
      `select id::text as id, at, pipeline_id as "pipelineId", posting_id as "postingId", actor, action, detail
       from audit_event
       where ($1::uuid is null or pipeline_id = $1) and ($2::uuid is null or posting_id = $2)
         and ($3::bigint is null or audit_event.id < $3)
       order by audit_event.id desc limit $4`,
      [pipelineId ?? null, postingId ?? null, before ?? null, limit],
    );
  }
}
