import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the queues gave up or failed at, where people look. Older services do not write it. */
export class FailedJobs1764000000007 implements MigrationInterface {
  readonly name = 'FailedJobs1764000000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table failed_job (
        id uuid primary key default gen_random_uuid(),
        queue text not null,
        subject text not null,
        subject_id uuid,
        data text not null,
        reason text not null,
        final boolean not null,
        times integer not null default 1,
        first_failed_at timestamptz not null default now(),
        last_failed_at timestamptz not null default now(),
        constraint failed_job_subject unique (queue, subject)
      );
      comment on column failed_job.subject_id is
        'The posting, source record, sync run or attachment; the failure is over when that does not wait any more.';
      comment on column failed_job.final is 'The queue gave the job up; while its row waits, a sweep rings again.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table failed_job');
  }
}
