import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The weekly comparison of what Cin7 lists with what was read; whose books a connection opens. Older services run on this schema as before. */
export class ListingsAndCompanies1764000000008 implements MigrationInterface {
  readonly name = 'ListingsAndCompanies1764000000008';

  /** The pipelines that are there already get their first comparison spread over the week. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table source_record add column listed_at timestamptz not null default now();
      comment on column source_record.listed_at is 'When a comparison last saw it in a list of Cin7, or when it was first seen.';
      insert into timetable (pipeline_id, record_type, every_seconds, next_due_at)
        select id, 'cin7-ids', 604800, now() + random() * interval '7 days' from pipeline;
      alter table connection add column company_name text, add column country text, add column home_currency text;
      comment on column connection.company_name is 'As the provider said when it was asked last; null before.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from timetable where record_type = 'cin7-ids';
      delete from sync_run where record_type = 'cin7-ids';
      delete from finding where code in ('missed', 'gone-from-cin7');
      alter table source_record drop column listed_at;
      alter table connection drop column company_name, drop column country, drop column home_currency;
    `);
  }
}
