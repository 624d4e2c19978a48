import { BullModule } from '@nestjs/bullmq';
import { type DynamicModule, type InjectionToken, Module, type Provider } from '@nestjs/common';
import { Queue } from 'bullmq';
import type { QueueContract } from './contract.js';
import { FAILED_JOBS, type FailedJobs } from './failed-jobs.js';
import { QueueSender } from './queue-sender.js';
import { RedisCheck } from './redis.check.js';
import { producerConnection, workerConnection } from './redis-connection.js';
import { ConnectedThrottle, THROTTLE } from './throttle.js';

export interface QueuesOptions {
  readonly redisUrl: string;
  /** The queues that this service sends to. */
  readonly sendsTo: readonly QueueContract[];
  /** The provider that keeps failures, for a service that works on a queue. */
  readonly failedJobs?: InjectionToken<FailedJobs>;
}

const PREFIX = 'billbridge';

/** The injection token of a queue's sender. */
export function senderOf(contract: { readonly name: string }): string {
  return `QueueSender:${contract.name}`;
}

/** The injection token of the queue itself, for looking at. */
export function queueOf(contract: { readonly name: string }): string {
  return `Queue:${contract.name}`;
}

/** Senders and workers have connections of their own, since they wait for Redis differently. */
@Module({})
export class QueuesModule {
  static forRoot({ redisUrl, sendsTo, failedJobs }: QueuesOptions): DynamicModule {
    const connection = producerConnection(redisUrl);
    const senders = sendsTo.flatMap((contract): Provider[] => [
      {
        provide: queueOf(contract),
        useFactory: () => new Queue(contract.name, { prefix: PREFIX, connection }),
      },
      {
        provide: senderOf(contract),
        inject: [queueOf(contract)],
        useFactory: (queue: Queue) => new QueueSender(contract, queue),
      },
    ]);
    const failures: Provider[] = failedJobs ? [{ provide: FAILED_JOBS, useExisting: failedJobs }] : [];
    return {
      module: QueuesModule,
      global: true,
      imports: [
        BullModule.forRoot({ prefix: PREFIX, connection: workerConnection(redisUrl) }),
        // Without a queue it still starts the workers.
        BullModule.registerQueue(),
      ],
      providers: [
        ...senders,
        ...failures,
        { provide: RedisCheck, useFactory: () => new RedisCheck(redisUrl) },
        { provide: THROTTLE, useFactory: () => new ConnectedThrottle(redisUrl, PREFIX) },
      ],
      exports: [
        ...sendsTo.flatMap((contract) => [queueOf(contract), senderOf(contract)]),
        ...(failedJobs ? [FAILED_JOBS] : []),
        RedisCheck,
        THROTTLE,
      ],
    };
  }
}
