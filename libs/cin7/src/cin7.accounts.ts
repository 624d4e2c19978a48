import type { CallContext, CallCounter } from '#libs/domain';
import type { Http } from '#libs/http';
import { type Cin7Account, Cin7Client } from './cin7.client.js';
import { countedDoor } from './counted-call.js';

/** Clients of Cin7 accounts, all through the one door, where each call is counted. */
export class Cin7Accounts {
  constructor(
    private readonly http: Http,
    private readonly apiUrl: string,
    private readonly calls: CallCounter,
  ) {}

  client(keys: Pick<Cin7Account, 'accountId' | 'applicationKey'>, context: CallContext): Cin7Client {
    const door = countedDoor(this.http, this.calls, context, (url) => endpointOf(url, this.apiUrl));
    return new Cin7Client(door, { apiUrl: this.apiUrl, ...keys });
  }
}

/** As `purchaseList` or `ref/account`. */
function endpointOf(url: string, apiUrl: string): string {
  return url.slice(apiUrl.length + 1).split('?')[0] ?? '';
}
