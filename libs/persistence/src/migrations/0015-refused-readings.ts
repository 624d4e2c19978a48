import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How often in a row a provider has refused a run, apart from failures. Older services run on this schema as before. */
export class RefusedReadings1764100000015 implements MigrationInterface {
  readonly name = 'RefusedReadings1764100000015';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table sync_run add column refusals integer not null default 0 check (refusals >= 0);
      comment on column sync_run.refusals is
        'Pauses that the provider asked for in a row, with no page read in between; no failures.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table sync_run drop column refusals;');
  }
}
