import { afterEach, describe, expect, it } from '@jest/globals';
import { Processor } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Queue, QueueEvents } from 'bullmq';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { RemoteError } from '#libs/http';
import { defineQueue, KEPT } from './contract.js';
import { JobProcessor, type Later } from './job.processor.js';
import { QueueSender } from './queue-sender.js';
import { QueuesModule, senderOf } from './queues.module.js';
import { workerOptions } from './worker-options.js';

const TestQueue = defineQueue({
  name: 'test',
  schema: z.object({ id: z.string() }),
  key: ({ id }) => id,
  options: { ...KEPT, attempts: 2, backoff: { type: 'fixed', delay: 1 } },
});

type Handler = (id: string) => Promise<Later | undefined>;
let handler: Handler;

@Injectable()
@Processor(TestQueue.name, workerOptions(2))
class TestProcessor extends JobProcessor<{ id: string }> {
  protected readonly contract = TestQueue;

  protected handle({ id }: { id: string }): Promise<Later | undefined> {
    return handler(id);
  }
}

function redisUrl(): string {
  const given = process.env.TEST_REDIS_URL;
  if (!given) throw new Error('TEST_REDIS_URL is not set: run npm test, which brings a Redis of its own.');
  const url = new URL(given);
  url.pathname = `/${Number(process.env.JEST_WORKER_ID ?? 1) % 16}`;
  return url.href;
}

describe('a queue and its processor', () => {
  const closing: (() => Promise<unknown>)[] = [];

  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  async function setup(handle: Handler) {
    handler = handle;
    const url = redisUrl();
    const redis = new Redis(url);
    await redis.flushdb();
    await redis.quit();
    const app = await NestFactory.createApplicationContext(
      {
        module: class {},
        imports: [QueuesModule.forRoot({ redisUrl: url, sendsTo: [TestQueue] })],
        providers: [TestProcessor],
      },
      { logger: false },
    );
    const queue = new Queue(TestQueue.name, { prefix: 'billbridge', connection: { url } });
    const events = new QueueEvents(TestQueue.name, { prefix: 'billbridge', connection: { url } });
    await events.waitUntilReady();
    closing.push(
      () => app.close(),
      () => queue.close(),
      () => events.close(),
    );
    const sender = app.get<QueueSender<{ id: string }>>(senderOf(TestQueue));
    const next = (event: 'completed' | 'failed' | 'delayed') =>
      new Promise<{ jobId: string }>((resolve) => {
        events.once(event, ({ jobId }: { jobId: string }) => resolve({ jobId }));
      });
    return { sender, queue, next };
  }

  it('hands the job over once, however often it is rung while it waits', async () => {
    const { sender, queue } = await setup(async () => undefined);
    await queue.pause();
    await sender.send({ id: 'a' }, { id: 'a' }, { id: 'b' });
    await sender.send({ id: 'a' });
    expect((await queue.getJobs()).map(({ data }) => data.id).sort()).toEqual(['a', 'b']);
  });

  it('a pause delays the job without using up an attempt', async () => {
    const { sender, queue, next } = await setup(() =>
      Promise.reject(new RemoteError('throttled', 'wait', { retryAfterMs: 60_000 })),
    );
    const delayed = next('delayed');
    await sender.send({ id: 'x' });
    await delayed;
    const [job] = await queue.getDelayed();
    expect(job?.attemptsMade).toBe(0);
    expect(Number(job?.delay)).toBeGreaterThan(50_000);
  });

  it('a job that breaks the contract fails at once and is kept to be looked at', async () => {
    const { queue, next } = await setup(async () => undefined);
    const failed = next('failed');
    await queue.add(TestQueue.name, { id: 5 }, { attempts: 5 });
    const { jobId } = await failed;
    const job = await queue.getJob(jobId);
    expect(job?.attemptsMade).toBe(1);
    expect(job?.failedReason).toContain('breaks the contract');
  });

  it('a bell that nobody hears holds nobody up', async () => {
    const deaf = { on: () => deaf, addBulk: () => new Promise<never>(() => undefined) } as unknown as Queue;
    await expect(new QueueSender(TestQueue, deaf).send({ id: 'x' })).resolves.toBeUndefined();
  }, 10_000);

  it('gives a worker that is killed again and again no end of chances', () => {
    expect(workerOptions(1)).toMatchObject({ maxStalledCount: 20, lockDuration: 30_000 });
  });
});
