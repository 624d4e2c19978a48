import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Orders that bills link to, documents that are taken back, and what counts in Cin7 by kind. Older services run on this schema as before. */
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

      alter table posting add column unlinked_lines integer[] not null default '{}';
      comment on column posting.unlinked_lines is
        'Lines, from 1, that were to be linked to the purchase order, but are not in QuickBooks.';
      alter table posting add column overwrites boolean not null default false;
      comment on column posting.overwrites is 'What a person changed in QuickBooks gives way to the intention.';

      drop index posting_waiting;
      create index posting_waiting on posting (not_before, id)
        where state in ('pending', 'sending', 'in-doubt', 'withdrawing');

      alter table source_record add column mapped_at timestamptz;
      comment on column source_record.mapped_at is 'When its intentions were saved last.';
      create index source_record_mapped on source_record (mapped_at) where mapped_at is not null;

      alter table posting add column remark text;
      comment on column posting.remark is 'Why the document is not just what its source says, for people.';

      alter table pipeline add column cin7_lock_date date;

      insert into timetable (pipeline_id, record_type, every_seconds)
        select id, 'supplier-credit-note', 900 from pipeline;

      alter table posting add column source_gone boolean not null default false;
      comment on column posting.source_gone is 'Its document does not count in Cin7 any more.';
      update posting p set source_gone = true where exclusion_reason = 'no-longer-owed' or exists (
        select 1 from posting_problem x where x.posting_id = p.id and x.code = 'source-withdrawn');

      create table source_record_amount (
        source_record_id uuid not null references source_record (id),
        kind text not null constraint source_record_amount_kind
          check (kind in ('purchase-order', 'bill', 'vendor-credit')),
        count integer not null,
        total numeric(24, 4) not null,
        currency text,
        primary key (source_record_id, kind)
      );
      insert into source_record_amount (source_record_id, kind, count, total, currency)
        select id, 'bill', owed_count, owed_total, currency from source_record where owed_count > 0;
      comment on column source_record.owed_count is 'Written by earlier services only, as owed_total and currency.';
      drop index source_record_owed;
      -- Orders and credit notes were not counted before, nor mapped.
      update source_record set detail_seq = detail_seq + 1, mapping_seq = mapping_seq + 1
        where record_type = 'purchase' and version > 0;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table posting drop column remark;
      drop index source_record_mapped;
      alter table source_record drop column mapped_at;
      update source_record r set owed_count = a.count, owed_total = a.total, currency = a.currency
        from source_record_amount a where a.source_record_id = r.id and a.kind = 'bill';
      create index source_record_owed on source_record (pipeline_id, record_type, currency, owed_total) where owed_count > 0;
      drop table source_record_amount;
      alter table posting drop column source_gone;
      alter table pipeline drop column cin7_lock_date;
      delete from timetable where record_type = 'supplier-credit-note';
      drop index posting_waiting;
      create index posting_waiting on posting (not_before, id) where state in ('pending', 'sending', 'in-doubt');
      alter table posting drop column overwrites;
      alter table posting drop column unlinked_lines;
      alter table posting_dependency drop column required;
      insert into posting_step ("from", "to") values ('withdrawing', 'in-doubt');
      delete from posting_step where ("from", "to") in (('held', 'withdrawing'), ('pending', 'withdrawing'),
        ('rejected', 'withdrawing'), ('withdrawing', 'pending'), ('withdrawing', 'posted'));
    `);
  }
}
