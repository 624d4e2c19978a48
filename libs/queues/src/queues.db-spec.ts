import { afterEach, describe, expect, it } from '@jest/globals';
import { Processor } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Queue, QueueEvents, type Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { RemoteError } from '#libs/http';
import { defineQueue, KEPT } from './contract.js';
import type { FailedJob } from './failed-jobs.js';
import { JobProcessor, type Later, type ShouldStop } from './job.processor.js';
import { QueueSender } from './queue-sender.js';
import { QueuesModule, queueOf, senderOf } from './queues.module.js';
import { workerOptions } from './worker-options.js';

const TestQueue = defineQueue({
  name: 'test',
  schema: z.object({ id: z.string() }),
  key: ({ id }) => id,
  options: { ...KEPT, attempts: 2, backoff: { type: 'fixed', delay: 1 } },
});

type Handler = (id: string, shouldStop: ShouldStop) => Promise<Later | undefined>;
let handler: Handler;

@Injectable()
@Processor(TestQueue.name, workerOptions(2))
class TestProcessor extends JobProcessor<{ id: string }> {
  protected readonly contract = TestQueue;

  protected handle({ id }: { id: string }, shouldStop: ShouldStop): Promise<Later | undefined> {
    return handler(id, shouldStop);
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
    const kept: FailedJob[] = [];
    const failures = { keep: async (failed: FailedJob) => void kept.push(failed) };
    const app = await NestFactory.createApplicationContext(
      {
        module: class {},
        imports: [
          {
            module: class Keeping {},
            global: true,
            providers: [{ provide: 'failures', useValue: failures }],
            exports: ['failures'],
          },
          QueuesModule.forRoot({ redisUrl: url, sendsTo: [TestQueue], failedJobs: 'failures' }),
        ],
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
    const { worker } = app.get(TestProcessor) as { worker: Worker };
    return { app, sender, queue, next, worker, kept };
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

  it('K1 a job that a clock two hours ahead has put off is replaced by the next bell', async () => {
    const worked: string[] = [];
    const { sender, queue, next } = await setup(async (id) => {
      worked.push(id);
      return worked.length === 1 ? { againInMs: 2 * 3_600_000 } : undefined;
    });
    const delayed = next('delayed');
    await sender.send({ id: 'x' });
    await delayed;
    await sender.send({ id: 'x' }, { id: 'x' });
    await until(() => worked.length === 2);
    expect(await queue.getDelayedCount()).toBe(0);
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

  it('gives a worker that is killed again and again no end of chances', async () => {
    const { worker } = await setup(async () => undefined);
    expect(worker.opts).toMatchObject({ maxStalledCount: 20, lockDuration: 30_000, stalledInterval: 15_000 });
  });

  it('has a live worker that waits for Redis for ever and notices a dead line', async () => {
    const { worker } = await setup(async () => undefined);
    const client = (await worker.backend.client) as unknown as Redis;
    expect(client.options).toMatchObject({
      maxRetriesPerRequest: null,
      enableOfflineQueue: true,
      socketTimeout: 15_000,
      keepAlive: 10_000,
    });
    expect([1, 5, 50].map((times) => client.options.retryStrategy?.(times))).toEqual([200, 2_000, 2_000]);
    expect(
      ['error', 'failed', 'lockRenewalFailed'].map((event) => worker.listenerCount(event as 'error') > 0),
    ).toEqual([true, true, true]);
  });

  it('has live senders that do not wait for Redis', async () => {
    const { app } = await setup(async () => undefined);
    const queue = app.get<Queue>(queueOf(TestQueue));
    const client = (await queue.backend.client) as unknown as Redis;
    expect(client.options).toMatchObject({
      maxRetriesPerRequest: 1,
      enableOfflineQueue: false,
      socketTimeout: 5_000,
      keepAlive: 10_000,
    });
    expect(queue.listenerCount('error')).toBeGreaterThan(0);
  });

  it('keeps in Redis what has ended for looking at only, and no more than a bound', async () => {
    const { queue, sender, next } = await setup(async () => undefined);
    const completed = next('completed');
    await sender.send({ id: 'x' });
    const job = await queue.getJob((await completed).jobId);
    expect(job?.opts).toMatchObject({
      removeOnComplete: { age: 3_600, count: 1_000 },
      removeOnFail: { age: 604_800, count: 5_000 },
    });
    expect(job?.data).toEqual({ id: 'x' });
  });

  it('has a handler begin nothing more when the lock of its job is lost', async () => {
    let lost: (value: boolean) => void = () => undefined;
    const seen = new Promise<boolean>((resolve) => {
      lost = resolve;
    });
    const { queue, sender, worker } = await setup(async (_id, shouldStop) => {
      expect(shouldStop()).toBe(false);
      const [job] = await queue.getActive();
      worker.emit('lockRenewalFailed', [String(job?.id)]);
      lost(shouldStop());
      return undefined;
    });
    await sender.send({ id: 'x' });
    expect(await seen).toBe(true);
  });

  it('keeps each failure for people, and says when the queue has given up', async () => {
    const { sender, next, kept } = await setup(() => Promise.reject(new TypeError('a mistake of ours')));
    const failed = next('failed');
    await sender.send({ id: 'x' });
    await failed;
    await until(() => kept.length === 2);
    expect(kept).toMatchObject([
      { queue: 'test', subject: 'x', subjectId: 'x', reason: 'a mistake of ours', final: false },
      { queue: 'test', subject: 'x', subjectId: 'x', reason: 'a mistake of ours', final: true },
    ]);
  });

  it('keeps a job that stalled too often', async () => {
    const { queue, next, kept } = await setup(async () => undefined);
    const failed = next('failed');
    await queue.pause();
    const job = await queue.add(TestQueue.name, { id: 'x' });
    const client = (await queue.backend.client) as unknown as Redis;
    await client.hset(queue.toKey(String(job.id)), 'defa', 'job stalled more than allowable limit');
    await queue.resume();
    await failed;
    await until(() => kept.length === 1);
    expect(kept).toMatchObject([
      { subject: 'x', reason: 'job stalled more than allowable limit', final: true },
    ]);
  });

  it('R7 parks a job that is garbage with its reason, and goes on with the others', async () => {
    const worked: string[] = [];
    const { queue, sender, kept } = await setup(async (id) => {
      worked.push(id);
      return undefined;
    });
    const garbage = [{ id: 5 }, 'words', null, { version: 99, id: ['x'] }];
    for (const data of garbage) await queue.add(TestQueue.name, data, { attempts: 3 });
    await sender.send({ id: 'good' });
    await until(() => worked.length === 1 && kept.length === garbage.length);
    expect(
      kept.every(
        ({ final, subjectId, reason }) => final && !subjectId && reason.includes('breaks the contract'),
      ),
    ).toBe(true);
    expect(new Set(kept.map(({ subject }) => subject)).size).toBe(garbage.length);
  });

  it('Q4 is not kept from working by a deduplication key whose job is gone', async () => {
    const worked: string[] = [];
    const { queue, sender } = await setup(async (id) => {
      worked.push(id);
      return undefined;
    });
    const client = (await queue.backend.client) as unknown as Redis;
    await client.set(queue.toKey('de:x'), '4711');
    await sender.send({ id: 'x' });
    await until(() => worked.length === 1);
  });
});

async function until(isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error('It did not come to be within 20 s');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
