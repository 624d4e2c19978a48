import { describe, expect, it } from '@jest/globals';
import { listeningAccount } from './listening-account.js';
import { billed, ordered } from './opened-account.js';

describe('webhooks', () => {
  const {
    call,
    credentials,
    heard,
    minutesPass,
    purchase: add,
    receiver,
    refusal,
    register,
    sandbox,
    set,
  } = listeningAccount();

  const listed = async () => (await call('GET webhooks')).body.Webhooks;

  describe('as registrations', () => {
    it('are at most five of one type', async () => {
      for (let count = 0; count < 5; count += 1) await register('Supplier/Updated');
      const sixth = {
        Type: 'Supplier/Updated',
        IsActive: true,
        ExternalURL: receiver().url,
        ExternalAuthorizationType: 'noauth',
      };
      expect((await refusal('POST webhooks', sixth))[0]).toBe(400);
      expect((await call('POST webhooks', { ...sixth, Type: 'Product/Updated' })).status).toBe(200);
    });

    it('show the password in clear and never the bearer token', async () => {
      await register('Purchase/Updated', {
        ExternalAuthorizationType: 'basicauth',
        ExternalUserName: 'us',
        ExternalPassword: 'open',
      });
      const bearer = { ExternalAuthorizationType: 'bearerauth', ExternalBearerToken: 'secret' };
      expect((await register('Purchase/Updated', bearer))?.ExternalBearerToken).toBeNull();
      expect((await listed()).map((each) => [each.ExternalPassword, each.ExternalBearerToken])).toEqual([
        ['open', ''],
        ['', ''],
      ]);
    });

    it('lose their token to whoever puts back what GET has answered', async () => {
      const bearer = { ExternalAuthorizationType: 'bearerauth', ExternalBearerToken: 'secret' };
      await register('Purchase/OrderAuthorised', bearer);
      await add(ordered);
      await minutesPass(1);
      const [mine] = await listed();
      await call('PUT webhooks', mine);
      await add(ordered);
      await minutesPass(1);
      const tokens = receiver().received.map(({ headers }) => headers.authorization);
      expect(tokens).toEqual(['Bearer secret', undefined]);
    });

    it('answer what is left to a deletion', async () => {
      const first = await register('Purchase/Updated');
      await register('Supplier/Updated');
      const { body } = await call(`DELETE webhooks?ID=${first?.ID}`);
      expect(body.Webhooks.map((each) => each.Type)).toEqual(['Supplier/Updated']);
    });

    it('have only types that Cin7 knows', async () => {
      const wrong = { Type: 'Purchase/Voided', IsActive: true, ExternalURL: receiver().url };
      const answer = await refusal('POST webhooks', { ...wrong, ExternalAuthorizationType: 'noauth' });
      expect(answer).toEqual([400, "Attribute 'Type' is invalid."]);
    });
  });

  describe('as deliveries', () => {
    it('come a minute after the event, with the headers of their registration', async () => {
      await register('Purchase/InvoiceAuthorised', {
        ExternalHeaders: [{ Key: 'X-Secret', Value: '42' }],
        ExternalAuthorizationType: 'basicauth',
        ExternalUserName: 'us',
        ExternalPassword: 'open',
      });
      await add(billed);
      await minutesPass(0.5);
      expect(heard()).toEqual([]);
      await minutesPass(0.5);
      expect(receiver().received[0]?.headers).toMatchObject({
        'x-secret': '42',
        authorization: `Basic ${Buffer.from('us:open').toString('base64')}`,
      });
    });

    it('are tried six times, ever more rarely, and then switch their registration off', async () => {
      await register('Purchase/OrderAuthorised');
      receiver().answer(500);
      await add(ordered);
      const tries: number[] = [];
      for (const minutes of [1, 4, 1, 10, 15, 20, 25]) {
        await minutesPass(minutes);
        tries.push(receiver().received.length);
      }
      expect(tries).toEqual([1, 1, 2, 3, 4, 5, 6]);
      expect((await listed())[0]?.IsActive).toBe(false);
      receiver().answer(200);
      await add(ordered);
      await minutesPass(60);
      expect(receiver().received).toHaveLength(6);
      const { deliveries } = await sandbox().door(`GET accounts/${credentials().accountId}/deliveries`);
      expect(deliveries.map(({ state, attempts }) => [state, attempts.length])).toEqual([['given-up', 6]]);
    });

    it('run faster where the account says so', async () => {
      await set({ webhookTimeScale: 0.5 });
      await register('Purchase/OrderAuthorised');
      await add(ordered);
      await minutesPass(0.5);
      expect(heard()).toHaveLength(1);
    });
  });
});
