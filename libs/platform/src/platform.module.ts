import {
  type DynamicModule,
  type InjectionToken,
  Module,
  type ModuleMetadata,
  type Provider,
  type Type,
} from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { EventLoopWatch } from './event-loop-watch.js';
import { HealthController } from './health.controller.js';
import { requestLogOptions } from './logging.js';
import { MetricsController } from './metrics.controller.js';
import { Metrics } from './metrics.js';
import { Readiness } from './readiness.js';
import { READINESS_CHECKS, type ReadinessCheck } from './readiness-check.js';
import { SweepClock } from './sweep-clock.js';

export interface PlatformOptions {
  readonly name: string;
  readonly logLevel: string;
  /** Classes or providers of a ReadinessCheck. */
  readonly checks?: readonly Provider<ReadinessCheck>[];
  /** Modules with what the checks need, where those are not global. */
  readonly imports?: NonNullable<ModuleMetadata['imports']>;
}

/** What every service has: its log, health, metrics and the clock of its sweeps. Everywhere injectable. */
@Module({})
export class PlatformModule {
  static forService({ name, logLevel, checks = [], imports = [] }: PlatformOptions): DynamicModule {
    return {
      module: PlatformModule,
      global: true,
      imports: [LoggerModule.forRoot({ pinoHttp: requestLogOptions({ name, logLevel }) }), ...imports],
      controllers: [HealthController, MetricsController],
      providers: [
        { provide: Metrics, useFactory: () => new Metrics(name) },
        EventLoopWatch,
        Readiness,
        SweepClock,
        ...checks,
        {
          provide: READINESS_CHECKS,
          useFactory: (...found: ReadinessCheck[]) => found,
          inject: checks.map(tokenOf),
        },
      ],
      exports: [Metrics, SweepClock, Readiness],
    };
  }
}

function tokenOf(check: Provider<ReadinessCheck>): InjectionToken {
  return typeof check === 'function' ? (check satisfies Type<ReadinessCheck>) : check.provide;
}
