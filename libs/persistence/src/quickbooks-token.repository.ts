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
  readonly accessExpiresAt: Date | null;
}

export interface NewTokens {
  readonly refreshToken: Secret;
  readonly refreshExpiresInSeconds: number | null;
  readonly accessToken: Secret;
  readonly accessExpiresInSeconds: number;
}

interface TokenRow {
  account: string;
  wrapped_key: string;
  version: number;
  refresh_token: string;
  access_token: string | null;
  access_left_ms: number | null;
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
         extract(epoch from t.access_expires_at - now())::float * 1000 as access_left_ms
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
      // By our own clock, whatever it says: whoever is two hours ahead would else renew the token for every call.
      accessExpiresAt: row.access_left_ms === null ? null : new Date(Date.now() + row.access_left_ms),
    };
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
           access_expires_at = now() + $5 * interval '1 second',
           refresh_expires_at = now() + $6::double precision * interval '1 second'
         where connection_id = $1 and version = $2
         returning version`,
        [
          connectionId,
          version,
          refreshToken,
          seal(tokens.accessToken, 'access_token'),
          tokens.accessExpiresInSeconds,
          tokens.refreshExpiresInSeconds,
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
