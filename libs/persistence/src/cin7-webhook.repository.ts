import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Secret, Vault } from '#libs/vault';
import { audit } from './audit.repository.js';
import { rowOf, rowsOf } from './sql.js';

/** A webhook as Cin7 had it when it was looked at last. */
export interface RegisteredWebhook {
  readonly type: string;
  readonly url: string;
  readonly cin7Id: string | null;
  readonly active: boolean;
  readonly problem: string | null;
  /** Of the secret that Cin7 was told last. */
  readonly secretId: string | null;
  readonly checkedAt: Date;
}

/** When a secret was made, and until when an earlier one still opens the door. */
export interface WebhookSecretFacts {
  readonly madeAt: Date;
  readonly endsAt: Date | null;
}

export interface WebhookSecret {
  readonly id: string;
  readonly secret: Secret;
}

/** As a look at Cin7 left it. */
export interface WebhookState
  extends Pick<RegisteredWebhook, 'type' | 'url' | 'cin7Id' | 'active' | 'problem'> {
  /** Whether the look found it otherwise, and Cin7 was told. */
  readonly mended: boolean;
}

/** Cin7 tries a delivery for 76 minutes; what is under way with the earlier secret still comes in. */
const OVERLAP_HOURS = 2;
const SECRET_BYTES = 32;

const placeOf = (connectionId: string, secretId: string) => ({
  connectionId,
  field: `webhook_secret/${secretId}`,
});

