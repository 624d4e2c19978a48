import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DelayedError, type Job } from 'bullmq';
import type { PinoLogger } from 'nestjs-pino';
import { PipelineRepository, type SyncRunEntity, SyncRunRepository } from '#libs/persistence';
import { type PacedCalls, type QueueSender, type TurnJob } from '#libs/queues';
import { type OpenDatabase, openTestDatabase, type StoredPipeline, storedPipeline } from '#libs/testing';
import { PollProcessor } from './poll.processor.js';
import type { RecordReader } from './record.reader.js';
import type { RunPace } from './run-pace.js';

const logger = {
  setContext: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  debug: () => undefined,
} as unknown as PinoLogger;

/** The least that works, so that a renewal is due in a third of a second. */
const LEASE_SECONDS = 1;

/** As Postgres says it to all sessions when it is stopped. */
const away = () => Object.assign(new Error('terminating connection'), { code: '57P01' });

describe('the poller at work on a run', () => {
  let open: OpenDatabase;
  let runs: SyncRunRepository;

  beforeAll(async () => {
    open = await openTestDatabase();
    runs = new SyncRunRepository(open.database, LEASE_SECONDS);
  }, 60_000);
  afterAll(() => open?.close());

  async function setup({
    read = async () => ({}),
    pipelines = new PipelineRepository(open.database),
  }: {
    readonly read?: RecordReader['read'];
    readonly pipelines?: Pick<PipelineRepository, 'get'>;
  }) {
    const pipeline = await storedPipeline(open);
    const reader = { overlapSeconds: 0, read } as never;
    const calls = { admit: async () => 0 } as unknown as PacedCalls;
    const processor = new PollProcessor(
      runs,
      pipelines as PipelineRepository,
      {} as never,
      { callsOf: async () => calls } as unknown as RunPace,
      { send: async () => undefined } as unknown as QueueSender<TurnJob>,
      logger,
      {} as never,
      ...(Array(8).fill(reader) as [never, never, never, never, never, never, never, never]),
    );
    const [queued] = await runs.queue(pipeline.id, ['supplier'], 'schedule', 'test');
    const delays: number[] = [];
    const job = {
      data: { syncRunId: queued?.id },
      moveToDelayed: async (until: number) => void delays.push(until - Date.now()),
    } as unknown as Job;
    return { pipeline, delays, work: () => processor.process(job) };
  }

  async function runOf({ id }: StoredPipeline): Promise<SyncRunEntity> {
    const [run] = await runs.list(id, 1);
    if (!run) throw new Error('There is no run');
    return run;
  }

  const takeOver = async ({ id }: SyncRunEntity) => {
    await open.database.query('update sync_run set lease_until = now() where id = $1', [id]);
    return runs.claim(id, () => 0);
  };

  it('keeps it for as long as a step takes, however long', async () => {
    const { pipeline, work } = await setup({
      read: async ({ run }) => {
        const renewed = async () => Number((await runOf(pipeline)).leaseUntil) > Number(run.leaseUntil) + 500;
        while (!(await renewed()));
        return {};
      },
    });
    await work();
    expect((await runOf(pipeline)).state).toBe('succeeded');
  });

  it('G1f lets go of it at once where the database goes away before the reading has begun', async () => {
    const { pipeline, delays, work } = await setup({ pipelines: { get: () => Promise.reject(away()) } });
    await expect(work()).rejects.toThrow(DelayedError);
    expect(delays).toHaveLength(1);
    expect((await runOf(pipeline)).leaseUntil).toBeNull();
  });

  it('P7 leaves it to whoever took it over while the database was away, and that is no failure', async () => {
    const { pipeline, work } = await setup({
      read: async ({ run }) => {
        if (!(await takeOver(run))) throw new Error('The run could not be taken over');
        throw away();
      },
    });
    await work();
    expect(await runOf(pipeline)).toMatchObject({ state: 'running', failures: 0, leaseToken: '2' });
  });
});
