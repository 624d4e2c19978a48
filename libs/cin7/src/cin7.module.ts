import { type DynamicModule, Module } from '@nestjs/common';
import { axiosHttp } from '#libs/http';
import { Cin7Accounts } from './cin7.accounts.js';

export interface Cin7ModuleOptions {
  /** With `/ExternalApi/v2`, without a slash at the end. */
  readonly apiUrl: string;
}

/** Cin7 for a service: its one door to the network, and clients. */
@Module({})
export class Cin7Module {
  static forRoot({ apiUrl }: Cin7ModuleOptions): DynamicModule {
    const http = axiosHttp({ allowedOrigins: [new URL(apiUrl).origin] });
    return {
      module: Cin7Module,
      global: true,
      providers: [{ provide: Cin7Accounts, useValue: new Cin7Accounts(http, apiUrl) }],
      exports: [Cin7Accounts],
    };
  }
}
