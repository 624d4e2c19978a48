import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { type Secret, Vault, type WrappedKey } from '#libs/vault';
import { audit } from './audit.repository.js';
import { ConnectionEntity, type ConnectionState, type Provider } from './connection.entity.js';
import { rowOf, rowsOf } from './sql.js';

export interface Cin7Keys {
  readonly accountId: string;
  readonly applicationKey: Secret;
}

/** Whose books a connection opens, as the provider says. */
export interface ConnectedCompany {
  readonly name: string;
  readonly country: string | null;
  readonly homeCurrency: string;
}

interface NewConnection {
  readonly provider: Provider;
  readonly name: string;
  readonly account: string;
  readonly actor: string;
  /** Where the account is connected already, it keeps the one that it has. */
  readonly newId: string;
}

const FIRST_PROBE_SECONDS = 300;
const LAST_PROBE_SECONDS = 3_600;
const PROBES_AT_ONCE = 20;

/** The token stored last was stored before the database was put back, and Intuit may have given a later one since. */
const IS_FROM_BEFORE_A_RESTORE = `exists (select 1 from pipeline l join quickbooks_token t on t.connection_id = $1
  where l.quickbooks_connection_id = $1 and coalesce(t.refreshed_at, '-infinity') < l.restored_at)`;
const OUTDATED =
  ' The database was restored, and its token may be older than the last one that Intuit gave: connect the company again.';

