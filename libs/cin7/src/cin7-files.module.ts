import { type DynamicModule, type InjectionToken, Module } from '@nestjs/common';
import type { CallCounter } from '#libs/domain';
import { axiosHttp } from '#libs/http';
import { Cin7Files } from './cin7.files.js';

export interface Cin7FilesModuleOptions {
  /** With `/ExternalApi/v2`: Cin7 serves files beside its interface. */
  readonly apiUrl: string;
  /** Further places that its links lead to. */
  readonly fileOrigins: readonly string[];
  /** A file with more is not read to its end. */
  readonly maxBytes: number;
  readonly timeoutMs: number;
  /** The injection token of where calls are counted. */
  readonly calls: InjectionToken<CallCounter>;
}

/** Cin7's files for a service, through a door of their own. */
@Module({})
export class Cin7FilesModule {
  static forRoot({ apiUrl, fileOrigins, maxBytes, timeoutMs, calls }: Cin7FilesModuleOptions): DynamicModule {
    const origins = [new URL(apiUrl).origin, ...fileOrigins];
    const http = axiosHttp({ allowedOrigins: origins, maxResponseBytes: maxBytes });
    return {
      module: Cin7FilesModule,
      providers: [
        {
          provide: Cin7Files,
          inject: [calls],
          useFactory: (counter: CallCounter) => new Cin7Files(http, { origins, timeoutMs }, counter),
        },
      ],
      exports: [Cin7Files],
    };
  }
}
