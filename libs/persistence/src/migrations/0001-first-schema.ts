import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Connections, pipelines, what was read from both sides, what is intended, what was tried. */
export class FirstSchema1764000000001 implements MigrationInterface {
  readonly name = 'FirstSchema1764000000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [CONNECTIONS, PIPELINES, READING, MIRROR, POSTINGS, TRAIL, GUARDS])
      await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table audit_event, posting_attempt, posting_problem, posting_dependency, posting, posting_step,
        mapping_rule, quickbooks_object, source_record_version, source_record, sync_run, timetable, pipeline,
        quickbooks_token_history, quickbooks_token, cin7_credential, connection cascade;
      drop function refuse_change(), refuse_illegal_step();
    `);
  }
}

const CONNECTIONS = `
  create table connection (
    id uuid primary key default gen_random_uuid(),
    provider text not null constraint connection_provider check (provider in ('cin7', 'quickbooks')),
    name text not null,
    account text not null,
    state text not null default 'active'
      constraint connection_state check (state in ('active', 'expired', 'revoked', 'paused')),
    state_reason text,
    wrapped_key text not null,
    throttled_until timestamptz,
    created_at timestamptz not null default now(),
    constraint connection_account unique (provider, account)
  );
  comment on column connection.account is 'Cin7''s account id, QuickBooks'' realm id: one connection for each.';

  create table cin7_credential (
    connection_id uuid primary key references connection (id),
    application_key text not null
  );

  create table quickbooks_token (
    connection_id uuid primary key references connection (id),
    version integer not null default 1,
    refresh_token text not null,
    refresh_expires_at timestamptz,
    access_token text,
    access_expires_at timestamptz,
    lease_token bigint not null default 0,
    lease_until timestamptz,
    refreshed_at timestamptz
  );

  create table quickbooks_token_history (
    connection_id uuid not null references connection (id),
    version integer not null,
    refresh_token text not null,
    received_at timestamptz not null default now(),
    primary key (connection_id, version)
  );
`;

const PIPELINES = `
  create table pipeline (
    id uuid primary key default gen_random_uuid(),
    name text not null,
    cin7_connection_id uuid not null references connection (id),
    quickbooks_connection_id uuid not null references connection (id),
    cut_over_date date,
    mode text not null constraint pipeline_mode check (mode in ('shadow', 'live', 'paused')),
    policies jsonb not null default '{}',
    created_at timestamptz not null default now(),
    constraint pipeline_cin7 unique (cin7_connection_id),
    constraint pipeline_quickbooks unique (quickbooks_connection_id)
  );

  create table timetable (
    pipeline_id uuid not null references pipeline (id),
    record_type text not null,
    every_seconds integer not null constraint timetable_every check (every_seconds >= 30),
    enabled boolean not null default true,
    next_due_at timestamptz not null default now(),
    watermark timestamptz,
    last_success_at timestamptz,
    primary key (pipeline_id, record_type)
  );
  create index timetable_due on timetable (next_due_at) where enabled;

  create table sync_run (
    id uuid primary key default gen_random_uuid(),
    pipeline_id uuid not null references pipeline (id),
    record_type text not null,
    trigger text not null constraint sync_run_trigger check (trigger in ('schedule', 'operator', 'webhook')),
    state text not null default 'queued'
      constraint sync_run_state check (state in ('queued', 'running', 'succeeded', 'failed')),
    phase text not null default 'list' constraint sync_run_phase check (phase in ('list', 'details')),
    since timestamptz,
    read_until timestamptz,
    cursor text,
    counts jsonb not null default '{}',
    error text,
    failures integer not null default 0,
    lease_token bigint not null default 0,
    lease_until timestamptz,
    not_before timestamptz,
    queued_at timestamptz not null default now(),
    started_at timestamptz,
    ended_at timestamptz
  );
  create unique index sync_run_one_active on sync_run (pipeline_id, record_type) where state in ('queued', 'running');
  create index sync_run_history on sync_run (pipeline_id, queued_at desc, id);

