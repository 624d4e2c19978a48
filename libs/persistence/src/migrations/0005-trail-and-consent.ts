import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The trail becomes chains of hashes, and how long a consent lasts is known. Older services run on this schema as before. */
export class TrailAndConsent1764000000005 implements MigrationInterface {
  readonly name = 'TrailAndConsent1764000000005';

  async up(runner: QueryRunner): Promise<void> {
    // A long trail takes longer than a statement may; appends wait meanwhile, so that none stays outside.
    await runner.query('set local statement_timeout = 0');
    await runner.query('lock table audit_event in share row exclusive mode');
    for (const part of [LINKS, LINK_EARLIER_EVENTS, LINK_NEW_EVENTS, CONSENT]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table connection drop column alerted_state;
      alter table quickbooks_token drop column warned_days, drop column refresh_hard_expires_at,
        drop column access_received_at;
      alter table quickbooks_token_history drop column refused_at;
      drop trigger audit_event_link on audit_event;
      drop function link_audit_event();
      drop table audit_link;
      drop function audit_link_hash(text, bigint, bytea, audit_event);
    `);
  }
}

/** The text is the same whatever the session's time zone or date style; audit-chain.repository.ts reads it likewise. */
const LINKS = `
  create table audit_link (
    chain text not null,
    position bigint not null,
    event_id bigint not null,
    previous_hash bytea not null,
    hash bytea not null,
    primary key (chain, position),
    constraint audit_link_event unique (event_id)
  );
  comment on table audit_link is 'One chain for each pipeline, and the chain "general". Only the trigger writes here.';
  create trigger audit_link_append_only before update or delete or truncate on audit_link
    for each statement execute function refuse_change();

  create function audit_link_hash(chain text, "position" bigint, previous_hash bytea, event audit_event)
    returns bytea language sql stable as $$
    select sha256(convert_to(jsonb_build_array(chain, "position", encode(previous_hash, 'hex'), event.id,
      to_char(event.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), event.pipeline_id, event.posting_id,
      event.actor, event.action, event.detail)::text, 'UTF8'))
  $$;
`;

/** In the order of their ids, which is as near to the order of their commits as can be known. */
const LINK_EARLIER_EVENTS = `
  do $$
  declare
    of_chain text := null;
    place bigint;
    last_hash bytea;
    next_hash bytea;
    event audit_event;
  begin
    for event in select * from audit_event order by coalesce(pipeline_id::text, 'general'), id loop
      if of_chain is distinct from coalesce(event.pipeline_id::text, 'general') then
        of_chain := coalesce(event.pipeline_id::text, 'general');
        place := 0;
        last_hash := decode(repeat('00', 32), 'hex');
      end if;
      place := place + 1;
      next_hash := audit_link_hash(of_chain, place, last_hash, event);
      insert into audit_link (chain, position, event_id, previous_hash, hash)
        values (of_chain, place, event.id, last_hash, next_hash);
      last_hash := next_hash;
    end loop;
  end $$;
`;

/**
 * At the end of the transaction: the chain is held only while it commits, and whoever waits for it waits for nothing
 * that another may hold. With the owner's rights, so that no service needs any on the chain.
 */
const LINK_NEW_EVENTS = `
  create function link_audit_event() returns trigger language plpgsql security definer as $$
  declare
    of_chain constant text := coalesce(new.pipeline_id::text, 'general');
    place bigint;
    last_hash bytea;
  begin
    perform pg_advisory_xact_lock(hashtextextended('audit_link ' || of_chain, 0));
    select l.position, l.hash into place, last_hash from audit_link l where l.chain = of_chain
      order by l.position desc limit 1;
    place := coalesce(place, 0) + 1;
    last_hash := coalesce(last_hash, decode(repeat('00', 32), 'hex'));
    insert into audit_link (chain, position, event_id, previous_hash, hash)
      values (of_chain, place, new.id, last_hash, audit_link_hash(of_chain, place, last_hash, new));
    return null;
  end $$;
  create constraint trigger audit_event_link after insert on audit_event deferrable initially deferred
    for each row execute function link_audit_event();
  do $$ begin
    execute format('alter function link_audit_event() set search_path = %I, pg_temp', current_schema());
  end $$;
`;

const CONSENT = `
  alter table quickbooks_token add column access_received_at timestamptz;
  comment on column quickbooks_token.access_received_at is 'With access_expires_at, how much of its life is over.';
  alter table quickbooks_token add column refresh_hard_expires_at timestamptz;
  comment on column quickbooks_token.refresh_hard_expires_at is 'When the consent itself ends, whatever is refreshed.';
  alter table quickbooks_token add column warned_days smallint;
  comment on column quickbooks_token.warned_days is 'The last warning that was given: 30, 14 or 7 days before the end.';
  alter table quickbooks_token_history add column refused_at timestamptz;
  alter table connection add column alerted_state text;
  comment on column connection.alerted_state is 'The state of which an alert has been given.';
`;
