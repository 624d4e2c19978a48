import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Json, type JsonObject, objectOf, objectsOf, textOf } from '../json.js';
import { aBill, type Caller, callSandbox, entityOf } from '../testing/caller.js';
import { type Receiver, webhookReceiver } from '../testing/receiver.js';

const VERIFIER = 'a verifier token';
const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3600;

/** Everything in order and once: each test adds the one unkindness that it is about. */
const KIND = { automatic: false, duplicateEvery: 0, newestFirst: false, delayMs: 0 };

describe('webhooks', () => {
  let sandbox: Caller;
  let receiver: Receiver;
  beforeEach(async () => {
    sandbox = await callSandbox();
    receiver = await webhookReceiver();
  });
  afterEach(async () => {
    await sandbox.close();
    await receiver.close();
  });

  const subscribe = (changes: JsonObject = {}): Promise<JsonObject> =>
    sandbox.door('POST', '/webhooks', { url: receiver.url, verifierToken: VERIFIER, ...KIND, ...changes });
  const deliver = async (): Promise<JsonObject[]> =>
    objectsOf((await sandbox.door('POST', '/webhooks/deliver')).sent);
  const advance = (advanceSeconds: number): Promise<JsonObject> =>
    sandbox.door('POST', '/clock', { advanceSeconds });
  const bodies = (): Json[] => receiver.received.map(({ body }) => JSON.parse(body) as Json);
  const events = (): JsonObject[] => bodies().flatMap((body) => objectsOf(body));
  const types = (): unknown[] => events().map(({ type, intuitentityid }) => `${type} ${intuitentityid}`);
  const newBill = async (changes: JsonObject = {}): Promise<JsonObject> =>
    entityOf(await sandbox.post('/bill', aBill(changes)), 'Bill');
  const newTerm = async (Name: string): Promise<JsonObject> =>
    entityOf(await sandbox.post('/term', { Name, DueDays: 3 }), 'Term');
  const object = (address: string): string => `/realms/${sandbox.realmId}/objects/${address}`;

  it('tell of a bill by API, and of the vendor and the accounts whose balances it moves', async () => {
    await subscribe();
    const bill = await newBill();
    await deliver();
    expect(types()).toEqual([
      `qbo.bill.created.v1 ${bill.Id}`,
      'qbo.vendor.updated.v1 10',
      expect.stringMatching(/^qbo\.account\.updated\.v1/),
    ]);
    expect(events()[0]).toEqual({
      specversion: '1.0',
      id: expect.any(String),
      source: expect.stringMatching(/^intuit\..{44}$/),
      type: 'qbo.bill.created.v1',
      datacontenttype: 'application/json',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/),
      intuitentityid: bill.Id,
      intuitaccountid: sandbox.realmId,
      data: {},
    });
  });

  it('are signed over the raw body with the verifier token', async () => {
    await subscribe();
    await newBill();
    await deliver();
    const [{ headers, body } = { headers: {}, body: '' }] = receiver.received;
    expect(headers['intuit-signature']).toBe(createHmac('sha256', VERIFIER).update(body).digest('base64'));
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'intuit_notification_server/0.1',
      'intuit-notification-schema-version': '0.1',
      'intuit-created-time': expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d{4}$/),
      'intuit-t-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it('can be forged or unsigned', async () => {
    await subscribe({ signature: 'wrong', entities: ['Bill'] });
    await newBill();
    await deliver();
    await subscribe({ signature: 'missing' });
    await newBill();
    await deliver();
    const [forged, unsigned] = receiver.received;
    const right = createHmac('sha256', VERIFIER)
      .update(forged?.body ?? '')
      .digest('base64');
    expect(forged?.headers['intuit-signature']).toHaveLength(right.length);
    expect(forged?.headers['intuit-signature']).not.toBe(right);
    expect(unsigned?.headers['intuit-signature']).toBeUndefined();
  });

  it('have an older format, grouped by company', async () => {
    await subscribe({ format: 'legacy', entities: ['Bill'] });
    const bill = await newBill();
    await deliver();
    expect(bodies()).toEqual([
      {
        eventNotifications: [
          {
            realmId: sandbox.realmId,
            dataChangeEvent: {
              entities: [{ name: 'Bill', id: bill.Id, operation: 'Create', lastUpdated: expect.any(String) }],
            },
          },
        ],
      },
    ]);
  });

  it('tell of what people do, too: edits, deletions, names made inactive, payments voided', async () => {
    const bill = await newBill();
    await subscribe({ entities: ['Bill', 'BillPayment', 'Vendor'] });
    await sandbox.door('PATCH', object(`bill/${bill.Id}`), { PrivateNote: 'a person was here' });
    const paid = await sandbox.door('POST', `/realms/${sandbox.realmId}/bills/${bill.Id}/pay`);
    const payment = objectOf(paid.BillPayment)?.Id;
    await sandbox.door('POST', object(`billpayment/${payment}/void`));
    await sandbox.door('DELETE', object(`bill/${bill.Id}`));
    const idle = entityOf(await sandbox.post('/vendor', { DisplayName: 'Idle' }), 'Vendor');
    await sandbox.door('DELETE', object(`vendor/${idle.Id}`));
    await deliver();
    expect(types()).toEqual(
      expect.arrayContaining([
        `qbo.bill.updated.v1 ${bill.Id}`,
        `qbo.billpayment.created.v1 ${payment}`,
        `qbo.billpayment.voided.v1 ${payment}`,
        `qbo.bill.deleted.v1 ${bill.Id}`,
        `qbo.vendor.created.v1 ${idle.Id}`,
        `qbo.vendor.deleted.v1 ${idle.Id}`,
      ]),
    );
  });

  it('tell of a merge by the vendor that remains, with the id that has vanished, and of the documents that move', async () => {
    const [kept, lost] = [
      entityOf(await sandbox.post('/vendor', { DisplayName: 'Kept' }), 'Vendor'),
      entityOf(await sandbox.post('/vendor', { DisplayName: 'Lost' }), 'Vendor'),
    ];
    const bill = await newBill({ VendorRef: { value: lost.Id ?? '' } });
    await subscribe({ format: 'legacy' });
    await sandbox.door('POST', object(`vendor/${lost.Id}/merge`), { into: kept.Id ?? '' });
    await deliver();
    const [notice] = objectsOf(objectOf(bodies()[0])?.eventNotifications);
    const lastUpdated = expect.any(String);
    expect(objectOf(notice?.dataChangeEvent)?.entities).toEqual([
      { name: 'Bill', id: bill.Id, operation: 'Update', lastUpdated },
      { name: 'Vendor', id: kept.Id, operation: 'Merge', deletedId: lost.Id, lastUpdated },
    ]);
    const moved = entityOf(await sandbox.get(`/bill/${bill.Id}`), 'Bill');
    expect(objectOf(moved.VendorRef)).toEqual({ value: kept.Id, name: 'Kept' });
    expect((await sandbox.get(`/vendor/${lost.Id}`)).status).toBe(400);
  });

  it('tell only of the entities that were chosen, and never of what failed or was replayed', async () => {
    await subscribe({ entities: ['Term'] });
    await newBill();
    await sandbox.post('/term?requestid=once', { Name: 'Net 3', DueDays: 3 });
    await sandbox.post('/term?requestid=once', { Name: 'Net 3', DueDays: 3 });
    await sandbox.post('/term', { Name: 'Net 3', DueDays: 3 });
    await deliver();
    expect(types()).toEqual([expect.stringMatching(/^qbo\.term\.created/)]);
  });

  it('go only to apps that are connected to the company', async () => {
    await sandbox.door('POST', '/apps', { clientId: 'other', clientSecret: 'secret' });
    await subscribe({ clientId: 'other' });
    await newBill();
    await deliver();
    expect(receiver.received).toEqual([]);
  });

  it('are tried again after 10 s, 20 s, 30 s, 5 min, 20 min, 2 h, 4 h, 6 h and then every 6 h', async () => {
    receiver.answer(500);
    await subscribe({ entities: ['Term'] });
    await newTerm('Net 3');
    await deliver();
    const gaps: number[] = [10, 20, 30, 5 * MINUTE_SECONDS, 20 * MINUTE_SECONDS];
    gaps.push(2 * HOUR_SECONDS, 4 * HOUR_SECONDS, 6 * HOUR_SECONDS, 6 * HOUR_SECONDS);
    for (const [index, gap] of gaps.entries()) {
      await advance(gap - 1);
      expect(await deliver()).toEqual([]);
      await advance(1.5);
      expect(await deliver()).toHaveLength(1);
      expect(receiver.received).toHaveLength(index + 2);
    }
    receiver.answer(200);
    await advance(6 * HOUR_SECONDS);
    expect(await deliver()).toMatchObject([{ status: 200, problem: null }]);
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
  });

  it.each([201, 204, 302, 400, 500])('take %i for a failure: only 200 counts', async (status) => {
    receiver.answer(status);
    await subscribe({ entities: ['Term'] });
    await newTerm('Net 3');
    await deliver();
    const { subscriptions } = await sandbox.door('GET', '/webhooks');
    expect(subscriptions).toMatchObject([{ postsWaiting: 1 }]);
  });

  it('take no answer within the limit for a failure', async () => {
    receiver.answer(null);
    await subscribe({ entities: ['Term'], answerLimitMs: 30 });
    await newTerm('Net 3');
    expect(await deliver()).toMatchObject([{ status: null, problem: expect.stringContaining('timeout') }]);
  });

  it('hold later posts back while one is not taken, unless told not to', async () => {
    receiver.answer(500);
    await subscribe({ entities: ['Term'], eventsPerPostMax: 1 });
    await newTerm('Net 3');
    await newTerm('Net 4');
    expect(await deliver()).toHaveLength(1);
    await advance(11);
    await subscribe({ holdsBack: false });
    expect(await deliver()).toHaveLength(2);
  });

  it('come twice when told to, with the same events', async () => {
    await subscribe({ entities: ['Term'], duplicateEvery: 2 });
    for (const name of ['Net 3', 'Net 4', 'Net 6']) {
      await newTerm(name);
      await deliver();
    }
    const [first, second, again, third] = bodies();
    expect(receiver.received).toHaveLength(4);
    expect(again).toEqual(second);
    expect(new Set([first, second, third].map((body) => objectsOf(body)[0]?.id)).size).toBe(3);
  });

  it('come out of order when told to, within a post and over posts', async () => {
    await subscribe({ entities: ['Term'], newestFirst: true, eventsPerPostMax: 2 });
    const ids: unknown[] = [];
    for (const name of ['Net 3', 'Net 4', 'Net 6']) ids.push((await newTerm(name)).Id);
    await deliver();
    expect(events().map(({ intuitentityid }) => intuitentityid)).toEqual(ids.reverse());
  });

  it('wait until they have been collected for long enough', async () => {
    await subscribe({ entities: ['Term'], delayMs: 60_000 });
    await newTerm('Net 3');
    expect(await deliver()).toEqual([]);
    await advance(61);
    expect(await deliver()).toHaveLength(1);
  });

  it.each([
    [true, 1],
    [false, 2],
  ])('with realmsTogether %s need %i post for two companies', async (realmsTogether, posts) => {
    const { realmId } = await sandbox.door('POST', '/realms', { company: 'empty' });
    await subscribe({ entities: ['Term'], realmsTogether });
    await newTerm('Net 3');
    await sandbox.door('POST', `/realms/${textOf(realmId)}/objects`, { Term: { Name: 'Net 4', DueDays: 4 } });
    await deliver();
    expect(receiver.received).toHaveLength(posts);
    expect(new Set(events().map(({ intuitaccountid }) => intuitaccountid)).size).toBe(2);
  });

  it('show what is on its way and what was taken', async () => {
    receiver.answer(500);
    await subscribe({ entities: ['Term'] });
    const term = await newTerm('Net 3');
    await deliver();
    const waiting = objectsOf((await sandbox.door('GET', '/webhooks/deliveries')).subscriptions)[0];
    expect(waiting).toMatchObject({
      waiting: [{ body: [{ intuitentityid: term.Id }], attempts: [{ status: 500 }] }],
      taken: [],
    });
    receiver.answer(200);
    await advance(11);
    await deliver();
    const taken = objectsOf((await sandbox.door('GET', '/webhooks/deliveries')).subscriptions)[0];
    expect(taken).toMatchObject({ waiting: [], taken: [{ attempts: [{ status: 500 }, { status: 200 }] }] });
  });

  it('go out by themselves, at the pace of the virtual clock', async () => {
    await subscribe({ entities: ['Term'], automatic: true, delayMs: 3_600_000 });
    await newTerm('Net 3');
    await advance(3_600);
    const { received } = receiver;
    for (let turn = 0; turn < 100 && received.length === 0; turn += 1) await sandbox.door('GET', '/webhooks');
    expect(received.length).toBeGreaterThan(0);
  });

  it('end with the subscription', async () => {
    await subscribe();
    await sandbox.door('DELETE', '/webhooks');
    await newBill();
    expect(await deliver()).toEqual([]);
  });

  it('refuse a switch that there is not', async () => {
    expect(await subscribe({ format: 'xml' })).toEqual({ error: 'format must be cloudevents or legacy.' });
    expect(await subscribe({ colour: 'red' })).toEqual({ error: 'There is no setting colour.' });
  });
});
