import { type DynamicModule, type InjectionToken, Module } from '@nestjs/common';
import type { CallCounter } from '#libs/domain';
import { axiosHttp } from '#libs/http';
import type { Conceal } from './concealed.js';
import { countedDoor } from './counted-call.js';
import { type OAuthOptions, QuickBooksOAuth } from './oauth.js';
import { QuickBooksCompanies } from './quickbooks.companies.js';
import { TokenBroker } from './token-broker.js';
import type { TokenStore } from './token-store.js';

/** Where it is noted that a connection has ended. */
export interface ConnectionStates {
  expire(id: string, tokenVersion: number, reason: string, actor: string): Promise<boolean>;
}

/** The variables of a service that calls QuickBooks. */
export interface QuickBooksEnvironment {
  readonly QUICKBOOKS_API_URL: string;
  readonly QUICKBOOKS_AUTHORIZE_URL: string;
  readonly QUICKBOOKS_TOKEN_URL: string;
  readonly QUICKBOOKS_REVOKE_URL: string;
  readonly QUICKBOOKS_CLIENT_ID: string;
  readonly QUICKBOOKS_CLIENT_SECRET: string;
  readonly QUICKBOOKS_CALLS_PER_MINUTE: number;
  readonly QUICKBOOKS_CALLS_PER_SECOND: number;
  readonly LEASE_SECONDS: number;
}

export interface QuickBooksModuleOptions {
  /** Who asks, for the trail. */
  readonly actor: string;
  readonly environment: QuickBooksEnvironment;
  readonly conceal: Conceal;
  /** Injection tokens of the keeper of tokens and of the keeper of connections. */
  readonly tokenStore: InjectionToken<TokenStore>;
  readonly connectionStates: InjectionToken<ConnectionStates>;
  /** Where calls are counted. */
  readonly calls: InjectionToken<CallCounter>;
}

/** QuickBooks for a service: its one door to the network, consent, tokens, clients. */
@Module({})
export class QuickBooksModule {
  static forRoot(options: QuickBooksModuleOptions): DynamicModule {
    const apiUrl = options.environment.QUICKBOOKS_API_URL;
    const oauth = oauthOf(options);
    const allowedOrigins = [apiUrl, oauth.tokenUrl, oauth.revokeUrl].map((url) => new URL(url).origin);
    const http = axiosHttp({ allowedOrigins });
    return {
      module: QuickBooksModule,
      global: true,
      providers: [
        {
          provide: QuickBooksOAuth,
          inject: [options.calls],
          useFactory: (calls: CallCounter) => {
            const doorOf = (connectionId: string) =>
              countedDoor(http, calls, { connectionId, purpose: 'connect' });
            return new QuickBooksOAuth(doorOf, oauth, options.conceal);
          },
        },
        {
          provide: TokenBroker,
          inject: [options.tokenStore, options.connectionStates, QuickBooksOAuth],
          useFactory: (store: TokenStore, states: ConnectionStates, consent: QuickBooksOAuth) =>
            new TokenBroker({
              store,
              leaseSeconds: options.environment.LEASE_SECONDS,
              refresh: (refreshToken, connectionId) => consent.refresh(refreshToken, connectionId),
              onExpired: (connectionId, version, why) =>
                states.expire(connectionId, version, why, options.actor),
            }),
        },
        {
          provide: QuickBooksCompanies,
          inject: [TokenBroker, options.calls],
          useFactory: (broker: TokenBroker, calls: CallCounter) =>
            new QuickBooksCompanies(
              http,
              {
                apiUrl,
                callsPerMinute: options.environment.QUICKBOOKS_CALLS_PER_MINUTE,
                callsPerSecond: options.environment.QUICKBOOKS_CALLS_PER_SECOND,
              },
              broker,
              calls,
            ),
        },
      ],
      exports: [QuickBooksOAuth, TokenBroker, QuickBooksCompanies],
    };
  }
}

function oauthOf({ environment, conceal }: QuickBooksModuleOptions): OAuthOptions {
  return {
    authorizeUrl: environment.QUICKBOOKS_AUTHORIZE_URL,
    tokenUrl: environment.QUICKBOOKS_TOKEN_URL,
    revokeUrl: environment.QUICKBOOKS_REVOKE_URL,
    clientId: environment.QUICKBOOKS_CLIENT_ID,
    clientSecret: conceal(environment.QUICKBOOKS_CLIENT_SECRET),
  };
}
