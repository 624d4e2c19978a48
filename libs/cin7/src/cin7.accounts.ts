import type { CallContext, CallCounter } from '#libs/domain';
import type { Http, LimitedAccount } from '#libs/http';
import { type Cin7Account, Cin7Client } from './cin7.client.js';
import { Cin7Webhooks } from './cin7.webhooks.js';
import { countedDoor } from './counted-call.js';

/** Cin7's limit for one account and all its programs together. Source: Cin7's API documentation, and the text of its refusal. */
export const CIN7_CALLS_PER_MINUTE = 60;

const MINUTE_MS = 60_000;

export interface Cin7AccountsOptions {
  /** With `/ExternalApi/v2`, without a slash at the end. */
  readonly apiUrl: string;
  /** What an account is allowed; by default what Cin7 allows. */
  readonly callsPerMinute?: number;
}

/** Clients of Cin7 accounts, all through the one door, where each call is counted. */
export class Cin7Accounts {
  constructor(
    private readonly http: Http,
    private readonly options: Cin7AccountsOptions,
    private readonly calls: CallCounter,
  ) {}

  client(
    keys: Pick<Cin7Account, 'accountId' | 'applicationKey'>,
    { beforeCall, ...context }: CallContext & Pick<Cin7Account, 'beforeCall'>,
  ): Cin7Client {
    return new Cin7Client(this.counted(context), this.account(keys, beforeCall));
  }

  /** What the throttle has to know of a connection. */
  limited(connection: { readonly id: string; readonly limitShare: number }): LimitedAccount {
    const calls = this.options.callsPerMinute ?? CIN7_CALLS_PER_MINUTE;
    return { id: connection.id, limits: [{ calls, perMs: MINUTE_MS }], share: connection.limitShare };
  }

  webhooks(
    keys: Pick<Cin7Account, 'accountId' | 'applicationKey'>,
    { beforeCall, ...context }: CallContext & Pick<Cin7Account, 'beforeCall'>,
  ): Cin7Webhooks {
    return new Cin7Webhooks(this.counted(context), this.account(keys, beforeCall));
  }

  private account(
    keys: Pick<Cin7Account, 'accountId' | 'applicationKey'>,
    beforeCall: Cin7Account['beforeCall'],
  ): Cin7Account {
    return { apiUrl: this.options.apiUrl, ...keys, ...(beforeCall ? { beforeCall } : {}) };
  }

  private counted(context: CallContext): Http {
    return countedDoor(this.http, this.calls, context, (url) => endpointOf(url, this.options.apiUrl));
  }
}

/** As `purchaseList` or `ref/account`. */
function endpointOf(url: string, apiUrl: string): string {
  return url.slice(apiUrl.length + 1).split('?')[0] ?? '';
}