/** Keeps connections; their credentials are sealed before they reach the database. */
@Injectable()
export class ConnectionRepository {
  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly vault: Vault,
  ) {}

  async list(): Promise<ConnectionEntity[]> {
    return this.database.getRepository(ConnectionEntity).find({ order: { createdAt: 'asc' } });
  }

  async find(id: string): Promise<ConnectionEntity | null> {
    return this.database.getRepository(ConnectionEntity).findOneBy({ id });
  }

  async get(id: string): Promise<ConnectionEntity> {
    return this.database.getRepository(ConnectionEntity).findOneByOrFail({ id });
  }

  async findByAccount(provider: Provider, account: string): Promise<ConnectionEntity | null> {
    return this.database.getRepository(ConnectionEntity).findOneBy({ provider, account });
  }

  /** Connects a Cin7 account, or gives a connected one its new application key. */
  async connectCin7(name: string, keys: Cin7Keys, actor: string): Promise<string> {
    return this.connect(
      { provider: 'cin7', name, account: keys.accountId, actor, newId: randomUUID() },
      async (manager, id, wrapped) => {
        const sealed = this.vault.seal(keys.applicationKey, wrapped, {
          connectionId: id,
          field: 'application_key',
        });
        await manager.query(
          `insert into cin7_credential (connection_id, application_key) values ($1, $2)
         on conflict (connection_id) do update set application_key = excluded.application_key`,
          [id, sealed],
        );
      },
    );
  }

  /** Connects a QuickBooks company by a refresh token, or gives a connected one its new token. */
  async connectQuickBooks(
    name: string,
    realmId: string,
    refreshToken: Secret,
    actor: string,
    newId: string = randomUUID(),
  ): Promise<string> {
    return this.connect(
      { provider: 'quickbooks', name, account: realmId, actor, newId },
      async (manager, id, wrapped) => {
        const sealed = this.vault.seal(refreshToken, wrapped, { connectionId: id, field: 'refresh_token' });
        await manager.query(
          `with token as (
           insert into quickbooks_token (connection_id, refresh_token, refreshed_at) values ($1, $2, now())
           on conflict (connection_id) do update
             set version = quickbooks_token.version + 1, refresh_token = excluded.refresh_token, refreshed_at = now(),
               access_token = null, access_expires_at = null, refresh_expires_at = null,
               refresh_hard_expires_at = null, warned_days = null
           returning connection_id, version, refresh_token)
         insert into quickbooks_token_history (connection_id, version, refresh_token)
         select connection_id, greatest(version, (select coalesce(max(h.version), 0) + 1
           from quickbooks_token_history h where h.connection_id = $1)), refresh_token from token`,
          [id, sealed],
        );
      },
    );
  }

  async cin7Keys(connectionId: string): Promise<Cin7Keys> {
    const row = await rowOf<{ account: string; wrapped_key: string; application_key: string }>(
      this.database,
      `select c.account, c.wrapped_key, k.application_key
       from connection c join cin7_credential k on k.connection_id = c.id where c.id = $1`,
      [connectionId],
    );
    if (!row) throw new Error(`Connection ${connectionId} has no Cin7 keys`);
    const place = { connectionId, field: 'application_key' };
    return {
      accountId: row.account,
      applicationKey: this.vault.open(row.application_key, row.wrapped_key, place),
    };
  }

  async noteCompany(id: string, { name, country, homeCurrency }: ConnectedCompany): Promise<void> {
    await this.database.query(
      `update connection set company_name = $2, country = $3, home_currency = $4
       where id = $1 and (company_name, country, home_currency) is distinct from ($2, $3, $4)`,
      [id, name, country, homeCurrency],
    );
  }

  async setState(id: string, state: ConnectionState, reason: string | null, actor: string): Promise<void> {
    await this.database.transaction((manager) => changeState(manager, id, state, reason, actor));
  }

  /** The tokens of this version are dead. False, and nothing changes, where others were stored since. */
  async expire(id: string, tokenVersion: number, reason: string, actor: string): Promise<boolean> {
    return this.database.transaction(async (manager) => {
      // Locked, so that nobody connects anew between the comparison and the change.
      const current = await rowOf(
        manager,
        `select c.id from connection c join quickbooks_token t on t.connection_id = c.id
         where c.id = $1 and t.version = $2 for update`,
        [id, tokenVersion],
      );
      if (current) await changeState(manager, id, 'expired', reason, actor);
      return current !== null;
    });
  }

  /**
   * The provider does not let us in, whatever we ask for: nothing is sent until a probe succeeds. The pauses double, also
   * where a probe succeeds and the next write is refused again, as after the end of a subscription.
   */
  async lockOut(id: string, reason: string, actor: string, probed = false): Promise<void> {
    await this.database.transaction(async (manager) => {
      const locked = await rowOf<{ probe_at: Date }>(
        manager,
        `update connection c set state = 'paused', state_reason = $2, locked_out_at = now(), lock_outs = n.count,
           probe_at = now() + least($4 * 2 ^ (n.count - 1), $5) * interval '1 second'
         from (select case when locked_out_at > now() - interval '6 hours' then least(lock_outs, 20) + 1 else 1 end as count
           from connection where id = $1) n
         where c.id = $1 and c.state = $3 returning c.probe_at`,
        [id, reason, probed ? 'paused' : 'active', FIRST_PROBE_SECONDS, LAST_PROBE_SECONDS],
      );
      if (locked)
        await audit(manager, {
          actor,
          action: 'connection.paused',
          detail: { connectionId: id, reason, probeAt: locked.probe_at },
        });
    });
  }

  /** Paused connections whose provider is to be asked now; another worker leaves them alone for a minute. */
  async dueProbes(): Promise<{ id: string; account: string; limitShare: number }[]> {
    return rowsOf(
      this.database,
      `update connection set probe_at = now() + interval '1 minute'
       where id in (select id from connection where probe_at <= now() and state = 'paused' and provider = 'quickbooks'
         order by probe_at limit ${PROBES_AT_ONCE} for update skip locked)
       returning id, account, limit_share::float8 as "limitShare"`,
    );
  }

  /** From now on takes this part of the calls that the provider allows. */
  async setLimitShare(id: string, limitShare: number, actor: string): Promise<void> {
    await this.database.transaction(async (manager) => {
      const before = await rowOf<{ limitShare: number }>(
        manager,
        'select limit_share::float8 as "limitShare" from connection where id = $1 for no key update',
        [id],
      );
      if (!before || before.limitShare === limitShare) return;
      await manager.query('update connection set limit_share = $2 where id = $1', [id, limitShare]);
      const detail = { connectionId: id, from: before.limitShare, to: limitShare };
      await audit(manager, { actor, action: 'connection.limit-share', detail });
    });
  }

  /** The provider asked for a pause: nobody calls this account before then. */
  async throttle(id: string, waitMs: number): Promise<void> {
    await this.database.query(
      `update connection set throttled_until = greatest(coalesce(throttled_until, now()), now() + $2 * interval '1 ms')
       where id = $1`,
      [id, waitMs],
    );
  }

  private async connect(
    wanted: NewConnection,
    saveCredential: (manager: EntityManager, id: string, wrapped: WrappedKey) => Promise<void>,
  ): Promise<string> {
    return this.database.transaction(async (manager) => {
      const { newId } = wanted;
      const row = await rowOf<{ id: string; wrapped_key: string }>(
        manager,
        `insert into connection (id, provider, name, account, wrapped_key) values ($1, $2, $3, $4, $5)
         on conflict (provider, account) do update
           set name = excluded.name, state = 'active', state_reason = null, probe_at = null, lock_outs = 0
         returning id, wrapped_key`,
        [newId, wanted.provider, wanted.name, wanted.account, this.vault.newDataKey(newId)],
      );
      if (!row) throw new Error('A connection was neither added nor found');
      await saveCredential(manager, row.id, row.wrapped_key);
      const action = row.id === newId ? 'connection.added' : 'connection.renewed';
      await audit(manager, {
        actor: wanted.actor,
        action,
        detail: { connectionId: row.id, provider: wanted.provider, account: wanted.account },
      });
      return row.id;
    });
  }
}

async function changeState(
  manager: EntityManager,
  id: string,
  state: ConnectionState,
  reason: string | null,
  actor: string,
): Promise<void> {
  const changed = await rowOf(
    manager,
    `update connection set state = $2, probe_at = null,
       state_reason = $3::text || case when $2 = 'expired' and ${IS_FROM_BEFORE_A_RESTORE} then '${OUTDATED}' else '' end
     where id = $1 and (state <> $2 or coalesce(left(state_reason, length($3::text)), '') <> coalesce($3::text, ''))
     returning id`,
    [id, state, reason],
  );
  if (changed)
    await audit(manager, { actor, action: `connection.${state}`, detail: { connectionId: id, reason } });
}
