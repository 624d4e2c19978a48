import { type DynamicModule, type InjectionToken, Module } from '@nestjs/common';
import type { CallCounter } from '#libs/domain';
import { axiosHttp } from '#libs/http';
import { Cin7Accounts } from './cin7.accounts.js';

export interface Cin7ModuleOptions {
  /** With `/ExternalApi/v2`, without a slash at the end. */
  readonly apiUrl: string;
  /** The injection token of where calls are counted. */
  readonly calls: InjectionToken<CallCounter>;
}

/** Cin7 for a service: its one door to the network, and clients. */
@Module({})
export class Cin7Module {
  static forRoot({ apiUrl, calls }: Cin7ModuleOptions): DynamicModule {
    const http = axiosHttp({ allowedOrigins: [new URL(apiUrl).origin] });
    return {
      module: Cin7Module,
      global: true,
      providers: [
        {
          provide: Cin7Accounts,
          inject: [calls],
          useFactory: (counter: CallCounter) => new Cin7Accounts(http, apiUrl, counter),
        },
      ],
      exports: [Cin7Accounts],
    };
  }
}
