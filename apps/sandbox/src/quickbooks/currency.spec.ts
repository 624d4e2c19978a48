import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type JsonObject, objectOf } from './json.js';
import { aBill, type Caller, callSandbox, entityOf, firstError } from './testing/caller.js';

describe('currencies', () => {
  let sandbox: Caller;
  beforeAll(async () => {
    sandbox = await callSandbox();
  });
  afterAll(() => sandbox.close());

  const settings = (changes: JsonObject): Promise<JsonObject> =>
    sandbox.door('POST', `/realms/${sandbox.realmId}/settings`, changes);
  const multicurrency = (MultiCurrencyEnabled: boolean): Promise<JsonObject> =>
    settings({ preferences: { CurrencyPrefs: { MultiCurrencyEnabled } } });
  const foreign = aBill({ VendorRef: { value: '16' }, CurrencyRef: { value: 'EUR' } });

  it('need a rate, in the words of QuickBooks', async () => {
    expect(firstError(await sandbox.post('/bill', foreign))).toMatchObject({
      code: '2410',
      Message: 'Curreny, ExchangeRate is missing.',
    });
  });

  it('take the rate of the company where the client need not name one', async () => {
    await settings({ exchangeRateOptional: true });
    const bill = entityOf(await sandbox.post('/bill', foreign), 'Bill');
    const rate = await sandbox.get('/exchangerate?sourcecurrencycode=EUR&asofdate=2026-11-02');
    expect(objectOf(rate.body.ExchangeRate)).toMatchObject({
      SourceCurrencyCode: 'EUR',
      TargetCurrencyCode: 'USD',
      Rate: bill.ExchangeRate,
      AsOfDate: '2026-11-02',
    });
    await settings({ exchangeRateOptional: false });
  });

  it.each([
    ['an unknown currency', 'sourcecurrencycode=XXX', '2170'],
    ['a date that is none', 'sourcecurrencycode=EUR&asofdate=soon', '4001'],
  ])('have no rate for %s', async (_what, query, code) => {
    expect(firstError(await sandbox.get(`/exchangerate?${query}`)).code).toBe(code);
  });

  it('are not named at all where there is one only, not even that one', async () => {
    await multicurrency(false);
    const named = { CurrencyRef: { value: 'USD' } };
    const words = 'Business Validation Error: Multi Currency should be enabled to perform this operation';
    for (const reply of [
      await sandbox.post('/bill', aBill(named)),
      await sandbox.post('/vendor', { DisplayName: 'Lone Dollar', ...named }),
      await sandbox.get('/exchangerate?sourcecurrencycode=EUR'),
    ])
      expect(firstError(reply)).toMatchObject({ code: '6000', Detail: words });
    await settings({ homeCurrencyTolerated: true });
    expect((await sandbox.post('/bill', aBill(named))).status).toBe(200);
    await settings({ homeCurrencyTolerated: false });
    await multicurrency(true);
  });

  it('may be sent back as they were shown', async () => {
    await multicurrency(false);
    const bill = entityOf(await sandbox.post('/bill', aBill()), 'Bill');
    const changed = await sandbox.post('/bill', { ...bill, PrivateNote: 'seen' });
    expect(entityOf(changed, 'Bill')).toMatchObject({ SyncToken: '1' });
    await multicurrency(true);
  });

  it('get an account payable with the first document that needs one', async () => {
    const vendor = entityOf(
      await sandbox.post('/vendor', { DisplayName: 'Nagoya Tools KK', CurrencyRef: { value: 'JPY' } }),
      'Vendor',
    );
    const bill = aBill({
      VendorRef: { value: vendor.Id ?? '' },
      CurrencyRef: { value: 'JPY' },
      ExchangeRate: 0.0067,
    });
    expect(objectOf(entityOf(await sandbox.post('/bill', bill), 'Bill').APAccountRef)).toMatchObject({
      name: 'Accounts Payable (A/P) - JPY',
    });
  });
});
