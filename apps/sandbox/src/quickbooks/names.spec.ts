import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Caller, callSandbox, entityOf, firstError } from './testing/caller.js';

describe('names', () => {
  let sandbox: Caller;
  beforeAll(async () => {
    sandbox = await callSandbox();
  });
  afterAll(() => sandbox.close());

  it.each(['cascade TIMBER mills', 'Pinecrest Builders', 'Morgan Reyes'])(
    'refuses a vendor called %s, which someone is called already',
    async (DisplayName) => {
      expect(firstError(await sandbox.post('/vendor', { DisplayName })).code).toBe('6240');
    },
  );

  it('frees the name of a vendor that is made inactive', async () => {
    const first = entityOf(await sandbox.post('/vendor', { DisplayName: 'Twice Ltd' }), 'Vendor');
    const retired = entityOf(
      await sandbox.post('/vendor', { Id: first.Id ?? '', SyncToken: '0', sparse: true, Active: false }),
      'Vendor',
    );
    expect(retired.DisplayName).toBe('Twice Ltd (deleted)');
    expect((await sandbox.post('/vendor', { DisplayName: 'Twice Ltd' })).status).toBe(200);
  });

  it('holds it on where the company marks no names as deleted', async () => {
    await sandbox.door('POST', `/realms/${sandbox.realmId}/settings`, { inactiveNamesMarked: false });
    const made = await sandbox.post('/vendor', { DisplayName: 'Held Ltd', Active: false });
    expect(entityOf(made, 'Vendor').DisplayName).toBe('Held Ltd');
    expect(firstError(await sandbox.post('/vendor', { DisplayName: 'held ltd' })).code).toBe('6240');
    await sandbox.door('POST', `/realms/${sandbox.realmId}/settings`, { inactiveNamesMarked: true });
  });

  it('clears on a full update what is left out, and keeps what is fixed', async () => {
    const made = {
      DisplayName: 'Fixed GmbH',
      CurrencyRef: { value: 'EUR' },
      AcctNum: '77',
      CompanyName: 'Fixed',
    };
    const vendor = entityOf(await sandbox.post('/vendor', made), 'Vendor');
    expect(vendor).toMatchObject({
      CurrencyRef: { value: 'EUR', name: 'Euro' },
      PrintOnCheckName: 'Fixed',
      Active: true,
    });
    const updated = entityOf(
      await sandbox.post('/vendor', {
        Id: vendor.Id ?? '',
        SyncToken: '0',
        DisplayName: 'Fixed GmbH',
        CurrencyRef: { value: 'USD' },
      }),
      'Vendor',
    );
    expect(updated).toMatchObject({ SyncToken: '1', CurrencyRef: { value: 'EUR' } });
    expect(updated).not.toHaveProperty('AcctNum');
  });

  it('keeps the SyncToken when an update changes nothing', async () => {
    const vendor = entityOf(await sandbox.post('/vendor', { DisplayName: 'Still Co' }), 'Vendor');
    const same = { Id: vendor.Id ?? '', SyncToken: '0', DisplayName: 'Still Co', sparse: true };
    expect(entityOf(await sandbox.post('/vendor', same), 'Vendor')).toEqual(vendor);
  });

  it('keeps the home currency in silence when told to', async () => {
    await sandbox.door('POST', `/realms/${sandbox.realmId}/settings`, { vendorCurrencyIgnored: true });
    const reply = await sandbox.post('/vendor', { DisplayName: 'Silent SA', CurrencyRef: { value: 'EUR' } });
    expect(entityOf(reply, 'Vendor').CurrencyRef).toMatchObject({ value: 'USD' });
    await sandbox.door('POST', `/realms/${sandbox.realmId}/settings`, { vendorCurrencyIgnored: false });
  });

  it('gives vendors, customers and employees ids of one sequence', async () => {
    const vendor = entityOf(await sandbox.post('/vendor', { DisplayName: 'Seq V' }), 'Vendor');
    const customer = entityOf(await sandbox.post('/customer', { DisplayName: 'Seq C' }), 'Customer');
    expect(Number(customer.Id)).toBe(Number(vendor.Id) + 1);
  });

  it.each([
    [{}, '6080'],
    [{ DisplayName: 'With: colon' }, '2040'],
    [{ DisplayName: 'Y'.repeat(501) }, '2050'],
    [{ DisplayName: 'Bad mail', PrimaryEmailAddr: { Address: 'nowhere' } }, '2210'],
  ])('refuses a vendor of %j', async (body, code) => {
    expect(firstError(await sandbox.post('/vendor', body)).code).toBe(code);
  });

  it('answers an unknown id with 400 and 610, never 404', async () => {
    const reply = await sandbox.get('/vendor/987654');
    expect({ status: reply.status, code: firstError(reply).code }).toEqual({ status: 400, code: '610' });
  });
});
