import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { type Secret, Vault } from '#libs/vault';
import { rowOf, rowsOf } from './sql.js';

/** The tokens of one QuickBooks connection as last stored. */
export interface StoredTokens {
  readonly realmId: string;
  readonly version: number;
  readonly refreshToken: Secret;
  readonly accessToken: Secret | null;
  /** By the database's clock; less than 0 when it is over. */
  readonly accessSecondsLeft: number;
  readonly accessLifeSeconds: number;
}

export interface NewTokens {
  readonly refreshToken: Secret;
  readonly refreshExpiresInSeconds: number | null;
  readonly consentExpiresInSeconds: number | null;
  readonly accessToken: Secret;
  readonly accessExpiresInSeconds: number;
}

interface TokenRow {
  account: string;
  wrapped_key: string;
  version: number;
  refresh_token: string;
  access_token: string | null;
  seconds_left: number;
  life_seconds: number;
}

/** A refresh token of before, that may be the one that the provider knows. */
export interface EarlierToken {
  readonly historyVersion: number;
  readonly refreshToken: Secret;
}

/** One row of tokens for a connection, and every refresh token received until a later one has worked. */
@Injectable()
export class QuickBooksTokenRepository {
  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly vault: Vault,
  ) {}

  async current(connectionId: string): Promise<StoredTokens> {
    const row = await rowOf<TokenRow>(
      this.database,
      `select c.account, c.wrapped_key, t.version, t.refresh_token, t.access_token,
         coalesce(extract(epoch from t.access_expires_at - now()), 0)::float8 as seconds_left,
         coalesce(extract(epoch from t.access_expires_at - t.access_received_at), 3600)::float8 as life_seconds
       from quickbooks_token t join connection c on c.id = t.connection_id where t.connection_id = $1`,
      [connectionId],
    );
    if (!row) throw new Error(`Connection ${connectionId} has no QuickBooks tokens`);
    const open = (sealed: string, field: string) =>
      this.vault.open(sealed, row.wrapped_key, { connectionId, field });
    return {
      realmId: row.account,
      version: row.version,
      refreshToken: open(row.refresh_token, 'refresh_token'),
      accessToken: row.access_token ? open(row.access_token, 'access_token') : null,
      accessSecondsLeft: row.seconds_left,
      accessLifeSeconds: row.life_seconds,
    };
  }

  /** The newest refresh token kept that is another than this one and was not refused yet. */
  async untried(connectionId: string, than: Secret): Promise<EarlierToken | null> {
    const rows = await rowsOf<{ version: number; refresh_token: string; wrapped_key: string }>(
      this.database,
      `select h.version, h.refresh_token, c.wrapped_key
       from quickbooks_token_history h join connection c on c.id = h.connection_id
       where h.connection_id = $1 and h.refused_at is null order by h.version desc`,
      [connectionId],
    );
    for (const { version, refresh_token, wrapped_key } of rows) {
      const refreshToken = this.vault.open(refresh_token, wrapped_key, {
        connectionId,
        field: 'refresh_token',
      });
      if (refreshToken.reveal() !== than.reveal()) return { historyVersion: version, refreshToken };
    }
    return null;
  }

  /** The provider does not know it: it is not tried again. */
  async refused(connectionId: string, historyVersion: number): Promise<void> {
    await this.database.query(
      'update quickbooks_token_history set refused_at = now() where connection_id = $1 and version = $2',
      [connectionId, historyVersion],
    );
  }

  /** Connections whose tokens nothing has renewed for `hours`. In any order, so that one that fails blocks none. */
  async idle(hours: number, limit: number): Promise<string[]> {
    const rows = await rowsOf<{ id: string }>(
      this.database,
      `select c.id from quickbooks_token t join connection c on c.id = t.connection_id
       where c.state in ('active', 'paused') and coalesce(t.refreshed_at, c.created_at) < now() - $1 * interval '1 hour'
       order by random() limit $2`,
      [hours, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** Takes the right to refresh, by the database's clock. Null while another holder has it. */
  async lease(connectionId: string, seconds: number): Promise<string | null> {
    const row = await rowOf<{ lease_token: string }>(
      this.database,
      `update quickbooks_token
       set lease_token = lease_token + 1, lease_until = now() + $2 * interval '1 second'
       where connection_id = $1 and (lease_until is null or lease_until < now())
       returning lease_token::text as lease_token`,
      [connectionId, seconds],
    );
    return row?.lease_token ?? null;
  }

  async release(connectionId: string, leaseToken: string): Promise<void> {
    await this.database.query(
      'update quickbooks_token set lease_until = null where connection_id = $1 and lease_token = $2',
      [connectionId, leaseToken],
    );
  }

  /**
   * Stores what an exchange gave, before anybody uses it. False where the tokens have changed since `version` was
   * read; the refresh token received is kept in the history all the same.
   */
  async save(connectionId: string, version: number, tokens: NewTokens): Promise<boolean> {
    const key = await rowOf<{ wrapped_key: string }>(
      this.database,
      'select wrapped_key from connection where id = $1',
      [connectionId],
    );
    if (!key) throw new Error(`Connection ${connectionId} is gone`);
    const seal = (secret: Secret, field: string) =>
      this.vault.seal(secret, key.wrapped_key, { connectionId, field });
    const refreshToken = seal(tokens.refreshToken, 'refresh_token');
    return this.database.transaction(async (manager) => {
      const saved = await rowOf(
        manager,
        `update quickbooks_token
         set version = version + 1, refresh_token = $3, access_token = $4, refreshed_at = now(),
           access_received_at = now(), access_expires_at = now() + $5 * interval '1 second',
           refresh_expires_at = now() + $6::double precision * interval '1 second',
           refresh_hard_expires_at = coalesce(now() + $7::double precision * interval '1 second', refresh_hard_expires_at)
         where connection_id = $1 and version = $2
         returning version`,
        [
          connectionId,
          version,
          refreshToken,
          seal(tokens.accessToken, 'access_token'),
          tokens.accessExpiresInSeconds,
          tokens.refreshExpiresInSeconds,
          tokens.consentExpiresInSeconds,
        ],
      );
      await rowsOf(
        manager,
        `insert into quickbooks_token_history (connection_id, version, refresh_token)
         select $1, coalesce(max(version), 0) + 1, $2 from quickbooks_token_history where connection_id = $1`,
        [connectionId, refreshToken],
      );
      // The token of `version` has just worked, so those before it are of no more use.
      if (saved)
        await manager.query(
          'delete from quickbooks_token_history where connection_id = $1 and version < $2',
          [connectionId, version],
        );
      return saved !== null;
    });
  }
}
