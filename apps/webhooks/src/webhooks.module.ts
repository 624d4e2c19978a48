import { type DynamicModule, Module } from '@nestjs/common';
import { DatabaseCheck, PersistenceModule } from '#libs/persistence';
import { PlatformModule } from '#libs/platform';
import { PollQueue, QueuesModule } from '#libs/queues';
import { Secret } from '#libs/vault';
import { BodyReader } from './body-reader.js';
import { Cin7Controller } from './cin7.controller.js';
import { DoorMetrics } from './door-metrics.js';
import { STORE_WITHIN_MS } from './in-time.js';
import { IntuitSignature } from './intuit-signature.js';
import { LetterBox } from './letter-box.js';
import { QuickBooksController } from './quickbooks.controller.js';
import type { WebhooksEnvironment } from './webhooks.environment.js';

/**
 * The public door for outside events, a service of its own so that it can be exposed alone. It stores and rings; without
 * Redis it is still ready, since the poller's sweep finds what is stored.
 */
@Module({})
export class WebhooksModule {
  static with(env: WebhooksEnvironment): DynamicModule {
    const tokens = env.QUICKBOOKS_WEBHOOK_VERIFIER_TOKENS.map((token) => new Secret(token));
    return {
      module: WebhooksModule,
      imports: [
        PlatformModule.forService({ name: 'webhooks', logLevel: env.LOG_LEVEL, checks: [DatabaseCheck] }),
        PersistenceModule.forRoot({ databaseUrl: env.DATABASE_URL, patienceMs: STORE_WITHIN_MS }),
        QueuesModule.forRoot({ redisUrl: env.REDIS_URL, sendsTo: [PollQueue] }),
      ],
      controllers: [QuickBooksController, Cin7Controller],
      providers: [
        BodyReader,
        DoorMetrics,
        LetterBox,
        { provide: IntuitSignature, useValue: new IntuitSignature(tokens) },
      ],
    };
  }
}
