import type { Http } from '#libs/http';
import { type Cin7Account, Cin7Client } from './cin7.client.js';
import { Cin7Webhooks } from './cin7.webhooks.js';

/** Clients of Cin7 accounts, all through the one door. */
export class Cin7Accounts {
  constructor(
    private readonly http: Http,
    private readonly apiUrl: string,
  ) {}

  client(keys: Pick<Cin7Account, 'accountId' | 'applicationKey'>): Cin7Client {
    return new Cin7Client(this.http, { apiUrl: this.apiUrl, ...keys });
  }

  webhooks(keys: Pick<Cin7Account, 'accountId' | 'applicationKey'>): Cin7Webhooks {
    return new Cin7Webhooks(this.http, { apiUrl: this.apiUrl, ...keys });
  }
}
