import { describe, expect, it } from '@jest/globals';
import type { MirroredObject } from '#libs/domain';
import {
  type ConnectionRepository,
  counted,
  type Mark,
  type OrderDriftRepository,
  type PipelineEntity,
  type QuickBooksObjectRepository,
  type RunProgress,
  type SourceRecordRepository,
  type SyncRunCounts,
  type SyncRunEntity,
  type SyncRunRepository,
  type WebhookMarkRepository,
} from '#libs/persistence';
import { QUERIED_ENTITIES, type QuickBooksCompanies, RemoteError, type WireObject } from '#libs/quickbooks';
import { QuickBooksReader } from './quickbooks.reader.js';

const DAY_MS = 86_400_000;

/** A company whose answers are given, and a note of what was asked and saved. */
function setup(company: {
  changed?: Record<string, number>;
  deleted?: Record<string, readonly string[]>;
  pages?: Record<string, number>;
  without?: string;
  readAt?: Record<string, Date>;
  marked?: string;
}) {
  const asked: string[] = [];
  const saved: string[] = [];
  const deleted: string[] = [];
  const cursors: (string | null)[] = [];
  const objects = (entity: string, count: number): WireObject[] =>
    Array.from({ length: count }, (_, index) => ({ Id: `${entity}-${index}`, SyncToken: '0' }));
  const client = {
    preferences: async () => {
      asked.push('preferences');
      return { Id: '1' };
    },
    page: async (entity: string, position: number) => {
      if (entity === company.without) throw new RemoteError('rejected', 'not supported');
      asked.push(`page ${entity} ${position}`);
      return objects(entity, Math.min(1_000, Math.max(0, (company.pages?.[entity] ?? 0) - position + 1)));
    },
    changes: async (entities: readonly string[]) => {
      if (company.without && entities.includes(company.without))
        throw new RemoteError('rejected', 'not supported');
      asked.push(`changes ${entities.join(',')}`);
      let room = 1_000;
      return entities.map((entity) => {
        const count = Math.min(room, company.changed?.[entity] ?? 0);
        room -= count;
        const gone = (company.deleted?.[entity] ?? []).map((Id) => ({ Id, status: 'Deleted' }));
        return { entity, objects: [...objects(entity, count), ...gone] };
      });
    },
  };
  const released: string[] = [];
  const marks = [company.marked ?? 'Bill/1'].map(
    (sourceId): Mark => ({ recordType: 'quickbooks-object', sourceId, number: null, seq: '3' }),
  );
  const cleared: Mark[] = [];
  const reader = new QuickBooksReader(
    { client: () => client } as unknown as QuickBooksCompanies,
    { get: async () => ({ id: 'c', account: 'realm' }) } as unknown as ConnectionRepository,
    {
      advance: async (
        _run: unknown,
        { cursor, counts }: RunProgress,
        save: (sql: unknown) => Promise<SyncRunCounts>,
      ) => {
        cursors.push(cursor);
        return counted(counts, await save({}));
      },
    } as unknown as SyncRunRepository,
    {
      save: async (_sql: unknown, _connection: string, rows: readonly MirroredObject[]) => {
        saved.push(...rows.map(({ entity }) => entity));
        const gone = rows.filter((row) => row.deleted);
        deleted.push(...gone.map(({ entity, quickBooksId }) => `${entity} ${quickBooksId}`));
        return rows.length;
      },
      readAt: async () => new Map(Object.entries(company.readAt ?? {})),
      heldFor: async () => new Set(),
    } as unknown as QuickBooksObjectRepository,
    {
      releaseVendors: async (_sql: unknown, _pipeline: string, vendors: readonly MirroredObject[]) => {
        released.push(...vendors.map(({ quickBooksId }) => quickBooksId));
      },
    } as unknown as SourceRecordRepository,
    { releaseChanged: async () => undefined } as unknown as OrderDriftRepository,
    {
      ofQuickBooks: async () => marks,
      clear: async (_pipeline: string, read: readonly Mark[]) => void cleared.push(...read),
    } as unknown as WebhookMarkRepository,
  );
  const read = (run: Partial<SyncRunEntity>) =>
    reader.read({
      run: { counts: {}, cursor: null, since: null, ...run } as SyncRunEntity,
      pipeline: { quickBooksConnectionId: 'c' } as PipelineEntity,
      goOn: async () => undefined,
      beforeCall: async () => undefined,
    });
  const savedOf = (entity: string) => saved.filter((name) => name === entity).length;
  return { read, asked, cursors, savedOf, released, deleted, marks, cleared };
}

