import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { objectOf, objectsOf } from '../json.js';
import { entityOf } from '../testing/caller.js';
import { subscribed, VERIFIER } from '../testing/subscribed.js';

describe('webhooks', () => {
  const { sandbox, receiver, subscribe, deliver, bodies, events, newBill } = subscribed();
  const types = (): unknown[] => events().map(({ type, intuitentityid }) => `${type} ${intuitentityid}`);
  const object = (address: string): string => `/realms/${sandbox().realmId}/objects/${address}`;

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
      intuitaccountid: sandbox().realmId,
      data: {},
    });
  });

  it('are signed over the raw body with the verifier token', async () => {
    await subscribe();
    await newBill();
    await deliver();
    const [{ headers, body } = { headers: {}, body: '' }] = receiver().received;
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
    const [forged, unsigned] = receiver().received;
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
            realmId: sandbox().realmId,
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
    await sandbox().door('PATCH', object(`bill/${bill.Id}`), { PrivateNote: 'a person was here' });
    const paid = await sandbox().door('POST', `/realms/${sandbox().realmId}/bills/${bill.Id}/pay`);
    const payment = objectOf(paid.BillPayment)?.Id;
    await sandbox().door('POST', object(`billpayment/${payment}/void`));
    await sandbox().door('DELETE', object(`bill/${bill.Id}`));
    const idle = entityOf(await sandbox().post('/vendor', { DisplayName: 'Idle' }), 'Vendor');
    await sandbox().door('DELETE', object(`vendor/${idle.Id}`));
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
      entityOf(await sandbox().post('/vendor', { DisplayName: 'Kept' }), 'Vendor'),
      entityOf(await sandbox().post('/vendor', { DisplayName: 'Lost' }), 'Vendor'),
    ];
    const bill = await newBill({ VendorRef: { value: lost.Id ?? '' } });
    await subscribe({ format: 'legacy' });
    await sandbox().door('POST', object(`vendor/${lost.Id}/merge`), { into: kept.Id ?? '' });
    await deliver();
    const [notice] = objectsOf(objectOf(bodies()[0])?.eventNotifications);
    const lastUpdated = expect.any(String);
    expect(objectOf(notice?.dataChangeEvent)?.entities).toEqual([
      { name: 'Bill', id: bill.Id, operation: 'Update', lastUpdated },
      { name: 'Vendor', id: kept.Id, operation: 'Merge', deletedId: lost.Id, lastUpdated },
    ]);
    const moved = entityOf(await sandbox().get(`/bill/${bill.Id}`), 'Bill');
    expect(objectOf(moved.VendorRef)).toEqual({ value: kept.Id, name: 'Kept' });
    expect((await sandbox().get(`/vendor/${lost.Id}`)).status).toBe(400);
  });

  it('tell only of the entities that were chosen, and never of what failed or was replayed', async () => {
    await subscribe({ entities: ['Term'] });
    await newBill();
    await sandbox().post('/term?requestid=once', { Name: 'Net 3', DueDays: 3 });
    await sandbox().post('/term?requestid=once', { Name: 'Net 3', DueDays: 3 });
    await sandbox().post('/term', { Name: 'Net 3', DueDays: 3 });
    await deliver();
    expect(types()).toEqual([expect.stringMatching(/^qbo\.term\.created/)]);
  });

  it('go only to apps that are connected to the company', async () => {
    await sandbox().door('POST', '/apps', { clientId: 'other', clientSecret: 'secret' });
    await sandbox().door('POST', '/realms', { company: 'empty', clientId: 'other' });
    await subscribe({ clientId: 'other' });
    await newBill();
    await deliver();
    expect(receiver().received).toEqual([]);
  });

  it('end with the subscription', async () => {
    await subscribe();
    await sandbox().door('DELETE', '/webhooks');
    await newBill();
    expect(await deliver()).toEqual([]);
  });

  it('refuse a switch that there is not', async () => {
    expect(await subscribe({ format: 'xml' })).toEqual({ error: 'format must be cloudevents or legacy.' });
    expect(await subscribe({ colour: 'red' })).toEqual({ error: 'There is no setting colour.' });
  });
});
