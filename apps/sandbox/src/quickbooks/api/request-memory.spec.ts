import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type JsonObject, objectsOf } from '../json.js';
import { aBill, type Caller, callSandbox, FIRST_REFRESH_TOKEN, firstError } from '../testing/caller.js';

describe('the memory of request ids', () => {
  let sandbox: Caller;
  beforeEach(async () => {
    sandbox = await callSandbox();
  });
  afterEach(() => sandbox.close());

  const room = (name: string): string => `/realms/${sandbox.realmId}/${name}`;
  const set = (settings: JsonObject): Promise<JsonObject> => sandbox.door('POST', room('settings'), settings);
  const billCount = async (): Promise<number> =>
    objectsOf((await sandbox.door('GET', room('ledger'))).bills).length;

  const later = async (advanceSeconds: number): Promise<void> => {
    await sandbox.door('POST', '/clock', { advanceSeconds });
    await sandbox.signIn(FIRST_REFRESH_TOKEN);
  };

  it('lasts an hour unless told otherwise, and for ever with 0', async () => {
    await sandbox.post('/bill?requestid=r', aBill());
    await later(3590);
    await sandbox.post('/bill?requestid=r', aBill());
    expect(await billCount()).toBe(1);
    await later(20);
    await sandbox.post('/bill?requestid=r', aBill());
    expect(await billCount()).toBe(2);
    await set({ requestIdsForgottenAfterMs: 0 });
    await later(3000);
    await sandbox.post('/bill?requestid=r', aBill());
    expect(await billCount()).toBe(2);
  });

  it('forgets the oldest beyond its size, so that it stays bounded', async () => {
    await set({ requestIdsMax: 2 });
    for (const id of ['a', 'b', 'c']) await sandbox.post(`/bill?requestid=${id}`, aBill());
    await sandbox.post('/bill?requestid=c', aBill());
    expect(await billCount()).toBe(3);
    await sandbox.post('/bill?requestid=a', aBill());
    expect(await billCount()).toBe(4);
  });

  it.each([
    ['replay', 200, 1],
    ['refuse', 400, 1],
    ['carry-out', 200, 2],
  ])(
    'with requestIdReused %s answers another payload with %i, and %i come of it',
    async (requestIdReused, status, count) => {
      await set({ requestIdReused });
      await sandbox.post('/bill?requestid=r', aBill());
      const reply = await sandbox.post('/bill?requestid=r', aBill({ PrivateNote: 'another' }));
      expect(reply.status).toBe(status);
      if (status === 400) expect(firstError(reply).code).toBe('600');
      expect((await sandbox.post('/bill?requestid=r', aBill())).status).toBe(200);
      expect(await billCount()).toBe(requestIdReused === 'carry-out' ? count + 1 : count);
    },
  );

  const batch = (bId: string): JsonObject => ({
    BatchItemRequest: [{ bId, operation: 'create', Bill: aBill() }],
  });

  it('takes a batch for the same only when the ids of its items are the same, too', async () => {
    await sandbox.post('/batch?requestid=r', batch('b1'));
    await sandbox.post('/batch?requestid=r', batch('b1'));
    expect(await billCount()).toBe(1);
    await sandbox.post('/batch?requestid=r', batch('b2'));
    expect(await billCount()).toBe(2);
  });

  it('refuses ids that are too long: 50 characters, 36 for a batch', async () => {
    expect((await sandbox.post(`/bill?requestid=${'x'.repeat(50)}`, aBill())).status).toBe(200);
    expect(firstError(await sandbox.post(`/bill?requestid=${'x'.repeat(51)}`, aBill())).code).toBe('2050');
    expect(firstError(await sandbox.post(`/batch?requestid=${'x'.repeat(37)}`, batch('b'))).code).toBe(
      '2050',
    );
  });
});
