import { randomBytes } from 'node:crypto';
import { axiosHttp, type Http } from '#libs/http';
import { QuickBooksOAuth } from '#libs/quickbooks';
import { type ProviderServer, providerServer, type Reply } from '#libs/testing';
import { Secret } from '#libs/vault';

/** `strict`: a refresh token is dead the moment the next one is issued. `grace`: it is good for one more try. */
export type Rotation = 'grace' | 'strict';

/** What goes wrong once. `lost`: the next token is issued and the answer never comes. */
export type Misfortune = 'lost' | Reply;

/** Intuit's token endpoint over real HTTP. Whatever it issues, or could leak, holds the canary. */
export class RotatingEndpoint {
  readonly canary = `canary${randomBytes(8).toString('hex')}`;
  readonly misfortunes: Misfortune[] = [];
  /** Awaited before each answer. */
  answerable: Promise<unknown> = Promise.resolve();
  exchanges = 0;
  private previous = '';

  private constructor(
    private current: string,
    private readonly rotation: Rotation,
  ) {}

  server: ProviderServer;

  static async start(refreshToken: string, rotation: Rotation): Promise<RotatingEndpoint> {
    const endpoint = new RotatingEndpoint(refreshToken, rotation);
    endpoint.server = await providerServer(({ body }) =>
      endpoint.answer(new URLSearchParams(body).get('refresh_token') ?? ''),
    );
    return endpoint;
  }

  get asked(): number {
    return this.server.received.length;
  }

  /** The refresh token that it knows. */
  get valid(): string {
    return this.current;
  }

  oauth(timeoutMs = 5_000): QuickBooksOAuth {
    const { origin } = this.server;
    const real = axiosHttp({ allowedOrigins: [origin] });
    const http: Http = (request) => real({ ...request, timeoutMs });
    const clientSecret = new Secret(`secret-${this.canary}`);
    return new QuickBooksOAuth(
      () => http,
      { authorizeUrl: origin, tokenUrl: `${origin}/tokens`, revokeUrl: origin, clientId: 'c', clientSecret },
      (text) => new Secret(text),
    );
  }

  private async answer(token: string): Promise<Reply> {
    await this.answerable;
    const misfortune = this.misfortunes.shift();
    if (misfortune !== undefined && misfortune !== 'lost') return misfortune;
    const isKnown = token === this.current || (this.rotation === 'grace' && token === this.previous);
    if (!isKnown)
      return {
        status: 400,
        body: { error: 'invalid_grant', error_description: 'Incorrect or invalid refresh token' },
      };
    const issued = this.issue(token);
    return misfortune === 'lost' ? 'hang' : { body: issued };
  }

  private issue(token: string) {
    this.exchanges += 1;
    this.previous = token;
    this.current = `refresh-${this.exchanges}-${this.canary}`;
    return {
      token_type: 'bearer',
      access_token: `access-${this.exchanges}-${this.canary}`,
      expires_in: 3600,
      refresh_token: this.current,
      x_refresh_token_expires_in: 8_726_400,
      x_refresh_token_hard_expires_in: 100_000_000,
    };
  }
}
