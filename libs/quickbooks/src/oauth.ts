import { z } from 'zod';
import { type Http, RemoteError } from '#libs/http';
import type { Conceal, Concealed } from './concealed.js';

/** Shorter than a token lease, so that a holder is done or has given up before another takes over. */
export const TOKEN_TIMEOUT_MS = 20_000;

const SCOPE = 'com.intuit.quickbooks.accounting';

export interface OAuthOptions {
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  readonly revokeUrl: string;
  readonly clientId: string;
  readonly clientSecret: Concealed;
}

export interface IssuedTokens {
  readonly accessToken: Concealed;
  readonly accessExpiresInSeconds: number;
  readonly refreshToken: Concealed;
  /** Until it dies if it is not used. */
  readonly refreshExpiresInSeconds: number | null;
  /** Until the consent itself ends, five years after it was given; told since 2026. */
  readonly consentExpiresInSeconds: number | null;
}

const TokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.number(),
  refresh_token: z.string().min(1),
  x_refresh_token_expires_in: z.number().nullish(),
  x_refresh_token_hard_expires_in: z.number().nullish(),
});
const TokenError = z.object({ error: z.string(), error_description: z.string().nullish() });

/** Intuit's OAuth 2.0: consent, exchange, refresh, revoke. Bodies of the token endpoint reach no log and no error. */
export class QuickBooksOAuth {
  constructor(
    /** The door for the calls of one connection. */
    private readonly doorOf: (connectionId: string) => Http,
    private readonly options: OAuthOptions,
    private readonly conceal: Conceal,
  ) {}

  /** Where a person gives their consent. `state` comes back and must be checked. */
  authorizeUrl(redirectUri: string, state: string): string {
    const query = new URLSearchParams({
      client_id: this.options.clientId,
      response_type: 'code',
      scope: SCOPE,
      redirect_uri: redirectUri,
      state,
    });
    return `${this.options.authorizeUrl}?${query}`;
  }

  async exchangeCode(code: string, redirectUri: string, connectionId: string): Promise<IssuedTokens> {
    return this.token({ grant_type: 'authorization_code', code, redirect_uri: redirectUri }, connectionId);
  }

  /** Trades a refresh token in. The one that comes back may be another one: then the first is dead. */
  async refresh(refreshToken: Concealed, connectionId: string): Promise<IssuedTokens> {
    return this.token({ grant_type: 'refresh_token', refresh_token: refreshToken.reveal() }, connectionId);
  }

  /** Ends the connection at Intuit; either token of the pair does it. */
  async revoke(token: Concealed, connectionId: string): Promise<void> {
    const answer = await this.doorOf(connectionId)({
      method: 'POST',
      url: this.options.revokeUrl,
      headers: { ...this.clientHeaders(), 'content-type': 'application/json' },
      body: JSON.stringify({ token: token.reveal() }),
      timeoutMs: TOKEN_TIMEOUT_MS,
    });
    if (answer.status !== 200)
      throw new RemoteError('rejected', `Intuit did not revoke the token (${answer.status})`, {
        status: answer.status,
        traceId: answer.headers.intuit_tid ?? null,
      });
  }

  private async token(form: Readonly<Record<string, string>>, connectionId: string): Promise<IssuedTokens> {
    const answer = await this.doorOf(connectionId)({
      method: 'POST',
      url: this.options.tokenUrl,
      headers: {
        ...this.clientHeaders(),
        'content-type': 'application/x-www-form-urlencoded',
        'x-include-refresh-token-hard-expires-in': 'true',
      },
      body: new URLSearchParams(form).toString(),
      timeoutMs: TOKEN_TIMEOUT_MS,
    });
    const traceId = answer.headers.intuit_tid ?? null;
    if (answer.status !== 200) throw refusal(answer.status, answer.body, traceId);
    const parsed = TokenAnswer.safeParse(parsedOrNull(answer.body));
    if (!parsed.success)
      throw new RemoteError('unknown', 'Intuit answered without tokens', { status: 200, traceId });
    return {
      accessToken: this.conceal(parsed.data.access_token),
      accessExpiresInSeconds: parsed.data.expires_in,
      refreshToken: this.conceal(parsed.data.refresh_token),
      refreshExpiresInSeconds: parsed.data.x_refresh_token_expires_in ?? null,
      consentExpiresInSeconds: parsed.data.x_refresh_token_hard_expires_in ?? null,
    };
  }

  private clientHeaders() {
    const { clientId, clientSecret } = this.options;
    const credentials = Buffer.from(`${clientId}:${clientSecret.reveal()}`).toString('base64');
    return { accept: 'application/json', authorization: `Basic ${credentials}` };
  }
}

function refusal(status: number, body: string, traceId: string | null): RemoteError {
  const error = TokenError.safeParse(parsedOrNull(body)).data ?? null;
  const facts = { status, code: error?.error ?? null, detail: error?.error_description ?? null, traceId };
  if (error?.error === 'invalid_grant')
    return new RemoteError(
      'unauthorised',
      'Intuit refuses the refresh token: connect the company again',
      facts,
    );
  if (error?.error === 'invalid_client')
    return new RemoteError(
      'rejected',
      'Intuit refuses the client id or secret: check QUICKBOOKS_CLIENT_ID and QUICKBOOKS_CLIENT_SECRET',
      facts,
    );
  if (status === 429)
    return new RemoteError('throttled', 'Intuit asks for a pause', { ...facts, retryAfterMs: 60_000 });
  return new RemoteError(
    error && status < 500 ? 'rejected' : 'unknown',
    `Intuit's token endpoint answered ${status}`,
    facts,
  );
}

/** An outage answers with a page, which is of no use; and a body with tokens in it must not be quoted anywhere. */
function parsedOrNull(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