  create table mapping_rule (
    pipeline_id uuid not null references pipeline (id),
    kind text not null,
    source text not null,
    target text not null,
    updated_at timestamptz not null default now(),
    updated_by text not null,
    primary key (pipeline_id, kind, source)
  );
`;

const READING = `
  create table source_record (
    id uuid primary key default gen_random_uuid(),
    pipeline_id uuid not null references pipeline (id),
    record_type text not null,
    source_id text not null,
    number text,
    version integer not null default 0,
    fingerprint text,
    payload json,
    list_fingerprint text,
    shape text,
    detail_seq bigint not null default 0,
    detailed_seq bigint not null default 0,
    detail_not_before timestamptz,
    detail_failures integer not null default 0,
    detail_error text,
    mapping_seq bigint not null default 0,
    mapped_seq bigint not null default 0,
    mapping_not_before timestamptz,
    mapping_failures integer not null default 0,
    mapping_error text,
    owed_count integer not null default 0,
    owed_total numeric(24, 4) not null default 0,
    currency text,
    first_seen_at timestamptz not null default now(),
    read_at timestamptz not null default now(),
    constraint source_record_source unique (pipeline_id, record_type, source_id)
  );
  comment on column source_record.payload is 'Word for word as last read: Cin7 keeps nothing of a voided document.';
  create index source_record_detail_due on source_record (pipeline_id, record_type, source_id)
    where detail_seq > detailed_seq;
  create index source_record_mapping_due on source_record (pipeline_id, id) where mapping_seq > mapped_seq;
  create index source_record_owed on source_record (pipeline_id, record_type, currency, owed_total) where owed_count > 0;

  create table source_record_version (
    source_record_id uuid not null references source_record (id),
    version integer not null,
    fingerprint text not null,
    payload json not null,
    read_at timestamptz not null default now(),
    primary key (source_record_id, version)
  );
`;

const MIRROR = `
  create table quickbooks_object (
    connection_id uuid not null references connection (id),
    entity text not null,
    quickbooks_id text not null,
    sync_token text,
    active boolean not null default true,
    deleted boolean not null default false,
    name text,
    document_number text,
    currency text,
    total numeric(24, 4),
    marker text,
    last_updated_at timestamptz,
    payload json not null,
    read_at timestamptz not null default now(),
    primary key (connection_id, entity, quickbooks_id)
  );
  create index quickbooks_object_name on quickbooks_object (connection_id, entity, lower(name));
  create index quickbooks_object_marker on quickbooks_object (connection_id, entity, marker) where marker is not null;
  create index quickbooks_object_totals on quickbooks_object (connection_id, entity, currency, total) where not deleted;
`;

const POSTINGS = `
  create table posting_step (
    "from" text not null,
    "to" text not null,
    primary key ("from", "to")
  );
  insert into posting_step ("from", "to") values
    ('held', 'pending'), ('held', 'posted'), ('held', 'excluded'), ('held', 'shadow'),
    ('excluded', 'pending'), ('excluded', 'posted'), ('excluded', 'held'), ('excluded', 'shadow'),
    ('shadow', 'pending'), ('shadow', 'posted'), ('shadow', 'held'), ('shadow', 'excluded'),
    ('pending', 'sending'), ('pending', 'posted'), ('pending', 'held'), ('pending', 'excluded'), ('pending', 'shadow'),
    ('sending', 'posted'), ('sending', 'rejected'), ('sending', 'in-doubt'), ('sending', 'pending'), ('sending', 'held'),
    ('in-doubt', 'posted'), ('in-doubt', 'pending'), ('in-doubt', 'needs-review'),
    ('needs-review', 'posted'), ('needs-review', 'pending'), ('needs-review', 'excluded'),
    ('rejected', 'pending'), ('rejected', 'posted'), ('rejected', 'held'), ('rejected', 'excluded'),
    ('posted', 'pending'), ('posted', 'held'), ('posted', 'withdrawing'),
    ('withdrawing', 'withdrawn'), ('withdrawing', 'rejected'), ('withdrawing', 'in-doubt'), ('withdrawing', 'held'),
    ('withdrawn', 'pending'), ('withdrawn', 'held'), ('withdrawn', 'excluded');

