import { describe, expect, it } from '@jest/globals';
import { marker } from '#libs/domain';
import { findByMarker, findVendorsByName, type Sought } from './look-up.js';
import type { QuickBooksClient, WireObject } from './quickbooks.client.js';

const ours = marker({ realmId: '1', kind: 'bill', sourceKey: 'a' });
const sought: Sought = { marker: ours, vendorId: '56', documentNumber: 'INV-7781', date: '2026-10-05' };

function clientWith(answer: (statement: string) => readonly WireObject[]) {
  const statements: string[] = [];
  const client = {
    select: async (_entity: string, statement: string) => {
      statements.push(statement);
      return answer(statement);
    },
  } as unknown as QuickBooksClient;
  return { client, statements };
}

async function statementsFor(changes: Partial<Sought>): Promise<string[]> {
  const { client, statements } = clientWith(() => []);
  await findByMarker(client, 'Bill', { ...sought, ...changes });
  return statements;
}

describe('a look-up of bills', () => {
  it('asks by number, and by vendor and date', async () => {
    expect(await statementsFor({})).toEqual([
      "SELECT * FROM Bill WHERE DocNumber = 'INV-7781' ORDERBY Id STARTPOSITION 1 MAXRESULTS 1000",
      "SELECT * FROM Bill WHERE VendorRef = '56' AND TxnDate = '2026-10-05' ORDERBY Id STARTPOSITION 1 MAXRESULTS 1000",
    ]);
  });

  it.each([
    [{ documentNumber: null }, 1],
    [{ vendorId: null }, 1],
    [{ date: null }, 1],
    [{ documentNumber: null, date: null }, 0],
  ])('asks with what is known: %j', async (changes, count) => {
    expect(await statementsFor(changes)).toHaveLength(count);
  });

  it.each([
    ["O'Neil-1", "O\\'Neil-1"],
    ['a\\b', 'a\\\\b'],
    ["a\\' OR Id > '0", "a\\\\\\' OR Id > \\'0"],
    ['50% _*"', '50% _*"'],
  ])('cannot be led astray by the number %j', async (documentNumber, quoted) => {
    const [statement] = await statementsFor({ documentNumber });
    expect(statement).toContain(`DocNumber = '${quoted}' ORDERBY`);
  });

  it('takes only bills with the very marker, each once', async () => {
    const { client } = clientWith((statement) => [
      { Id: '1', PrivateNote: `checked by Ann ${ours}, thanks` },
      { Id: '2', PrivateNote: ours.toUpperCase() },
      { Id: '3', PrivateNote: ours.slice(0, -1) },
      { Id: '4', PrivateNote: marker({ realmId: '1', kind: 'bill', sourceKey: 'b' }) },
      { Id: '5' },
      ...(statement.includes('TxnDate') ? [{ Id: '6', PrivateNote: ours }] : []),
    ]);
    expect((await findByMarker(client, 'Bill', sought)).map(({ Id }) => Id)).toEqual(['1', '6']);
  });

  it('G3 reads every page: the bill may stand on the last', async () => {
    const page = Array.from({ length: 1000 }, (_, index) => ({ Id: `p${index}` }));
    const { client, statements } = clientWith((statement) =>
      statement.includes('STARTPOSITION 2001') ? [{ Id: 'ours', PrivateNote: ours }] : page,
    );
    const found = await findByMarker(client, 'Bill', { ...sought, documentNumber: null });
    expect(found.map(({ Id }) => Id)).toEqual(['ours']);
    expect(statements).toHaveLength(3);
  });

  it('does not call a bill missing that it could not look for', async () => {
    const page = Array.from({ length: 1000 }, () => ({ Id: 'x' }));
    const { client } = clientWith(() => page);
    await expect(findByMarker(client, 'Bill', sought)).rejects.toMatchObject({ failure: 'unknown' });
  });
});

describe('a look-up of vendors', () => {
  it('asks by name, inactive ones too', async () => {
    const { client, statements } = clientWith(() => [{ Id: '5' }]);
    expect(await findVendorsByName(client, "O'Neil \\ Sons")).toEqual([{ Id: '5' }]);
    expect(statements).toEqual([
      "SELECT * FROM Vendor WHERE DisplayName = 'O\\'Neil \\\\ Sons' AND Active IN (true, false)",
    ]);
  });
});
