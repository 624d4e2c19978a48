import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The weekly comparison of what Cin7 lists with what was read. Older services run on this schema as before. */
export class Cin7Ids1764000000008 implements MigrationInterface {
  readonly name = 'Cin7Ids1764000000008';

  /** The pipelines that are there already get their first comparison spread over the week. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table source_record add column listed_at timestamptz not null default now();
      comment on column source_record.listed_at is 'When a comparison last saw it in a list of Cin7, or when it was first seen.';
      insert into timetable (pipeline_id, record_type, every_seconds, next_due_at)
        select id, 'cin7-ids', 604800, now() + random() * interval '7 days' from pipeline;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from timetable where record_type = 'cin7-ids';
      delete from sync_run where record_type = 'cin7-ids';
      delete from finding where code in ('missed', 'gone-from-cin7');
      alter table source_record drop column listed_at;
    `);
  }
}
