import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many calls the providers had, and what a connection may have. Older services run on this schema as before. */
export class CallCounts1764000000014 implements MigrationInterface {
  readonly name = 'CallCounts1764000000014';

  async up(runner: QueryRunner): Promise<void> {
    // A busy connection has some fifty rows a day, each written about once a second: room on the page keeps that cheap.
    await runner.query(`
      create table call_count (
        connection_id uuid not null,
        day date not null,
        kind text not null,
        purpose text not null,
        metered boolean not null,
        outcome text not null,
        calls integer not null check (calls > 0),
        primary key (connection_id, day, kind, purpose, metered, outcome)
      ) with (fillfactor = 70);
      comment on table call_count is
        'Finished calls by day of UTC. No reference to connection: a consent has its calls before there is one.';

      create table call_budget (
        connection_id uuid primary key references connection on delete cascade,
        metered_per_month integer check (metered_per_month >= 0),
        warn_at_share double precision not null default 0.8 check (warn_at_share > 0 and warn_at_share <= 1),
        stop_polling boolean not null default false,
        told text,
        polling_stopped_until timestamptz
      );
      comment on column call_budget.told is 'The month and the state that people have been told of, as 2026-11 near.';
      comment on column call_budget.polling_stopped_until is
        'Until then the timetable does not read this company; null or past: it does.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table call_budget; drop table call_count;');
  }
}
