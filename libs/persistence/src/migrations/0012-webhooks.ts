import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What providers tell of, and what is to be read because of it. Older services run on this schema as before. */
export class Webhooks1764000000012 implements MigrationInterface {
  readonly name = 'Webhooks1764000000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(EVENTS + CIN7 + LOOK_UPS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index quickbooks_object_ours, sync_run_started, source_record_number;
      drop table cin7_webhook, cin7_webhook_secret, webhook_mark, webhook_event;
      delete from sync_run where record_type = 'cin7-rung';
    `);
  }
}

const EVENTS = `
  create table webhook_event (
    provider text not null constraint webhook_event_provider check (provider in ('cin7', 'quickbooks')),
    account text not null,
    event_key text not null,
    pipeline_id uuid references pipeline (id),
    entity text not null,
    entity_id text,
    operation text not null,
    changed_at timestamptz,
    times integer not null default 1,
    first_at timestamptz not null default now(),
    last_at timestamptz not null default now(),
    primary key (provider, account, event_key)
  );
  comment on column webhook_event.pipeline_id is 'Null where no pipeline is connected to the company.';
  comment on column webhook_event.times is 'How often it came: deliveries are repeated.';
  create index webhook_event_age on webhook_event (last_at);
  create index webhook_event_pipeline on webhook_event (pipeline_id, provider, last_at desc);

  create table webhook_mark (
    pipeline_id uuid not null references pipeline (id),
    record_type text not null,
    source_id text not null,
    number text,
    operation text not null,
    changed_at timestamptz,
    marked_seq bigint not null default 1,
    read_seq bigint not null default 0,
    marked_at timestamptz not null default now(),
    primary key (pipeline_id, record_type, source_id)
  );
  comment on table webhook_mark is 'Something may have changed, as long as marked_seq > read_seq. A hint, never data.';
  create index webhook_mark_waiting on webhook_mark (pipeline_id, record_type, marked_at) where marked_seq > read_seq;
  create index webhook_mark_age on webhook_mark (marked_at);
`;

const CIN7 = `
  create table cin7_webhook_secret (
    id uuid primary key,
    pipeline_id uuid not null references pipeline (id),
    sha256 text not null,
    sealed text not null,
    made_at timestamptz not null default now(),
    ends_at timestamptz
  );
  comment on column cin7_webhook_secret.sha256 is 'What the door compares with; it cannot open the sealed one.';
  comment on column cin7_webhook_secret.sealed is 'Cin7 never shows it again, and must be given it with every change.';
  create index cin7_webhook_secret_pipeline on cin7_webhook_secret (pipeline_id, made_at desc);

  create table cin7_webhook (
    pipeline_id uuid not null references pipeline (id),
    type text not null,
    url text not null,
    cin7_id text,
    active boolean not null default false,
    problem text,
    secret_id uuid,
    checked_at timestamptz not null default now(),
    primary key (pipeline_id, type)
  );
  comment on column cin7_webhook.secret_id is 'The secret that Cin7 was told last; null before.';
  create index cin7_webhook_checked on cin7_webhook (checked_at);
`;

const LOOK_UPS = `
  create index source_record_number on source_record (pipeline_id, number);
  create index sync_run_started on sync_run (pipeline_id, record_type, started_at);
  create index quickbooks_object_ours on quickbooks_object (connection_id, last_updated_at) where marker is not null;
`;
