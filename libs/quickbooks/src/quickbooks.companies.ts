import type { CallContext, CallCounter } from '#libs/domain';
import type { Http, Limit, LimitedAccount } from '#libs/http';
import type { Concealed } from './concealed.js';
import { countedDoor } from './counted-call.js';
import { QuickBooksClient, type QuickBooksCompany } from './quickbooks.client.js';
import type { TokenBroker } from './token-broker.js';

/** QuickBooks' limits for one company: of all apps by the minute, of each app by the second. Source: Intuit, limits and throttles. */
export const QUICKBOOKS_CALLS_PER_MINUTE = 500;
export const QUICKBOOKS_CALLS_PER_SECOND = 10;

export interface QuickBooksCompaniesOptions {
  /** An origin; `/v3/company/…` follows. */
  readonly apiUrl: string;
  /** What a company is allowed; by default what QuickBooks allows. */
  readonly callsPerMinute?: number;
  readonly callsPerSecond?: number;
}

/** What is done around each call. */
export type AroundCalls = Pick<QuickBooksCompany, 'beforeCall' | 'slowDown'>;

/** Clients of QuickBooks companies, one for each connection and purpose; each of their calls is counted. */
export class QuickBooksCompanies {
  constructor(
    private readonly http: Http,
    private readonly options: QuickBooksCompaniesOptions,
    private readonly broker: TokenBroker,
    private readonly calls: CallCounter,
  ) {}

  client(
    connection: { readonly id: string; readonly realmId: string },
    { purpose, beforeCall, slowDown }: Pick<CallContext, 'purpose'> & AroundCalls,
  ): QuickBooksClient {
    const context = { connectionId: connection.id, purpose };
    return new QuickBooksClient(countedDoor(this.http, this.calls, context), {
      apiUrl: this.options.apiUrl,
      realmId: connection.realmId,
      accessToken: (refused) => this.broker.accessToken(connection.id, refused, connection.realmId),
      ...(beforeCall ? { beforeCall } : {}),
      ...(slowDown ? { slowDown } : {}),
    });
  }

  /** With a token that a consent has just given, before the company is connected. */
  clientWith(realmId: string, accessToken: Concealed, context: CallContext): QuickBooksClient {
    return new QuickBooksClient(countedDoor(this.http, this.calls, context), {
      apiUrl: this.options.apiUrl,
      realmId,
      accessToken: () => Promise.resolve(accessToken),
    });
  }

  /** What the throttle has to know of a connection. */
  limited(connection: { readonly id: string; readonly limitShare: number }): LimitedAccount {
    const limits: readonly Limit[] = [
      { calls: this.options.callsPerMinute ?? QUICKBOOKS_CALLS_PER_MINUTE, perMs: 60_000 },
      { calls: this.options.callsPerSecond ?? QUICKBOOKS_CALLS_PER_SECOND, perMs: 1_000 },
    ];
    return { id: connection.id, limits, share: connection.limitShare };
  }
}
