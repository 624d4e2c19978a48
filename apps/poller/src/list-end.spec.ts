import { describe, expect, it } from '@jest/globals';
import type { PinoLogger } from 'nestjs-pino';
import type { Cin7Accounts } from '#libs/cin7';
import type { ConnectionRepository, SourceRecordRepository, SyncRunRepository } from '#libs/persistence';
import type { MapJob, QueueSender } from '#libs/queues';
import { PurchaseReader } from './purchase.reader.js';
import type { Reading } from './record.reader.js';
import { SupplierReader } from './supplier.reader.js';

const TOTAL = 5;

/** A Cin7 that serves two rows a page, however many are asked for. */
function pageOf({ page }: { readonly page: number }) {
  const ids = Array.from({ length: TOTAL }, (_, index) => `${index + 1}`);
  const rows = ids.slice((page - 1) * 2, page * 2).map((ID) => ({ ID }));
  return Promise.resolve({ total: TOTAL, rows });
}

const saved: string[] = [];
const note = (_sql: unknown, _pipeline: string, _type: string, rows: readonly { sourceId: string }[]) => {
  saved.push(...rows.map(({ sourceId }) => sourceId));
  return Promise.resolve([]);
};
const client = { suppliers: pageOf, purchases: pageOf };
const accounts = { client: () => client } as unknown as Cin7Accounts;
const connections = { cin7Keys: () => Promise.resolve({}) } as unknown as ConnectionRepository;
const runs = {
  advance: (_run: unknown, _progress: unknown, save: (manager: unknown) => Promise<void>) => save({}),
} as unknown as SyncRunRepository;
const records = {
  saveWhole: note,
  noteListed: note,
  dueDetails: () => Promise.resolve([]),
} as unknown as SourceRecordRepository;
const bell = { send: () => Promise.resolve() } as unknown as QueueSender<MapJob>;
const logger = { setContext() {} } as unknown as PinoLogger;
const reading = {
  run: { counts: {}, cursor: null, phase: 'list', since: null },
  pipeline: { id: 'p', cin7ConnectionId: 'c' },
  goOn: () => undefined,
} as unknown as Reading;

describe('G3 a list is read to its end where Cin7 serves smaller pages than were asked for', () => {
  it.each([
    ['suppliers', new SupplierReader(accounts, connections, runs, records, bell)],
    ['purchases', new PurchaseReader(accounts, connections, runs, records, bell, logger)],
  ])('%s', async (_what, reader) => {
    saved.length = 0;
    await reader.read(reading);
    expect(saved).toEqual(['1', '2', '3', '4', '5']);
  });
});