  create table posting (
    id uuid primary key default gen_random_uuid(),
    pipeline_id uuid not null references pipeline (id),
    source_record_id uuid not null references source_record (id),
    realm_id text not null,
    kind text not null constraint posting_kind check (kind in ('vendor', 'purchase-order', 'bill', 'vendor-credit')),
    source_key text not null,
    state text not null constraint posting_state check (state in ('held', 'excluded', 'shadow', 'pending', 'sending',
      'in-doubt', 'needs-review', 'rejected', 'posted', 'withdrawing', 'withdrawn')),
    revision integer not null default 0,
    source_version integer not null,
    source_number text,
    document_number text,
    document_date date,
    total numeric(24, 4),
    currency text,
    exclusion_reason text,
    marker text not null,
    intent json,
    intent_hash text,
    operation text,
    request_id text,
    sent_payload text,
    sent_sha256 text,
    sent_at timestamptz,
    first_sent_at timestamptz,
    lease_token bigint not null default 0,
    lease_until timestamptz,
    not_before timestamptz,
    failures integer not null default 0,
    quickbooks_id text,
    sync_token text,
    link_origin text constraint posting_link_origin check (link_origin in ('created', 'adopted')),
    posted_intent json,
    posted_hash text,
    posted_revision integer,
    posted_total numeric(24, 4),
    posted_currency text,
    posted_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint posting_source unique (pipeline_id, kind, source_key),
    constraint posting_intent_present check (state not in ('pending', 'sending', 'in-doubt') or intent is not null),
    constraint posting_bytes_present check (state not in ('sending', 'in-doubt') or
      (request_id is not null and sent_payload is not null and sent_sha256 is not null and sent_at is not null)),
    constraint posting_link_present check (state <> 'posted' or quickbooks_id is not null)
  );
  create unique index posting_link on posting (realm_id, kind, quickbooks_id) where quickbooks_id is not null;
  create unique index posting_request on posting (request_id) where request_id is not null;
  create index posting_list on posting (pipeline_id, updated_at desc, id desc);
  create index posting_totals on posting (pipeline_id, kind, state, currency) include (total, posted_total);
  create index posting_waiting on posting (not_before, id) where state in ('pending', 'sending', 'in-doubt');
  create index posting_record on posting (source_record_id);

  create table posting_dependency (
    posting_id uuid not null references posting (id),
    depends_on_id uuid not null references posting (id),
    primary key (posting_id, depends_on_id)
  );
  create index posting_dependants on posting_dependency (depends_on_id);

  create table posting_problem (
    posting_id uuid not null references posting (id),
    position integer not null,
    code text not null,
    subject text not null,
    message text not null,
    primary key (posting_id, position)
  );
  create index posting_problem_cause on posting_problem (code, subject);
  create index posting_problem_subject on posting_problem (subject);
`;

const TRAIL = `
  create table posting_attempt (
    id bigint generated always as identity primary key,
    posting_id uuid not null references posting (id),
    revision integer not null,
    operation text not null,
    request_id text not null,
    payload_sha256 text not null,
    lease_token bigint not null,
    started_at timestamptz not null,
    ended_at timestamptz not null,
    outcome text not null,
    http_status integer,
    fault_code text,
    detail text,
    trace_id text
  );
  create index posting_attempt_story on posting_attempt (posting_id, id);

  create table audit_event (
    id bigint generated always as identity primary key,
    at timestamptz not null default now(),
    pipeline_id uuid references pipeline (id),
    posting_id uuid references posting (id),
    actor text not null,
    action text not null,
    detail jsonb not null default '{}'
  );
  create index audit_event_pipeline on audit_event (pipeline_id, id);
  create index audit_event_posting on audit_event (posting_id, id) where posting_id is not null;
`;

const GUARDS = `
  create function refuse_change() returns trigger language plpgsql as $$
  begin
    raise exception '% rows are never changed', tg_table_name;
  end $$;
  create trigger audit_event_append_only before update or delete or truncate on audit_event
    for each statement execute function refuse_change();
  create trigger posting_attempt_append_only before update or delete or truncate on posting_attempt
    for each statement execute function refuse_change();

  create function refuse_illegal_step() returns trigger language plpgsql as $$
  begin
    if not exists (select 1 from posting_step where "from" = old.state and "to" = new.state) then
      raise exception 'A posting cannot go from % to %', old.state, new.state using errcode = 'check_violation';
    end if;
    return new;
  end $$;
  create trigger posting_legal_step before update of state on posting
    for each row when (old.state is distinct from new.state) execute function refuse_illegal_step();
`;
