import type { DataSource } from 'typeorm';
import { ConnectionRepository, type NewTokens, QuickBooksTokenRepository } from '#libs/persistence';
import { type Concealed, type IssuedTokens, TokenBroker, type TokenStore } from '#libs/quickbooks';
import type { OpenDatabase } from '#libs/testing';
import type { Secret } from '#libs/vault';
import type { RotatingEndpoint } from './rotating-endpoint.js';

export interface BrokerParts {
  readonly endpoint: RotatingEndpoint;
  /** A process's own connections to the database; else those of `open`. */
  readonly database?: DataSource;
  readonly store?: Partial<TokenStore>;
  readonly wait?: () => Promise<unknown>;
  readonly timeoutMs?: number;
}

/** A broker as in a service, on the real database and the endpoint, with what a test changes. */
export function brokerOn(open: OpenDatabase, parts: BrokerParts): TokenBroker {
  const database = parts.database ?? open.database;
  const connections = new ConnectionRepository(database, open.vault);
  const oauth = parts.endpoint.oauth(parts.timeoutMs);
  return new TokenBroker({
    store: { ...storeOn(open, database), ...parts.store },
    refresh: (refreshToken, connectionId) => oauth.refresh(refreshToken, connectionId),
    onExpired: (id, version, why) => connections.expire(id, version, why, 'test'),
    wait: parts.wait ?? (async () => undefined),
  });
}

export function storeOn(open: OpenDatabase, database = open.database): TokenStore {
  const tokens = new QuickBooksTokenRepository(database, open.vault);
  return {
    current: (id) => tokens.current(id),
    lease: (id, seconds) => tokens.lease(id, seconds),
    release: (id, lease) => tokens.release(id, lease),
    save: (id, version, issued: IssuedTokens) => tokens.save(id, version, issued as NewTokens),
    untried: (id, than: Concealed) => tokens.untried(id, than as Secret),
    refused: (id, version) => tokens.refused(id, version),
  };
}

/** Something to wait for that a test lets happen. */
export function gate(): { readonly opened: Promise<void>; open(): void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}
