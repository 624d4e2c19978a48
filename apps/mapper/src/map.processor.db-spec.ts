import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Job } from 'bullmq';
import type { PinoLogger } from 'nestjs-pino';
import {
  isAway,
  PipelineRepository,
  PostingIntentRepository,
  SourceRecordRepository,
} from '#libs/persistence';
import type { FailedJob, QueueSender, TurnJob } from '#libs/queues';
import { type OpenDatabase, openTestDatabase, storedPipeline } from '#libs/testing';
import { MapProcessor } from './map.processor.js';
import type { PurchaseMapper } from './purchase.mapper.js';
import { RecordMapper } from './record.mapper.js';
import type { SupplierMapper } from './supplier.mapper.js';

const logger = { setContext() {}, info() {}, warn() {} } as unknown as PinoLogger;
const silent = { send: () => Promise.resolve() } as unknown as QueueSender<TurnJob>;

describe('a turn of a pipeline at the mapper', () => {
  let open: OpenDatabase;
  let records: SourceRecordRepository;
  /** What went wrong, as a person would see it. */
  let kept: FailedJob[];
  /** Records in the order in which they were mapped. */
  let mapped: string[];

  beforeAll(async () => {
    open = await openTestDatabase();
    records = new SourceRecordRepository(open.database);
  }, 60_000);
  afterEach(() => open.database.query('update source_record set mapped_seq = mapping_seq'));
  afterAll(() => open?.close());

  async function turn(pipelineId: string, map: () => Promise<null>): Promise<void> {
    kept = [];
    mapped = [];
    const noting = {
      map: (record: { sourceId: string }) => {
        mapped.push(record.sourceId);
        return map();
      },
    };
    const mapper = new RecordMapper(
      records,
      new PipelineRepository(open.database),
      new PostingIntentRepository(open.database),
      noting as unknown as SupplierMapper,
      noting as unknown as PurchaseMapper,
      logger,
    );
    const processor = new MapProcessor(records, mapper, silent);
    const keep = async (failed: FailedJob) => void kept.push(failed);
    Object.assign(processor, { failures: { keep, passes: isAway } });
    const job = { data: { pipelineId, slot: 0 }, moveToDelayed: async () => undefined } as unknown as Job;
    // Each record takes ten milliseconds, on a busy machine too: thirty are more than a turn.
    const clock = jest.spyOn(performance, 'now').mockImplementation(() => mapped.length * 10);
    await processor.process(job).finally(() => clock.mockRestore());
  }

  async function suppliers(pipelineId: string, ...ids: readonly string[]): Promise<string[]> {
    const rows = ids.map((id) => ({ sourceId: id, number: id, fingerprint: 'f', payload: '{}' }));
    const saved = await records.saveWhole(open.database, pipelineId, 'supplier', rows);
    await open.database.query('update timetable set watermark = now()');
    return saved;
  }

  it('Q5 ends when it has seen every record, though those that cannot be made yet wait on', async () => {
    const { id } = await storedPipeline(open);
    const ids = Array.from({ length: 20 }, (_, place) => `S${place}`);
    const all = await suppliers(id, ...ids);
    await turn(id, () => Promise.resolve(null));
    expect([...mapped].sort()).toEqual(ids.sort());
    expect((await records.dueMappings(id, 100)).sort()).toEqual(all.sort());
    expect(await records.pipelinesToMap()).toContain(id);
  });

  it('takes first what a person waits for, then what has changed, then what was there before', async () => {
    const { id } = await storedPipeline(open);
    const late = Array.from({ length: 12 }, (_, place) => `backfill-${place}`);
    await suppliers(id, ...late, 'live', 'operator');
    const lane = (sourceIds: readonly string[], to: number) =>
      open.database.query('update source_record set lane = $2 where source_id = any($1)', [sourceIds, to]);
    await lane(late, 2);
    await lane(['live'], 1);
    await lane(['operator'], 0);
    await turn(id, () => Promise.resolve(null));
    // Eight are mapped side by side, in no order among themselves.
    expect(mapped.slice(0, 8)).toEqual(expect.arrayContaining(['operator', 'live']));
  });

  it('G3f does not hold a deadlock against a record: it is due again at once', async () => {
    const { id } = await storedPipeline(open);
    const all = await suppliers(id, 'S1', 'S2');
    const deadlock = Object.assign(new Error('deadlock detected'), { code: '40P01' });
    await turn(id, () => Promise.reject(deadlock));
    expect(mapped).toHaveLength(2);
    expect(kept).toEqual([]);
    expect((await records.dueMappings(id, 10)).sort()).toEqual(all.sort());
  });

  it('G10 goes on with the next where one fails in a way nobody foresaw, which says so in the database', async () => {
    const { id } = await storedPipeline(open);
    const all = await suppliers(id, 'S1', 'S2');
    await turn(id, () => Promise.reject(new TypeError('a mistake of ours')));
    expect(kept.map(({ subjectId, reason }) => [subjectId, reason]).sort()).toEqual(
      all.map((record) => [record, 'a mistake of ours']).sort(),
    );
    expect(await records.dueMappings(id, 10)).toEqual([]);
    const stored = await open.database.query(
      'select mapping_error, mapping_failures from source_record where pipeline_id = $1',
      [id],
    );
    expect(stored).toEqual(Array(2).fill({ mapping_error: 'a mistake of ours', mapping_failures: 1 }));
  });
});
