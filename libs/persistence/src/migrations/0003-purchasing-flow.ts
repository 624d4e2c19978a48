import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Orders that bills link to, and documents that are taken back. Older services run on this schema as before. */
export class PurchasingFlow1764000000003 implements MigrationInterface {
  readonly name = 'PurchasingFlow1764000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      insert into posting_step ("from", "to") values
        ('held', 'withdrawing'), ('pending', 'withdrawing'), ('rejected', 'withdrawing'),
        ('withdrawing', 'pending'), ('withdrawing', 'posted');
      delete from posting_step where "from" = 'withdrawing' and "to" = 'in-doubt';

      alter table posting_dependency add column required boolean not null default true;
      comment on column posting_dependency.required is
        'A bill needs its vendor; for its order it waits only while that is on its way.';

      drop index posting_waiting;
      create index posting_waiting on posting (not_before, id)
        where state in ('pending', 'sending', 'in-doubt', 'withdrawing');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index posting_waiting;
      create index posting_waiting on posting (not_before, id) where state in ('pending', 'sending', 'in-doubt');
      alter table posting_dependency drop column required;
      insert into posting_step ("from", "to") values ('withdrawing', 'in-doubt');
      delete from posting_step where ("from", "to") in (('held', 'withdrawing'), ('pending', 'withdrawing'),
        ('rejected', 'withdrawing'), ('withdrawing', 'pending'), ('withdrawing', 'posted'));
    `);
  }
}
