import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import QuickBooks from 'node-quickbooks';
import { startQuickBooksSandbox } from '../../apps/sandbox/src/quickbooks/server.js';

const DEMO = '9130350000000001';

type Facts = Record<string, unknown>;
type Answer = (error: unknown, facts: Facts) => void;

/** The calls of the library that are judged here; its own types know less than it can do. */
interface Library {
  token: string;
  refreshAccessToken(answer: Answer): void;
  createVendor(vendor: Facts, answer: Answer): void;
  createBill(bill: Facts, answer: Answer): void;
  updateBill(bill: Facts, answer: Answer): void;
  deleteBill(bill: Facts, answer: Answer): void;
  getBill(id: unknown, answer: Answer): void;
  findBills(criteria: unknown, answer: Answer): void;
  findVendors(criteria: unknown, answer: Answer): void;
  changeDataCapture(entities: string[], since: Date, answer: Answer): void;
  batch(items: Facts[], answer: Answer): void;
}

const promised = (ask: (answer: Answer) => void): Promise<Facts> =>
  new Promise((resolve, reject) => {
    ask((error, facts) => (error ? reject(error) : resolve(facts)));
  });

/** A library that others wrote from the real service: it must find itself at home in the emulator. */
describe('node-quickbooks', () => {
  let sandbox: { port: number; close(): Promise<void> };
  let quickBooks: Library;

  beforeAll(async () => {
    sandbox = await startQuickBooksSandbox({ port: 0, sideDoor: true, callsPerMinute: 0, callsPerSecond: 0 });
    const origin = `http://127.0.0.1:${sandbox.port}`;
    Object.assign(QuickBooks, {
      V3_ENDPOINT_BASE_URL: `${origin}/v3/company/`,
      TOKEN_URL: `${origin}/oauth2/v1/tokens/bearer`,
    });
    /** Its types describe a module of another kind than what Node loads. */
    const Client = QuickBooks as unknown as new (...settings: unknown[]) => Library;
    quickBooks = new Client(
      'sandbox-client',
      'sandbox-secret',
      'none-yet',
      false,
      DEMO,
      true,
      false,
      75,
      '2.0',
      'sandbox-refresh-token-0001',
    );
    await promised((answer) => quickBooks.refreshAccessToken(answer));
  });
  afterAll(() => sandbox.close());

  const vendorId = async (): Promise<unknown> => {
    const vendor = await promised((answer) =>
      quickBooks.createVendor({ DisplayName: `Judge ${Math.random()}` }, answer),
    );
    return vendor.Id;
  };

  const aBill = async (changes: Facts = {}): Promise<Facts> => ({
    VendorRef: { value: await vendorId() },
    Line: [
      {
        Amount: 12.34,
        DetailType: 'AccountBasedExpenseLineDetail',
        AccountBasedExpenseLineDetail: { AccountRef: { value: '70' } },
      },
    ],
    ...changes,
  });

  it('creates, reads, sparsely updates and deletes a bill', async () => {
    const body = await aBill({ DocNumber: 'J-1' });
    const bill = await promised((answer) => quickBooks.createBill(body, answer));
    expect(bill).toMatchObject({ SyncToken: '0', TotalAmt: 12.34 });
    const note = { Id: bill.Id, SyncToken: '0', VendorRef: bill.VendorRef, PrivateNote: 'judged' };
    const updated = await promised((answer) => quickBooks.updateBill(note, answer));
    expect(updated).toMatchObject({ SyncToken: '1', PrivateNote: 'judged', DocNumber: 'J-1' });
    const read = await promised((answer) => quickBooks.getBill(bill.Id, answer));
    expect(read).toEqual(updated);
    const deleted = await promised((answer) => quickBooks.deleteBill(read, answer));
    expect(deleted).toMatchObject({ Bill: { status: 'Deleted', Id: bill.Id } });
  });

  it('is told of a stale SyncToken', async () => {
    const body = await aBill();
    const bill = await promised((answer) => quickBooks.createBill(body, answer));
    const change = (PrivateNote: string): Facts => ({
      Id: bill.Id,
      SyncToken: '0',
      VendorRef: bill.VendorRef,
      PrivateNote,
    });
    await promised((answer) => quickBooks.updateBill(change('one'), answer));
    await expect(promised((answer) => quickBooks.updateBill(change('two'), answer))).rejects.toMatchObject({
      response: {
        status: 400,
        data: { Fault: { Error: [{ code: '5010', Message: 'Stale Object Error' }] } },
      },
    });
  });

  it('sends a request id once and gets the same bill twice', async () => {
    const body = await aBill();
    const once = await promised((answer) => quickBooks.createBill({ ...body, requestId: 'judge-1' }, answer));
    const twice = await promised((answer) =>
      quickBooks.createBill({ ...body, requestId: 'judge-1' }, answer),
    );
    expect(twice.Id).toBe(once.Id);
  });

  it('finds by criteria, with apostrophes and with pages', async () => {
    const named = await promised((answer) =>
      quickBooks.findVendors({ DisplayName: "O'Malley Rope Works" }, answer),
    );
    expect(named).toMatchObject({ QueryResponse: { Vendor: [{ DisplayName: "O'Malley Rope Works" }] } });
    const everyone = await promised((answer) => quickBooks.findVendors({ fetchAll: true, limit: 5 }, answer));
    const { Vendor } = everyone.QueryResponse as { Vendor: unknown[] };
    expect(Vendor.length).toBeGreaterThan(15);
    const counted = await promised((answer) => quickBooks.findBills([{ count: true }], answer));
    expect(counted).toMatchObject({ QueryResponse: { totalCount: expect.any(Number) } });
  });

  it('reads change data capture and runs a batch', async () => {
    const changes = await promised((answer) =>
      quickBooks.changeDataCapture(['bill', 'vendor'], new Date(Date.now() - 60_000), answer),
    );
    expect(changes).toMatchObject({ CDCResponse: [{ QueryResponse: [{}, { Vendor: expect.any(Array) }] }] });
    const items = [{ bId: 'one', operation: 'create', Vendor: { DisplayName: 'Batch Judge' } }];
    const batch = await promised((answer) => quickBooks.batch(items, answer));
    expect(batch).toMatchObject({
      BatchItemResponse: [{ bId: 'one', Vendor: { DisplayName: 'Batch Judge' } }],
    });
  });
});
