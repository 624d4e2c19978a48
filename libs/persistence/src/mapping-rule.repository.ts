import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { MappingRule, RuleKind } from '#libs/domain';
import { audit } from './audit.repository.js';
import { MappingRuleEntity } from './mapping-rule.entity.js';
import { releaseBuilt, releaseBySubject, releaseSuppliers } from './release.js';
import { rowsOf, type Sql } from './sql.js';

export interface RuleChange {
  readonly kind: RuleKind;
  readonly source: string;
  /** Null removes the rule. */
  readonly target: string | null;
}

@Injectable()
export class MappingRuleRepository {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  async list(pipelineId: string): Promise<MappingRuleEntity[]> {
    return this.database
      .getRepository(MappingRuleEntity)
      .find({ where: { pipelineId }, order: { kind: 'asc', source: 'asc' } });
  }

  /** Only the rules that bear on these sources: a mapping reads no more than it needs. */
  async forSources(pipelineId: string, sources: readonly string[]): Promise<MappingRule[]> {
    return rowsOf<MappingRule>(
      this.database,
      'select kind, source, target from mapping_rule where pipeline_id = $1 and source = any($2)',
      [pipelineId, sources],
    );
  }

  /**
   * Sets and removes rules and marks what they release, in one transaction. Gives the ids of the source records to
   * map again. Postings that are in QuickBooks already keep the accounts they were posted with.
   */
  async change(pipelineId: string, changes: readonly RuleChange[], actor: string): Promise<string[]> {
    return this.database.transaction(async (manager) => {
      const changed = [
        ...(await remove(manager, pipelineId, changes)),
        ...(await set(manager, pipelineId, changes, actor)),
      ];
      if (changed.length === 0) return [];
      await audit(manager, {
        pipelineId,
        actor,
        action: 'mapping-rules.changed',
        detail: { rules: changed },
      });
      const sources = changed.map(({ source }) => source);
      const suppliers = changed.filter(({ kind }) => kind === 'supplier').map(({ source }) => source);
      return [
        ...new Set([
          ...(await releaseSuppliers(manager, pipelineId, suppliers)),
          ...(await releaseBySubject(manager, pipelineId, sources)),
          // What was built by the rules as they were, is built anew.
          ...(await releaseBuilt(manager, pipelineId)),
        ]),
      ];
    });
  }
}

async function remove(sql: Sql, pipelineId: string, changes: readonly RuleChange[]): Promise<RuleChange[]> {
  const removed = changes.filter(({ target }) => target === null);
  return rowsOf<RuleChange>(
    sql,
    `delete from mapping_rule using unnest($2::text[], $3::text[]) as gone (kind, source)
     where pipeline_id = $1 and mapping_rule.kind = gone.kind and mapping_rule.source = gone.source
     returning mapping_rule.kind, mapping_rule.source, null as target`,
    [pipelineId, removed.map(({ kind }) => kind), removed.map(({ source }) => source)],
  );
}

/** Answers with the rules that really are new or different. */
async function set(
  sql: Sql,
  pipelineId: string,
  changes: readonly RuleChange[],
  actor: string,
): Promise<RuleChange[]> {
  const wanted = changes.filter(({ target }) => target !== null);
  return rowsOf<RuleChange>(
    sql,
    `insert into mapping_rule (pipeline_id, kind, source, target, updated_by)
     select $1, wanted.*, $5 from unnest($2::text[], $3::text[], $4::text[]) as wanted
     on conflict (pipeline_id, kind, source) do update
       set target = excluded.target, updated_by = excluded.updated_by, updated_at = now()
       where mapping_rule.target is distinct from excluded.target
     returning kind, source, target`,
    [
      pipelineId,
      wanted.map(({ kind }) => kind),
      wanted.map(({ source }) => source),
      wanted.map(({ target }) => target),
      actor,
    ],
  );
}
