import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The files of purchases on their way to the bills, each with a life of its own. Nothing that a bill needs depends on them. */
export class Attachments1764000000004 implements MigrationInterface {
  readonly name = 'Attachments1764000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table attachment (
        id uuid primary key default gen_random_uuid(),
        pipeline_id uuid not null references pipeline (id),
        posting_id uuid not null references posting (id),
        source_id text not null,
        file_name text not null,
        content_type text,
        download_url text,
        state text not null default 'pending' constraint attachment_state check (state in
          ('pending', 'sending', 'in-doubt', 'posted', 'held', 'rejected', 'needs-review', 'excluded')),
        revision integer not null default 1,
        exclusion_reason text,
        source_gone boolean not null default false,
        bill_id text,
        request_id text,
        sent_metadata text,
        sent_sha256 text,
        sent_at timestamptz,
        lease_token bigint not null default 0,
        lease_until timestamptz,
        not_before timestamptz,
        failures integer not null default 0,
        quickbooks_id text,
        posted_at timestamptz,
        problem_code text,
        problem_subject text,
        problem_message text,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        constraint attachment_source unique (posting_id, source_id),
        constraint attachment_intent_present check (state not in ('sending', 'in-doubt') or
          (bill_id is not null and request_id is not null and sent_metadata is not null and sent_sha256 is not null
            and sent_at is not null)),
        constraint attachment_link_present check (state <> 'posted' or quickbooks_id is not null)
      );
      comment on column attachment.bill_id is 'QuickBooks'' id of the bill that it was sent to last.';
      comment on column attachment.sent_sha256 is 'Of the metadata and the file: the file itself is not kept.';
      comment on column attachment.source_gone is 'It was taken off the purchase in Cin7.';
      create index attachment_waiting on attachment (pipeline_id, not_before) where state in ('pending', 'in-doubt');
      create index attachment_sending on attachment (lease_until) where state = 'sending';
      create index attachment_problem on attachment (pipeline_id, problem_code) where problem_code is not null;
      create index posting_bill_posted on posting (pipeline_id, posted_at) where kind = 'bill' and quickbooks_id is not null;
      create trigger attachment_legal_step before update of state on attachment
        for each row when (old.state is distinct from new.state) execute function refuse_illegal_step();

      create table attachment_attempt (
        id bigint generated always as identity primary key,
        attachment_id uuid not null references attachment (id),
        revision integer not null,
        request_id text not null,
        sha256 text not null,
        lease_token bigint not null,
        started_at timestamptz not null,
        ended_at timestamptz not null,
        outcome text not null,
        http_status integer,
        fault_code text,
        detail text,
        trace_id text
      );
      create index attachment_attempt_story on attachment_attempt (attachment_id, id);
      create trigger attachment_attempt_append_only before update or delete or truncate on attachment_attempt
        for each statement execute function refuse_change();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index posting_bill_posted; drop table attachment_attempt, attachment');
  }
}
