import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { quickBooksEvents } from './quickbooks-events.js';

const FIXTURES = new URL('../../../../shared/fixtures/quickbooks/webhooks/', import.meta.url);
const areThere = existsSync(FIXTURES);
if (!areThere)
  console.warn('Recorded webhooks are not tested: ../shared/fixtures/quickbooks/webhooks is missing.');

const cloud = (changes: object = {}) => ({
  specversion: '1.0',
  id: 'a-1',
  source: 'intuit.x',
  type: 'qbo.bill.updated.v1',
  time: '2026-11-20T08:00:00.123456789Z',
  intuitentityid: '145',
  intuitaccountid: '310687',
  data: {},
  ...changes,
});
const legacy = (...entities: object[]) => ({
  eventNotifications: [{ realmId: '310687', dataChangeEvent: { entities } }],
});
const change = (changes: object = {}) => ({
  name: 'Bill',
  id: '145',
  operation: 'Update',
  lastUpdated: '2026-11-20T08:00:00.123Z',
  ...changes,
});

describe('what a post of QuickBooks tells of', () => {
  it('is the same in both generations', () => {
    const [before] = quickBooksEvents(legacy(change()))?.events ?? [];
    const [now] = quickBooksEvents([cloud()])?.events ?? [];
    const same = { realmId: '310687', entity: 'Bill', id: '145', operation: 'updated', concerns: true };
    expect(before).toMatchObject({ ...same, changedAt: new Date('2026-11-20T08:00:00.123Z') });
    expect(now).toMatchObject({ ...same, changedAt: new Date('2026-11-20T08:00:00.123Z') });
  });

  it.each([
    ['qbo.purchaseorder.deleted.v1', 'PurchaseOrder', 'deleted', true],
    ['qbo.vendor.merged.v1', 'Vendor', 'merged', true],
    ['qbo.bill.voided.v1', 'Bill', 'voided', true],
    ['qbo.purchaseorder.emailed.v1', 'PurchaseOrder', 'emailed', false],
    ['qbo.invoice.created.v1', 'invoice', 'created', false],
    ['qbo.something.newer.v2', 'something', 'newer', false],
  ])('%s', (type, entity, operation, concerns) => {
    expect(quickBooksEvents([cloud({ type })])?.events).toMatchObject([{ entity, operation, concerns }]);
  });

  it('may be of several companies at once', () => {
    const told = quickBooksEvents([cloud(), cloud({ id: 'a-2', intuitaccountid: '99' })]);
    expect(told?.events.map(({ realmId }) => realmId)).toEqual(['310687', '99']);
  });

  it('is told apart by its id, or by all that the older envelope says', () => {
    const keys = [
      [cloud()],
      [cloud({ id: 'a-2' })],
      legacy(change()),
      legacy(change({ operation: 'Delete' })),
      legacy(change({ lastUpdated: '2026-11-20T08:00:01.000Z' })),
      legacy(change({ id: '146' })),
    ].map((body) => quickBooksEvents(body)?.events[0]?.key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(quickBooksEvents([cloud({ time: 'later' })])?.events[0]?.key).toBe(keys[0]);
  });

  it('G10 holds nothing up where one event among others cannot be understood', () => {
    const odd = [
      null,
      5,
      'x',
      {},
      cloud({ intuitaccountid: '<realmId>' }),
      cloud({ intuitentityid: 'a\u0000b' }),
    ];
    const read = quickBooksEvents([cloud(), ...odd]);
    expect(read).toMatchObject({ unreadable: odd.length });
    expect(read?.events).toHaveLength(1);
    const oddRealm = {
      eventNotifications: [{ realmId: 7 }, ...legacy(change(), { name: 'Bill' }).eventNotifications],
    };
    expect(quickBooksEvents(oddRealm)).toMatchObject({ unreadable: 2, events: [{ id: '145' }] });
  });

  it.each([[{}], [null], ['text'], [7], [{ eventNotifications: 7 }]])('is nothing in %j', (body) => {
    expect(quickBooksEvents(body)).toBeNull();
  });

  it('takes members of prototypes for nothing else than they are', () => {
    const body = JSON.parse(
      `[${JSON.stringify(cloud())}, {"__proto__": ${JSON.stringify(cloud({ id: 'b' }))}}]`,
    );
    expect(quickBooksEvents(body)).toMatchObject({ unreadable: 1, events: [{ id: '145' }] });
    expect(({} as Record<string, unknown>).intuitentityid).toBeUndefined();
  });

  it('has no time where none is said', () => {
    for (const time of [undefined, null, 7, '', 'yesterday', '0000-00-00T'])
      expect(quickBooksEvents([cloud({ time })])?.events).toMatchObject([{ changedAt: null }]);
  });
});

(areThere ? describe : describe.skip)('recorded posts of QuickBooks', () => {
  const files = areThere ? readdirSync(FIXTURES).filter((name) => !name.startsWith('headers')) : [];

  it('are signed in the header that is looked at, as 32 bytes', () => {
    const headers = JSON.parse(readFileSync(new URL('headers_intuit_docs.json', FIXTURES), 'utf8'));
    expect(headers['intuit-signature']).toMatch(/^[A-Za-z0-9+/]{43}=$/);
  });

  it.each(files)('%s', (name) => {
    // The realm was taken out of one recording.
    const text = readFileSync(new URL(name, FIXTURES), 'utf8').replaceAll('<realmId>', '310687');
    const read = quickBooksEvents(JSON.parse(text));
    expect(read?.unreadable).toBe(0);
    expect(read?.events.length).toBeGreaterThan(0);
    for (const event of read?.events ?? [])
      expect(event).toMatchObject({ realmId: expect.stringMatching(/^\d+$/), changedAt: expect.any(Date) });
  });
});
