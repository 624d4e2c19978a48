import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When what is polled, and what is late. Older services run on this schema as before, by the interval alone. */
export class PollSchedules1764000000013 implements MigrationInterface {
  readonly name = 'PollSchedules1764000000013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table timetable add column cron text, add column time_zone text, add column business_hours jsonb,
        add column slowest_seconds integer, add column idle_runs integer not null default 0,
        add column expected_since timestamptz not null default now(), add column told_late boolean not null default false,
        add constraint timetable_cron check ((cron is null) = (time_zone is null));
      comment on column timetable.cron is 'Rules instead of every_seconds, by the clock of time_zone.';
      comment on column timetable.slowest_seconds is 'How long the interval becomes while idle_runs grows.';
      comment on column timetable.idle_runs is 'How many runs in a row have brought nothing.';
      comment on column timetable.expected_since is 'From when on a success can be expected: made, changed, or paused no more.';
      comment on column timetable.told_late is 'That it is late has been logged.';
      update timetable set slowest_seconds = 3600 where record_type = 'quickbooks-object' and every_seconds < 3600;

      alter table quickbooks_object add column changed_at timestamptz not null default now();
      comment on column quickbooks_object.changed_at is 'When it was last other than before; read_at is when it was last seen.';
      create index quickbooks_object_changed on quickbooks_object (connection_id, changed_at);
      create index sync_run_latest on sync_run (pipeline_id, record_type, queued_at desc);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index sync_run_latest;
      drop index quickbooks_object_changed;
      alter table quickbooks_object drop column changed_at;
      alter table timetable drop column cron, drop column time_zone, drop column business_hours,
        drop column slowest_seconds, drop column idle_runs, drop column expected_since, drop column told_late;
    `);
  }
}
