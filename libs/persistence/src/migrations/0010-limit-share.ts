import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Our share of what a provider allows, and what a paced run has seen of its list. Older services run on this schema as before. */
export class LimitShare1764000000010 implements MigrationInterface {
  readonly name = 'LimitShare1764000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table connection add column limit_share numeric not null default 1
        constraint connection_limit_share check (limit_share between 0.05 and 1);
      comment on column connection.limit_share is
        'Our part of the calls that the provider allows the account; the rest is left to other programs.';
      create table sync_run_listed (
        sync_run_id uuid not null references sync_run (id) on delete cascade,
        source_id text not null,
        primary key (sync_run_id, source_id));
      comment on table sync_run_listed is
        'What a run has been shown of the list that it is reading; what comes twice tells that the list moved.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table sync_run_listed;
      alter table connection drop column limit_share;
    `);
  }
}
