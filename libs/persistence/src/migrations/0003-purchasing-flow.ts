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

      alter table source_record add column mapped_at timestamptz;
      comment on column source_record.mapped_at is 'When its intentions were saved last.';
      create index source_record_mapped on source_record (mapped_at) where mapped_at is not null;

      alter table posting add column remark text;
      comment on column posting.remark is 'Why the document is not just what its source says, for people.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table posting drop column remark;
      drop index source_record_mapped;
      alter table source_record drop column mapped_at;
      drop index posting_waiting;
      create index posting_waiting on posting (not_before, id) where state in ('pending', 'sending', 'in-doubt');
      alter table posting_dependency drop column required;
      insert into posting_step ("from", "to") values ('withdrawing', 'in-doubt');
      delete from posting_step where ("from", "to") in (('held', 'withdrawing'), ('pending', 'withdrawing'),
        ('rejected', 'withdrawing'), ('withdrawing', 'pending'), ('withdrawing', 'posted'));
    `);
  }
}
