import { type DynamicModule, Module } from '@nestjs/common';
import { DatabaseCheck, FailedJobRepository, PersistenceModule } from '#libs/persistence';
import { PlatformModule } from '#libs/platform';
import { MapQueue, QueuesModule, RedisCheck, WriteQueue } from '#libs/queues';
import { ContextReader } from './context.reader.js';
import { MapProcessor } from './map.processor.js';
import { MapSweep } from './map.sweep.js';
import type { MapperEnvironment } from './mapper.environment.js';
import { PurchaseMapper } from './purchase.mapper.js';
import { RecordMapper } from './record.mapper.js';
import { SupplierMapper } from './supplier.mapper.js';

@Module({})
export class MapperModule {
  static with(env: MapperEnvironment): DynamicModule {
    return {
      module: MapperModule,
      imports: [
        PlatformModule.forService({
          name: 'mapper',
          logLevel: env.LOG_LEVEL,
          checks: [DatabaseCheck, { provide: 'redis', useExisting: RedisCheck }],
        }),
        PersistenceModule.forRoot({ databaseUrl: env.DATABASE_URL }),
        QueuesModule.forRoot({
          redisUrl: env.REDIS_URL,
          sendsTo: [MapQueue, WriteQueue],
          failedJobs: FailedJobRepository,
        }),
      ],
      providers: [ContextReader, SupplierMapper, PurchaseMapper, RecordMapper, MapProcessor, MapSweep],
    };
  }
}