describe('QuickBooks into the mirror', () => {
  const lately = new Date(Date.now() - DAY_MS);

  it('reads every page of every type the first time; a full page is not the end', async () => {
    const { read, savedOf, asked } = setup({ pages: { Vendor: 2_000, Account: 92 } });
    await read({ since: null });
    expect(savedOf('Vendor')).toBe(2_000);
    expect(savedOf('Account')).toBe(92);
    expect(asked).toContain('page Vendor 2001');
  });

  it('goes on within the type and at the place where it was interrupted', async () => {
    const { read, asked } = setup({ pages: { Vendor: 1_500 } });
    await read({ since: null, cursor: 'Vendor:1001' });
    expect(asked[0]).toBe('page Vendor 1001');
    expect(asked.some((question) => question.startsWith('page Account'))).toBe(false);
  });

  it('G9 clears what was marked when it began, once all is in, and not after a failure', async () => {
    const { read, marks, cleared } = setup({ changed: { Bill: 3 } });
    await read({ since: lately });
    expect(cleared).toEqual(marks);
    const broken = setup({ without: 'Bill' });
    await expect(broken.read({ since: lately })).rejects.toThrow('not supported');
    expect(broken.cleared).toEqual([]);
  });

  it('reads what a webhook told of and the changes do not, before that mark is cleared', async () => {
    const readAt = Object.fromEntries(QUERIED_ENTITIES.map((entity) => [entity, new Date()]));
    const { read, savedOf, marks, cleared } = setup({ readAt, marked: 'Preferences/1' });
    await read({ since: lately });
    expect(savedOf('Preferences')).toBe(1);
    expect(cleared).toEqual(marks);
  });

  it('asks once for all changes of all types', async () => {
    const { read, asked, savedOf } = setup({ changed: { Bill: 3, Vendor: 2 } });
    await read({ since: lately });
    expect(asked.filter((question) => question.startsWith('changes'))).toHaveLength(1);
    expect([savedOf('Bill'), savedOf('Vendor')]).toEqual([3, 2]);
  });

  it('costs one metered call while nothing has changed, and one more a day for each list without changes', async () => {
    const lists = ['TaxCode', 'TaxRate', 'CompanyInfo', 'Preferences'];
    const readAt = (when: Date) => Object.fromEntries(lists.map((entity) => [entity, when]));
    const today = setup({ readAt: readAt(new Date()) });
    await today.read({ since: lately });
    expect(today.asked).toHaveLength(1);
    const yesterday = setup({ readAt: readAt(lately) });
    await yesterday.read({ since: lately });
    expect(yesterday.asked.slice(1)).toEqual([
      'page TaxCode 1',
      'page TaxRate 1',
      'page CompanyInfo 1',
      'preferences',
    ]);
  });

  it.each([0, 600])(
    'G6 marks as deleted what the changes say is, also one type at a time (%d others)',
    async (others) => {
      const { read, deleted, savedOf } = setup({
        changed: { Bill: 3, Vendor: others, Account: others },
        deleted: { Bill: ['145'], VendorCredit: ['9'], Vendor: ['7'] },
      });
      await read({ since: lately });
      expect(deleted.sort()).toEqual(['Bill 145', 'Vendor 7', 'VendorCredit 9']);
      expect(savedOf('Bill')).toBe(4);
    },
  );

  it('G3 takes a full answer for cut short and asks for each type alone', async () => {
    const { read, savedOf } = setup({ changed: { Vendor: 600, Bill: 600 } });
    await read({ since: lately });
    expect(savedOf('Bill')).toBe(600);
    expect(savedOf('Vendor')).toBe(600);
  });

  it('G3 reads a type by pages when even alone it fills the answer', async () => {
    const { read, savedOf } = setup({ changed: { Bill: 5_000 }, pages: { Bill: 1_700 } });
    await read({ since: lately });
    expect(savedOf('Bill')).toBeGreaterThanOrEqual(1_700);
  });

  it.each([null, lately])('reads a company that has no purchase orders (since %s)', async (since) => {
    const { read, savedOf } = setup({ without: 'PurchaseOrder', changed: { Bill: 3 }, pages: { Bill: 3 } });
    await read({ since });
    expect(savedOf('Bill')).toBe(3);
  });

  it('fails where the chart of accounts is refused: without it nothing can be mapped', async () => {
    await expect(setup({ without: 'Account' }).read({ since: null })).rejects.toThrow('not supported');
  });

  it('G4 reads everything anew after a gap that CDC cannot bridge', async () => {
    const { read, asked } = setup({ pages: { Bill: 10 } });
    await read({ since: new Date(Date.now() - 29 * DAY_MS) });
    expect(asked.some((question) => question.startsWith('changes'))).toBe(false);
    expect(asked).toContain('page Bill 1');
  });

  it('has the suppliers of changed vendors mapped again: money may not be open on them any more', async () => {
    const { read, released } = setup({ changed: { Vendor: 2, Bill: 1 } });
    await read({ since: lately });
    expect(released).toHaveLength(2);
  });
});
