import { z } from 'zod';
import { expected, type Http, jsonOf, type Method } from '#libs/http';
import type { Cin7Account, Concealed } from './cin7.client.js';
import { failureOf } from './failure.js';

/** A registration as Cin7 lists it. It never shows the bearer token. */
export interface ListedWebhook {
  readonly id: string;
  readonly type: string;
  readonly url: string;
  readonly active: boolean;
}

/** A registration as Cin7 must be told it, whole: what is left out of a change is lost. */
export interface WantedWebhook {
  readonly type: string;
  readonly url: string;
  readonly secret: Concealed;
}

const Row = z.looseObject({
  ID: z.string(),
  Type: z.string(),
  ExternalURL: z.string().nullish(),
  IsActive: z.boolean().nullish(),
});

const List = z.looseObject({ Webhooks: z.array(z.unknown()) });

/**
 * The webhooks of a Cin7 account: the only thing that we change there. Source: the reference of `webhooks` in Cin7 Core's
 * API, which needs the Automation module.
 */
export class Cin7Webhooks {
  constructor(
    private readonly http: Http,
    private readonly account: Cin7Account,
  ) {}

  async list(): Promise<readonly ListedWebhook[]> {
    return rowsIn(await this.ask('GET', 'webhooks'));
  }

  /** The sixth of a type is refused. */
  async add(wanted: WantedWebhook): Promise<ListedWebhook | null> {
    return rowsIn(await this.ask('POST', 'webhooks', bodyOf(wanted)))[0] ?? null;
  }

  async change(id: string, wanted: WantedWebhook): Promise<void> {
    await this.ask('PUT', 'webhooks', { ID: id, ...bodyOf(wanted) });
  }

  async remove(id: string): Promise<void> {
    await this.ask('DELETE', `webhooks?${new URLSearchParams({ ID: id })}`);
  }

  private async ask(method: Method, path: string, body?: object): Promise<unknown> {
    await this.account.beforeCall?.();
    const answer = await this.http({
      method,
      url: `${this.account.apiUrl}/${path}`,
      headers: {
        accept: 'application/json',
        'api-auth-accountid': this.account.accountId,
        'api-auth-applicationkey': this.account.applicationKey.reveal(),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const failure = failureOf(answer, new Date());
    if (failure) throw failure;
    return jsonOf(answer);
  }
}

function bodyOf({ type, url, secret }: WantedWebhook): object {
  return {
    Type: type,
    IsActive: true,
    ExternalURL: url,
    ExternalAuthorizationType: 'bearerauth',
    ExternalUserName: '',
    ExternalPassword: '',
    ExternalBearerToken: secret.reveal(),
    ExternalHeaders: [],
  };
}

function rowsIn(answer: unknown): ListedWebhook[] {
  return expected(List, answer, 'Cin7 answered webhooks').Webhooks.map((row) => {
    const { ID, Type, ExternalURL, IsActive } = expected(Row, row, 'Cin7 listed a webhook');
    return { id: ID, type: Type, url: ExternalURL ?? '', active: IsActive ?? false };
  });
}
