import type { CallContext, CallCounter } from '#libs/domain';
import type { Http } from '#libs/http';
import type { Concealed } from './concealed.js';
import { countedDoor } from './counted-call.js';
import { QuickBooksClient } from './quickbooks.client.js';
import type { TokenBroker } from './token-broker.js';

/** Clients of QuickBooks companies, one for each connection and purpose; each of their calls is counted. */
export class QuickBooksCompanies {
  constructor(
    private readonly http: Http,
    private readonly apiUrl: string,
    private readonly broker: TokenBroker,
    private readonly calls: CallCounter,
  ) {}

  client(
    connection: { readonly id: string; readonly realmId: string },
    { purpose }: Pick<CallContext, 'purpose'>,
  ): QuickBooksClient {
    return new QuickBooksClient(
      countedDoor(this.http, this.calls, { connectionId: connection.id, purpose }),
      {
        apiUrl: this.apiUrl,
        realmId: connection.realmId,
        accessToken: (refused) => this.broker.accessToken(connection.id, refused, connection.realmId),
      },
    );
  }

  /** With a token that a consent has just given, before the company is connected. */
  clientWith(realmId: string, accessToken: Concealed, context: CallContext): QuickBooksClient {
    return new QuickBooksClient(countedDoor(this.http, this.calls, context), {
      apiUrl: this.apiUrl,
      realmId,
      accessToken: () => Promise.resolve(accessToken),
    });
  }
}