/** The secrets by which Cin7 is known at the door, and the webhooks that are registered there. */
@Injectable()
export class Cin7WebhookRepository {
  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly vault: Vault,
  ) {}

  /**
   * Says where each type shall lead, and makes the secret for it. The one before, and any that Cin7 was told last, are good for
   * two hours more; the others end now. Should Cin7 not hear of it, the poller tells it within a minute.
   */
  async begin(
    pipelineId: string,
    { url, types }: { readonly url: string; readonly types: readonly string[] },
    actor: string,
  ): Promise<WebhookSecret> {
    const text = randomBytes(SECRET_BYTES).toString('base64url');
    const id = randomUUID();
    await this.database.transaction(async (manager) => {
      const connection = await rowOf<{ id: string; wrapped_key: string }>(
        manager,
        `select c.id, c.wrapped_key from pipeline p join connection c on c.id = p.cin7_connection_id
         where p.id = $1 for update of p`,
        [pipelineId],
      );
      if (!connection) throw new Error(`Pipeline ${pipelineId} is gone`);
      await manager.query(
        `delete from cin7_webhook_secret s where pipeline_id = $1 and ends_at is not null
           and not exists (select 1 from cin7_webhook w where w.pipeline_id = $1 and w.secret_id = s.id)`,
        [pipelineId],
      );
      await manager.query(
        `update cin7_webhook_secret set ends_at = now() + interval '${OVERLAP_HOURS} hours' where pipeline_id = $1`,
        [pipelineId],
      );
      const sha256 = createHash('sha256').update(text).digest('hex');
      const sealed = this.vault.seal(new Secret(text), connection.wrapped_key, placeOf(connection.id, id));
      await manager.query(
        'insert into cin7_webhook_secret (id, pipeline_id, sha256, sealed) values ($1, $2, $3, $4)',
        [id, pipelineId, sha256, sealed],
      );
      await manager.query(
        `insert into cin7_webhook as w (pipeline_id, type, url, checked_at)
         select $1, unnest($2::text[]), $3, now() - interval '59 minutes'
         on conflict (pipeline_id, type) do update set url = excluded.url, checked_at = excluded.checked_at`,
        [pipelineId, types, url],
      );
      await audit(manager, {
        pipelineId,
        actor,
        action: 'webhooks.registered',
        detail: { secretId: id, url },
      });
    });
    return { id, secret: new Secret(text) };
  }

  /** The newest secret, for telling Cin7; null where there is none. */
  async secret(pipelineId: string): Promise<WebhookSecret | null> {
    const row = await rowOf<{ id: string; sealed: string; connection_id: string; wrapped_key: string }>(
      this.database,
      `select s.id, s.sealed, c.id as connection_id, c.wrapped_key from cin7_webhook_secret s
       join pipeline p on p.id = s.pipeline_id join connection c on c.id = p.cin7_connection_id
       where s.pipeline_id = $1 and s.ends_at is null order by s.made_at desc limit 1`,
      [pipelineId],
    );
    if (!row) return null;
    const secret = this.vault.open(row.sealed, row.wrapped_key, placeOf(row.connection_id, row.id));
    return { id: row.id, secret };
  }

  async secrets(pipelineId: string): Promise<WebhookSecretFacts[]> {
    return rowsOf<WebhookSecretFacts>(
      this.database,
      `select made_at as "madeAt", ends_at as "endsAt" from cin7_webhook_secret
       where pipeline_id = $1 and (ends_at is null or ends_at > now()) order by made_at desc`,
      [pipelineId],
    );
  }

  async registered(pipelineId: string): Promise<RegisteredWebhook[]> {
    return rowsOf<RegisteredWebhook>(
      this.database,
      `select type, url, cin7_id as "cin7Id", active, problem, secret_id as "secretId",
         checked_at as "checkedAt" from cin7_webhook
       where pipeline_id = $1 order by type`,
      [pipelineId],
    );
  }

  /** What Cin7 has now, and by which secret. Audited where an actor is named and it was mended or is not what was known. */
  async note(
    pipelineId: string,
    states: readonly WebhookState[],
    secretId: string,
    actor: string | null,
  ): Promise<void> {
    await this.database.transaction(async (manager) => {
      const changed = await rowsOf<{ type: string; active: boolean; problem: string | null }>(
        manager,
        `with before as (select type, url, cin7_id, active, problem from cin7_webhook where pipeline_id = $1),
         noted as (
           update cin7_webhook w set url = x.url, cin7_id = x."cin7Id", active = x.active, problem = x.problem,
             secret_id = case when x.active then $3::uuid else w.secret_id end, checked_at = now()
           from json_to_recordset($2::json) as x (type text, url text, "cin7Id" text, active boolean, problem text,
             mended boolean)
           where w.pipeline_id = $1 and w.type = x.type
           returning w.type, w.url, w.cin7_id, w.active, w.problem, x.mended)
         select n.type, n.active, n.problem from noted n join before b on b.type = n.type
         where n.mended
           or (b.url, b.cin7_id, b.active, b.problem) is distinct from (n.url, n.cin7_id, n.active, n.problem)`,
        [pipelineId, JSON.stringify(states), secretId],
      );
      if (actor === null || changed.length === 0) return;
      const detail = { webhooks: changed };
      await audit(manager, { pipelineId, actor, action: 'webhooks.mended', detail });
    });
  }

  /** The door is closed to Cin7 from now on. */
  async remove(pipelineId: string, actor: string): Promise<void> {
    await this.database.transaction(async (manager) => {
      await manager.query('delete from cin7_webhook where pipeline_id = $1', [pipelineId]);
      await manager.query('delete from cin7_webhook_secret where pipeline_id = $1', [pipelineId]);
      await audit(manager, { pipelineId, actor, action: 'webhooks.removed' });
    });
  }

  /** When each provider's last event for the pipeline came. */
  async lastEvents(pipelineId: string): Promise<{ cin7: Date | null; quickbooks: Date | null }> {
    const row = await rowOf<{ cin7: Date | null; quickbooks: Date | null }>(
      this.database,
      `select (select max(last_at) from webhook_event where pipeline_id = $1 and provider = 'cin7') as cin7,
         (select max(last_at) from webhook_event where pipeline_id = $1 and provider = 'quickbooks') as quickbooks`,
      [pipelineId],
    );
    return row ?? { cin7: null, quickbooks: null };
  }

  /** Pipelines whose webhooks were not looked at for an hour; each is given to one asker only. */
  async dueChecks(limit: number): Promise<{ pipelineId: string; cin7ConnectionId: string }[]> {
    return rowsOf(
      this.database,
      `with due as (
         select distinct w.pipeline_id from cin7_webhook w join pipeline p on p.id = w.pipeline_id
         join connection c on c.id = p.cin7_connection_id
         where w.checked_at < now() - interval '1 hour' and c.state = 'active' limit $1),
       taken as (
         update cin7_webhook w set checked_at = now() from due
         where w.pipeline_id = due.pipeline_id and w.checked_at < now() - interval '1 hour' returning w.pipeline_id)
       select distinct p.id as "pipelineId", p.cin7_connection_id as "cin7ConnectionId"
       from taken t join pipeline p on p.id = t.pipeline_id`,
      [limit],
    );
  }
}
