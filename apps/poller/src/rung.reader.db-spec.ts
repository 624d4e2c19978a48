import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { PinoLogger } from 'nestjs-pino';
import { type Cin7Accounts, type Cin7Client, RemoteError } from '#libs/cin7';
import {
  ConnectionRepository,
  PipelineRepository,
  RungDocumentRepository,
  SourceRecordRepository,
  SyncRunRepository,
  WebhookInboxRepository,
  WebhookMarkRepository,
} from '#libs/persistence';
import type { PollJob, QueueSender, TurnJob } from '#libs/queues';
import { type OpenDatabase, openTestDatabase, type StoredPipeline, storedPipeline } from '#libs/testing';
import { PacedError } from './record.reader.js';
import { RungReader } from './rung.reader.js';

const PART = 'aaaaaaaa-0000-4000-8000-000000000001';
const PO = 'bbbbbbbb-0000-4000-8000-000000000001';
const silent = { setContext: () => undefined, warn: () => undefined } as unknown as PinoLogger;

describe('what webhooks rang for', () => {
  let open: OpenDatabase;
  let pipeline: StoredPipeline;
  let runs: SyncRunRepository;
  let records: SourceRecordRepository;
  let marks: WebhookMarkRepository;
  let inbox: WebhookInboxRepository;
  let asked: string[];
  let rung: string[];
  let polls: string[];
  let purchases: Record<string, unknown>[];
  let failure: RemoteError | null;
  let searchFailure: RemoteError | null;

  beforeAll(async () => {
    open = await openTestDatabase();
    runs = new SyncRunRepository(open.database);
    records = new SourceRecordRepository(open.database);
    marks = new WebhookMarkRepository(open.database);
    inbox = new WebhookInboxRepository(open.database);
  }, 60_000);
  beforeEach(async () => {
    pipeline = await storedPipeline(open);
    asked = [];
    rung = [];
    polls = [];
    purchases = [{ ID: PO, OrderNumber: 'PO-1', Type: 'Simple Purchase', Status: 'ORDERED' }];
    failure = null;
    searchFailure = null;
  });
  afterAll(() => open?.close());

  const told = (
    id: string,
    number: string | null = 'PO-1',
    recordType: 'purchase' | 'supplier' = 'purchase',
  ) =>
    inbox.takeCin7([
      { pipelineId: pipeline.id, key: crypto.randomUUID(), type: 't', hints: [{ recordType, id, number }] },
    ]);

  async function read() {
    const client: Partial<Cin7Client> = {
      numbered: async (number) => {
        asked.push(`search ${number}`);
        if (searchFailure) throw searchFailure;
        return purchases.find(({ OrderNumber }) => OrderNumber === number) ?? null;
      },
      purchase: async (id, shape) => {
        asked.push(`purchase ${id} ${shape}`);
        if (failure) throw failure;
        const found = purchases.find(({ ID }) => ID === id);
        if (!found) throw new RemoteError('rejected', 'not found');
        return JSON.stringify(found);
      },
      supplier: async (id) => {
        asked.push(`supplier ${id}`);
        return { ID: id, Name: 'Tidewater' };
      },
    };
    const reader = new RungReader(
      { client: () => client } as unknown as Cin7Accounts,
      new ConnectionRepository(open.database, open.vault),
      runs,
      marks,
      new RungDocumentRepository(open.database),
      records,
      {
        send: async (...jobs: unknown[]) => void rung.push(...jobs.map((job) => JSON.stringify(job))),
      } as unknown as QueueSender<TurnJob>,
      {
        send: async (...jobs: PollJob[]) => void polls.push(...jobs.map(({ syncRunId }) => syncRunId)),
      } as unknown as QueueSender<PollJob>,
      silent,
    );
    await marks.queueCin7Runs(pipeline.id);
    const [{ id }] = await open.database.query(
      `select id from sync_run where pipeline_id = $1 and record_type = 'cin7-rung' and state in ('queued', 'running')`,
      [pipeline.id],
    );
    const run = await runs.claim(id, () => reader.overlapSeconds);
    if (!run) throw new Error('The run could not be claimed');
    try {
      const counts = await reader.read({
        run,
        pipeline: await new PipelineRepository(open.database).get(pipeline.id),
        goOn: async () => undefined,
        beforeCall: async () => undefined,
      });
      await runs.succeed(run, counts);
      return counts;
    } catch (error) {
      await runs.postpone(run, 0, null);
      throw error;
    }
  }

  const stored = () =>
    open.database.query(
      `select source_id, record_type, version, detail_seq > detailed_seq as due from source_record where pipeline_id = $1`,
      [pipeline.id],
    );
  const waiting = async () => (await marks.ofCin7(pipeline.id, 1_000)).length;

  it('is one call for a purchase that we know, and nothing more for the same content', async () => {
    await told(PO);
    await read();
    asked = [];
    rung = [];
    await told(PO);
    expect(await read()).toMatchObject({ details: 1, changed: 0 });
    expect(asked).toEqual([`purchase ${PO} Simple Purchase`]);
    expect(rung).toEqual([]);
    purchases = [{ ...purchases[0], Status: 'RECEIVED' }];
    await open.database.query('update source_record set lane = 2 where pipeline_id = $1', [pipeline.id]);
    await told(PO);
    expect(await read()).toMatchObject({ details: 1, changed: 1 });
    expect(rung).toHaveLength(1);
    expect(await stored()).toMatchObject([{ source_id: PO, version: 2, due: false }]);
    // It does not stand behind what a first reading has left.
    const [{ lane }] = await open.database.query('select lane from source_record where pipeline_id = $1', [
      pipeline.id,
    ]);
    expect(lane).toBe(1);
  });

  it('is found by its number where the id is that of a part, and searched for where it is new', async () => {
    await told(PART);
    expect(await read()).toMatchObject({ details: 1, changed: 1 });
    expect(asked).toEqual(['search PO-1', `purchase ${PO} Simple Purchase`]);
    asked = [];
    await told(PART);
    await read();
    expect(asked).toEqual([`purchase ${PO} Simple Purchase`]);
  });

  it('is kept with the credits where it stands alone', async () => {
    purchases = [{ ID: PO, OrderNumber: 'PO-1', Type: 'Purchase Credit Note', Status: 'CREDITED' }];
    await told(PART);
    await read();
    const [{ record_type }] = await stored();
    expect(['purchase', 'supplier-credit-note']).toContain(record_type);
  });

  it('G7 that is not there leaves nothing behind', async () => {
    await told(PART, 'PO-99');
    await told(PART, null);
    expect(await read()).toMatchObject({ unresolved: 1 });
    expect(await stored()).toEqual([]);
    expect(await waiting()).toBe(0);
  });

  it('may be a supplier', async () => {
    await told(PO, null, 'supplier');
    expect(await read()).toMatchObject({ details: 1, changed: 1 });
    expect(asked).toEqual([`supplier ${PO}`]);
    expect(await stored()).toMatchObject([{ record_type: 'supplier', version: 1 }]);
  });

  it('G10 that cannot be read is tried again by later runs, and keeps no other waiting', async () => {
    failure = new RemoteError('rejected', 'broken');
    await told(PO);
    await told(PO, null, 'supplier');
    expect(await read()).toMatchObject({ failed: 1, details: 1 });
    expect(await waiting()).toBe(0);
    expect(
      (await stored()).find(({ record_type }: { record_type: string }) => record_type === 'purchase'),
    ).toMatchObject({
      due: true,
    });
  });

  it('G9 waits while Cin7 asks for a pause, and is read then', async () => {
    failure = new RemoteError('throttled', 'wait', { retryAfterMs: 1 });
    await told(PO);
    await expect(read()).rejects.toThrow('wait');
    expect(await waiting()).toBe(1);
    failure = null;
    expect(await read()).toMatchObject({ changed: 1 });
    expect(await waiting()).toBe(0);
  });

  it('G9 is left to the list where it cannot be found because Cin7 fails', async () => {
    searchFailure = new RemoteError('unknown', 'Cin7 failed (502)');
    await told(PART);
    await read();
    expect(polls).toHaveLength(2);
    expect(await waiting()).toBe(0);
  });

  it('G9 G10 stays marked where that list is being read already, and keeps no other waiting', async () => {
    searchFailure = new RemoteError('unknown', 'Cin7 failed (502)');
    await told(PART);
    await told(PO, null, 'supplier');
    const [list] = await runs.queue(pipeline.id, ['purchase'], 'operator', 'test');
    await runs.claim(list?.id ?? '', () => 0);
    await expect(read()).rejects.toThrow(PacedError);
    expect(await stored()).toMatchObject([{ record_type: 'supplier' }]);
    expect(await waiting()).toBe(1);
    searchFailure = null;
    expect(await read()).toMatchObject({ changed: expect.any(Number) });
    expect(await waiting()).toBe(0);
  });

  it('G10 whose detail Cin7 fails to give is due with its list', async () => {
    failure = new RemoteError('unknown', 'Cin7 failed (500)');
    await told(PO);
    expect(await read()).toMatchObject({ failed: 1 });
    expect(await stored()).toMatchObject([{ record_type: 'purchase', due: true }]);
    expect(await waiting()).toBe(0);
  });

  it('waits where it is a flood and the list is being read already, and costs no call', async () => {
    const [list] = await runs.queue(pipeline.id, ['purchase'], 'operator', 'test');
    await runs.claim(list?.id ?? '', () => 0);
    for (let count = 0; count < 201; count += 1) await told(crypto.randomUUID(), `PO-Y${count}`);
    await expect(read()).rejects.toThrow(PacedError);
    expect(asked).toEqual([]);
    expect(await waiting()).toBe(201);
  });

  it('moves no watermark', async () => {
    await told(PO);
    await read();
    const moved = await open.database.query(
      'select 1 from timetable where pipeline_id = $1 and watermark is not null',
      [pipeline.id],
    );
    expect(moved).toEqual([]);
  });

  it('is left to the lists where it is a flood', async () => {
    for (let count = 0; count < 30; count += 1) await told(crypto.randomUUID(), `PO-X${count}`);
    await read();
    expect(asked).toEqual([]);
    expect(polls).toHaveLength(2);
    expect(await waiting()).toBe(0);
  });
});
