import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a consent at Intuit was begun with, until the browser comes back. */
export class ConsentState1764000000002 implements MigrationInterface {
  readonly name = 'ConsentState1764000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table consent_state (
        state_hash text primary key,
        connection_name text,
        actor text not null,
        expires_at timestamptz not null
      );
      comment on column consent_state.state_hash is 'A reader of the database cannot finish anybody''s consent.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table consent_state');
  }
}
