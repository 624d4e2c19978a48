import { type DynamicModule, type InjectionToken, Module } from '@nestjs/common';
import type { CallCounter } from '#libs/domain';
import { axiosHttp } from '#libs/http';
import { Cin7Accounts, type Cin7AccountsOptions } from './cin7.accounts.js';

export interface Cin7ModuleOptions extends Cin7AccountsOptions {
  /** The injection token of where calls are counted. */
  readonly calls: InjectionToken<CallCounter>;
}

/** Cin7 for a service: its one door to the network, and clients. */
@Module({})
export class Cin7Module {
  static forRoot({ calls, ...options }: Cin7ModuleOptions): DynamicModule {
    const http = axiosHttp({ allowedOrigins: [new URL(options.apiUrl).origin] });
    return {
      module: Cin7Module,
      global: true,
      providers: [
        {
          provide: Cin7Accounts,
          inject: [calls],
          useFactory: (counter: CallCounter) => new Cin7Accounts(http, options, counter),
        },
      ],
      exports: [Cin7Accounts],
    };
  }
}
