import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { type Secret, Vault, type WrappedKey } from '#libs/vault';
import { audit } from './audit.repository.js';
import { ConnectionEntity, type ConnectionState, type Provider } from './connection.entity.js';
import { rowOf } from './sql.js';

export interface Cin7Keys {
  readonly accountId: string;
  readonly applicationKey: Secret;
}

interface NewConnection {
  readonly provider: Provider;
  readonly name: string;
  readonly account: string;
  readonly actor: string;
}

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
      { provider: 'cin7', name, account: keys.accountId, actor },
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
  ): Promise<string> {
    return this.connect(
      { provider: 'quickbooks', name, account: realmId, actor },
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

  async setState(id: string, state: ConnectionState, reason: string | null, actor: string): Promise<void> {
    await this.database.transaction(async (manager) => {
      const changed = await rowOf(
        manager,
        `update connection set state = $2, state_reason = $3
         where id = $1 and (state, state_reason) is distinct from ($2, $3) returning id`,
        [id, state, reason],
      );
      if (changed)
        await audit(manager, { actor, action: `connection.${state}`, detail: { connectionId: id, reason } });
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
      const newId = randomUUID();
      const row = await rowOf<{ id: string; wrapped_key: string }>(
        manager,
        `insert into connection (id, provider, name, account, wrapped_key) values ($1, $2, $3, $4, $5)
         on conflict (provider, account) do update
           set name = excluded.name, state = 'active', state_reason = null
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
