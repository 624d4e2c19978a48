import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Job } from 'bullmq';
import type { PinoLogger } from 'nestjs-pino';
import { PipelineRepository, PostingIntentRepository, SourceRecordRepository } from '#libs/persistence';
import type { MapJob, QueueSender, WriteJob } from '#libs/queues';
import { type OpenDatabase, openTestDatabase, storedPipeline } from '#libs/testing';
import { MapProcessor } from './map.processor.js';
import type { PurchaseMapper } from './purchase.mapper.js';
import type { SupplierMapper } from './supplier.mapper.js';

const logger = { setContext() {}, info() {}, warn() {} } as unknown as PinoLogger;
const silent = { send: () => Promise.resolve() } as unknown as QueueSender<WriteJob> & QueueSender<MapJob>;

describe('mapping a record', () => {
  let open: OpenDatabase;

  beforeAll(async () => {
    open = await openTestDatabase();
  }, 60_000);

  afterEach(() => open.database.query('update source_record set mapped_seq = mapping_seq'));

  afterAll(() => open?.close());

  function mappingBy(records: SourceRecordRepository, map: () => Promise<null>): MapProcessor {
    return new MapProcessor(
      records,
      new PipelineRepository(open.database),
      new PostingIntentRepository(open.database),
      { map } as unknown as SupplierMapper,
      { map } as unknown as PurchaseMapper,
      silent,
      silent,
      logger,
    );
  }

  it('Q5 that cannot be made yet does not keep those of another pipeline from their turn', async () => {
    const records = new SourceRecordRepository(open.database);
    const row = { sourceId: 'S1', number: 'S1', fingerprint: 'f', payload: '{}' };
    const readIn = async (): Promise<string> => {
      const { id } = await storedPipeline(open);
      const [record = ''] = await records.saveWhole(open.database, id, 'supplier', [row]);
      return record;
    };
    const all = [await readIn(), await readIn()];
    await open.database.query('update timetable set watermark = now()');
    const processor = mappingBy(records, () => Promise.resolve(null));
    const [first = ''] = await records.dueMappings(1);
    await processor.process({ data: { sourceRecordId: first } } as Job);
    expect(await records.dueMappings(1)).toEqual(all.filter((id) => id !== first));
    expect((await records.dueMappings(2)).sort()).toEqual(all.sort());
  });

  it('G10 that fails in a way nobody foresaw says so in the database and is tried ever more rarely', async () => {
    const pipeline = await storedPipeline(open);
    await open.database.query('update timetable set watermark = now()');
    const records = new SourceRecordRepository(open.database);
    const processor = mappingBy(records, () => Promise.reject(new TypeError('a mistake of ours')));
    const row = { sourceId: 'S1', number: 'S1', fingerprint: 'f', payload: '{}' };
    const [sourceRecordId = ''] = await records.saveWhole(open.database, pipeline.id, 'supplier', [row]);
    expect(await records.dueMappings(10)).toEqual([sourceRecordId]);
    await expect(processor.process({ data: { sourceRecordId } } as Job)).rejects.toThrow('a mistake of ours');
    expect(await records.dueMappings(10)).toEqual([]);
    const [stored] = await open.database.query(
      'select mapping_error, mapping_failures from source_record where id = $1',
      [sourceRecordId],
    );
    expect(stored).toEqual({ mapping_error: 'a mistake of ours', mapping_failures: 1 });
  });
});
