import type { Http } from '#libs/http';
import type { Concealed } from './concealed.js';
import { QuickBooksClient } from './quickbooks.client.js';
import type { TokenBroker } from './token-broker.js';

/** Clients of QuickBooks companies, one for each connection. */
export class QuickBooksCompanies {
  constructor(
    private readonly http: Http,
    private readonly apiUrl: string,
    private readonly broker: TokenBroker,
  ) {}

  client(
    connection: { readonly id: string; readonly realmId: string },
    { beforeCall }: { readonly beforeCall?: () => Promise<void> } = {},
  ): QuickBooksClient {
    return new QuickBooksClient(this.http, {
      apiUrl: this.apiUrl,
      realmId: connection.realmId,
      accessToken: (refused) => this.broker.accessToken(connection.id, refused, connection.realmId),
      ...(beforeCall ? { beforeCall } : {}),
    });
  }

  /** With a token that a consent has just given, before the company is connected. */
  clientWith(realmId: string, accessToken: Concealed): QuickBooksClient {
    return new QuickBooksClient(this.http, {
      apiUrl: this.apiUrl,
      realmId,
      accessToken: () => Promise.resolve(accessToken),
    });
  }
}
