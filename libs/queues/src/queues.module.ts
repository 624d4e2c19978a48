import { BullModule, getQueueToken } from '@nestjs/bullmq';
import { type DynamicModule, Module } from '@nestjs/common';
import type { Queue } from 'bullmq';
import type { QueueContract } from './contract.js';
import { QueueSender } from './queue-sender.js';
import { RedisCheck } from './redis.check.js';

export interface QueuesOptions {
  readonly redisUrl: string;
  /** The queues that this service sends to. */
  readonly sendsTo: readonly QueueContract[];
}

const PREFIX = 'billbridge';

/** A half-open connection is noticed within this time. */
const SOCKET_TIMEOUT_MS = 15_000;
const KEEP_ALIVE_MS = 10_000;

/** The injection token of a queue's sender. */
export function senderOf(contract: { readonly name: string }): string {
  return `QueueSender:${contract.name}`;
}

@Module({})
export class QueuesModule {
  static forRoot({ redisUrl, sendsTo }: QueuesOptions): DynamicModule {
    const senders = sendsTo.map((contract) => ({
      provide: senderOf(contract),
      inject: [getQueueToken(contract.name)],
      useFactory: (queue: Queue) => new QueueSender(contract, queue),
    }));
    return {
      module: QueuesModule,
      global: true,
      imports: [
        BullModule.forRoot({ prefix: PREFIX, connection: connectionTo(redisUrl) }),
        ...sendsTo.map(({ name }) => BullModule.registerQueue({ name })),
      ],
      providers: [...senders, { provide: RedisCheck, useFactory: () => new RedisCheck(redisUrl) }],
      exports: [...senders.map(({ provide }) => provide), RedisCheck, BullModule],
    };
  }
}

/** Workers wait for Redis as long as it takes; BullMQ requires `maxRetriesPerRequest: null` of them. */
function connectionTo(redisUrl: string) {
  return {
    url: redisUrl,
    maxRetriesPerRequest: null,
    socketTimeout: SOCKET_TIMEOUT_MS,
    keepAlive: KEEP_ALIVE_MS,
  };
}
