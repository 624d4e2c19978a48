import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who goes first within a pipeline: 0 a person who waits, 1 what has just changed, 2 what was there before. Older services run on it. */
export class Lanes1764000000011 implements MigrationInterface {
  readonly name = 'Lanes1764000000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table source_record add column lane smallint not null default 1;
      alter table posting add column lane smallint not null default 1;
      drop index source_record_mapping_due;
      create index source_record_mapping_due
        on source_record (pipeline_id, lane, (record_type <> 'supplier'), mapping_not_before nulls first, id)
        where mapping_seq > mapped_seq;
      drop index posting_waiting;
      create index posting_turn on posting (pipeline_id, lane, (kind not in ('vendor', 'purchase-order')), updated_at, id)
        where state in ('pending', 'in-doubt', 'withdrawing');
      drop index source_record_detail_due;
      create index source_record_detail_due on source_record (pipeline_id, record_type, lane, source_id)
        where detail_seq > detailed_seq;
      create index posting_sending on posting (lease_until) where state = 'sending';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index posting_sending;
      drop index posting_turn;
      create index posting_waiting on posting (not_before, id)
        where state in ('pending', 'sending', 'in-doubt', 'withdrawing');
      drop index source_record_mapping_due;
      create index source_record_mapping_due on source_record (pipeline_id, id) where mapping_seq > mapped_seq;
      drop index source_record_detail_due;
      create index source_record_detail_due on source_record (pipeline_id, record_type, source_id)
        where detail_seq > detailed_seq;
      alter table posting drop column lane;
      alter table source_record drop column lane;
    `);
  }
}
