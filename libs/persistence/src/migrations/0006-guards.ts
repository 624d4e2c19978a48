import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What keeps documents of others, of a forgotten past and of another company apart from ours. Older services run on this schema as before. */
export class Guards1764000000006 implements MigrationInterface {
  readonly name = 'Guards1764000000006';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [LOOK_ALIKES, RESTORES, COMPANIES, LOCK_OUTS, FINDINGS]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from timetable where record_type in ('reconciliation', 'quickbooks-ids');
      delete from sync_run where record_type in ('reconciliation', 'quickbooks-ids');
      drop index quickbooks_object_read;
      drop table finding;
      drop index connection_probe;
      alter table connection drop column locked_out_at, drop column lock_outs, drop column probe_at;
      drop trigger pipeline_fixed on pipeline;
      drop trigger connection_fixed on connection;
      drop function refuse_another_company();
      alter table consent_state drop column connection_id;
      alter table pipeline drop column restored_to, drop column restored_at;
      drop index posting_marker;
      drop index quickbooks_object_number;
      alter table posting drop column other_than;
    `);
  }
}

const LOOK_ALIKES = `
  alter table posting add column other_than text[] not null default '{}';
  comment on column posting.other_than is
    'Documents of QuickBooks with its vendor, number and total of which a person said that they are others.';
  create index quickbooks_object_number on quickbooks_object (connection_id, entity, lower(trim(document_number)))
    where document_number is not null and not deleted;
  create index posting_marker on posting (realm_id, marker);
`;

const RESTORES = `
  alter table pipeline add column restored_to timestamptz, add column restored_at timestamptz;
  comment on column pipeline.restored_to is 'To what moment the database was put back, as an operator said at restored_at.';
`;

/** A connection is one company for ever, or postings, marks and request ids would name another than the token opens. */
const COMPANIES = `
  alter table consent_state add column connection_id uuid references connection (id);
  comment on column consent_state.connection_id is 'The connection that the consent is to renew, and no other.';

  create function refuse_another_company() returns trigger language plpgsql as $$
  begin
    raise exception 'A % never changes its company', tg_table_name using errcode = 'check_violation';
  end $$;
  create trigger connection_fixed before update of provider, account on connection
    for each row when ((old.provider, old.account) is distinct from (new.provider, new.account))
    execute function refuse_another_company();
  create trigger pipeline_fixed before update of cin7_connection_id, quickbooks_connection_id on pipeline
    for each row when ((old.cin7_connection_id, old.quickbooks_connection_id)
      is distinct from (new.cin7_connection_id, new.quickbooks_connection_id))
    execute function refuse_another_company();
`;

const LOCK_OUTS = `
  alter table connection add column locked_out_at timestamptz, add column lock_outs integer not null default 0,
    add column probe_at timestamptz;
  comment on column connection.probe_at is 'When the provider is asked whether it lets us in again; null where a person decides.';
  create index connection_probe on connection (probe_at) where probe_at is not null;
`;

const FINDINGS = `
  create table finding (
    pipeline_id uuid not null references pipeline (id),
    entity text not null,
    object_id text not null,
    code text not null,
    posting_id uuid references posting (id),
    other_id text,
    found_at timestamptz not null default now(),
    primary key (pipeline_id, entity, object_id, code)
  );
  comment on table finding is 'What is not as it should be in QuickBooks; a row goes when that is over.';
  create index quickbooks_object_read on quickbooks_object (connection_id, read_at, entity, quickbooks_id);
  insert into timetable (pipeline_id, record_type, every_seconds, next_due_at)
    select id, x.record_type, x.every_seconds, now() + x.every_seconds * interval '1 second'
    from pipeline, (values ('reconciliation', 3600), ('quickbooks-ids', 604800)) as x (record_type, every_seconds);
`;
