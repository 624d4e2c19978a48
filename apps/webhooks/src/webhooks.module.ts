import { type DynamicModule, Module } from '@nestjs/common';
import { PlatformModule } from '#libs/platform';
import type { WebhooksEnvironment } from './webhooks.environment.js';

/** The public door for outside events, a service of its own so that it can be exposed alone. No door is open yet. */
@Module({})
export class WebhooksModule {
  static with({ LOG_LEVEL }: WebhooksEnvironment): DynamicModule {
    return {
      module: WebhooksModule,
      imports: [PlatformModule.forService({ name: 'webhooks', logLevel: LOG_LEVEL })],
    };
  }
}
