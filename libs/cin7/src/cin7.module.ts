import { type DynamicModule, Module } from '@nestjs/common';
import { axiosHttp } from '#libs/http';
import { Cin7Accounts, type Cin7AccountsOptions } from './cin7.accounts.js';

/** Cin7 for a service: its one door to the network, and clients. */
@Module({})
export class Cin7Module {
  static forRoot(options: Cin7AccountsOptions): DynamicModule {
    const http = axiosHttp({ allowedOrigins: [new URL(options.apiUrl).origin] });
    return {
      module: Cin7Module,
      global: true,
      providers: [{ provide: Cin7Accounts, useValue: new Cin7Accounts(http, options) }],
      exports: [Cin7Accounts],
    };
  }
}
