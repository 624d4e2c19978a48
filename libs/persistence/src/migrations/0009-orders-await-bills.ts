import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Orders that are closed only after their bills. Older services run on this schema as before. */
export class OrdersAwaitBills1764000000009 implements MigrationInterface {
  readonly name = 'OrdersAwaitBills1764000000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table posting add column awaits_bills boolean not null default false;
      comment on column posting.awaits_bills is
        'A purchase order that is closed in Cin7, and will be in QuickBooks once its bills are there.';
      create index posting_awaits_bills on posting (source_record_id) where awaits_bills;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index posting_awaits_bills;
      alter table posting drop column awaits_bills;
    `);
  }
}
