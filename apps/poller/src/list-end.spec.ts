import { beforeEach, describe, expect, it } from '@jest/globals';
import type { PinoLogger } from 'nestjs-pino';
import type { Cin7Accounts } from '#libs/cin7';
import {
  type ConnectionRepository,
  counted,
  type PipelineRepository,
  type RunProgress,
  type SourceRecordRepository,
  type SyncRunCounts,
  type SyncRunRepository,
} from '#libs/persistence';
import type { QueueSender, TurnJob } from '#libs/queues';
import { PurchaseReader } from './purchase.reader.js';
import type { Reading } from './record.reader.js';
import { SupplierReader } from './supplier.reader.js';
import { SupplierCreditNoteReader } from './supplier-credit-note.reader.js';

const TOTAL = 5;

/** A Cin7 that serves two rows a page, however many are asked for. */
function pageOf({ page }: { readonly page: number }) {
  const ids = Array.from({ length: TOTAL }, (_, index) => `${index + 1}`);
  const rows = ids.slice((page - 1) * 2, page * 2).map((ID) => ({ ID }));
  return Promise.resolve({ total: TOTAL, rows });
}

const saved: string[] = [];
const seen = new Set<string>();
const note = (_sql: unknown, _pipeline: string, _type: string, rows: readonly { sourceId: string }[]) => {
  saved.push(...rows.map(({ sourceId }) => sourceId));
  return Promise.resolve([]);
};
/** A Cin7 that lists what was changed last at the end: after page 1, document 1 is changed, and all behind it move up. */
function movingPageOf({ page }: { readonly page: number }) {
  asked += 1;
  const ids = asked === 1 ? ['1', '2', '3', '4', '5'] : ['2', '3', '4', '5', '1'];
  const rows = ids.slice((page - 1) * 2, page * 2).map((ID) => ({ ID }));
  return Promise.resolve({ total: TOTAL, rows });
}

/** A Cin7 that says one document twice on each page. */
function repeatingPageOf({ page }: { readonly page: number }) {
  asked += 1;
  return Promise.resolve({ total: TOTAL, rows: page > 2 ? [] : [{ ID: 'a' }, { ID: 'a' }] });
}

let asked = 0;
let serve: typeof pageOf = pageOf;
const page = (query: { readonly page: number }) => serve(query);
const client = {
  suppliers: page,
  purchases: page,
  creditNotes: page,
  company: () => Promise.resolve({ lockDate: null }),
};
const accounts = { client: () => client } as unknown as Cin7Accounts;
const connections = { cin7Keys: () => Promise.resolve({}) } as unknown as ConnectionRepository;
const pipelines = { noteCin7LockDate: () => Promise.resolve() } as unknown as PipelineRepository;
const runs = {
  advance: async (
    _run: unknown,
    { counts }: RunProgress,
    save: (manager: unknown) => Promise<SyncRunCounts>,
  ) => counted(counts, await save({})),
  countSeen: async (_run: unknown, ids: readonly string[]) => {
    const fresh = new Set(ids.filter((id) => !seen.has(id)));
    return ids.length - fresh.size;
  },
  noteSeen: async (_sql: unknown, _run: unknown, ids: readonly string[]) => {
    for (const id of ids) seen.add(id);
  },
  forgetSeen: async () => seen.clear(),
} as unknown as SyncRunRepository;
const records = {
  saveWhole: note,
  noteListed: note,
  dueDetails: () => Promise.resolve([]),
  readAgainForFiles: () => Promise.resolve(),
} as unknown as SourceRecordRepository;
const bell = { send: () => Promise.resolve() } as unknown as QueueSender<TurnJob>;
const logger = { setContext() {} } as unknown as PinoLogger;
const reading = {
  run: { counts: {}, cursor: null, phase: 'list', since: null },
  pipeline: { id: 'p', cin7ConnectionId: 'c' },
  goOn: async () => undefined,
  beforeCall: async () => undefined,
} as unknown as Reading;

const purchases = new PurchaseReader(accounts, connections, pipelines, runs, records, bell, logger);
const creditNotes = new SupplierCreditNoteReader(
  accounts,
  connections,
  pipelines,
  runs,
  records,
  bell,
  logger,
);
const readers = [
  ['suppliers', new SupplierReader(accounts, connections, runs, records, bell)],
  ['purchases', purchases],
] as const;

beforeEach(() => {
  asked = 0;
  saved.length = 0;
  seen.clear();
});

describe('G3 a list is read to its end where Cin7 serves smaller pages than were asked for', () => {
  it.each(readers)('%s', async (_what, reader) => {
    serve = pageOf;
    await reader.read(reading);
    expect(saved).toEqual(['1', '2', '3', '4', '5']);
  });
});

describe('G5 a list that moved under the paging is read again', () => {
  it.each(readers)('%s', async (_what, reader) => {
    serve = movingPageOf;
    const counts = await reader.read(reading);
    expect([...new Set(saved)].sort()).toEqual(['1', '2', '3', '4', '5']);
    expect(counts.listed).toBe(TOTAL);
  });

  it.each(readers)('but not for ever: %s', async (_what, reader) => {
    serve = repeatingPageOf;
    await reader.read(reading);
    expect(asked).toBe(9);
  });
});

describe('P1 a document that two lists show is read by one of them', () => {
  const rows = [
    { ID: '1', Type: 'Simple Purchase' },
    { ID: '2', Type: 'Credit Note' },
    { ID: '3', Type: 'Purchase Credit Note' },
    { ID: '4', Type: 'Advanced Purchase' },
    { ID: '5' },
  ];

  it.each([
    ['purchases, those with a credit note included', purchases, ['1', '4', '5']],
    ['credits that stand alone', creditNotes, ['2', '3']],
  ] as const)('%s', async (_what, reader, expected) => {
    serve = () => Promise.resolve({ total: rows.length, rows });
    await reader.read(reading);
    expect(saved).toEqual(expected);
  });
});
