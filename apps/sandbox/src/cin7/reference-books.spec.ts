import { describe, expect, it } from '@jest/globals';
import { openedAccount } from './opened-account.js';

describe('reference books', () => {
  const { call, refusal, sandbox } = openedAccount();
  const account = { Code: '777', Name: 'Samples', Type: 'EXPENSE', Status: 'ACTIVE', Class: 'EXPENSE' };

  it('leave the accounts to the accounting system that is linked', async () => {
    expect((await refusal('POST ref/account', account))[0]).toBe(400);
    const alone = await sandbox().account({ accountCodes: 'numeric' });
    const { body } = await sandbox().api('POST ref/account', account, alone);
    expect(body.AccountsList).toEqual([expect.objectContaining({ DisplayName: '777: Samples' })]);
    expect((await sandbox().api('DELETE ref/account?Code=777', undefined, alone)).body).toEqual({
      Success: true,
    });
    expect((await sandbox().api('GET ref/account?Code=777', undefined, alone)).status).toBe(400);
  });

  it('take new terms, change them and let them go', async () => {
    const term = { Name: '5 days', Duration: 5, Method: 'number of days' };
    const { body } = await call('POST ref/paymentterm', term);
    const [{ ID }] = (body as unknown as { PaymentTermList: [{ ID: string }] }).PaymentTermList;
    const total = async (query: string) => (await call(`GET ref/paymentterm?${query}`)).body.Total;
    await call('PUT ref/paymentterm', { ID, ...term, IsActive: false });
    expect([await total('Name=5 days'), await total('Name=5 days&IsActive=true')]).toEqual([1, 0]);
    await call(`DELETE ref/paymentterm?ID=${ID}`);
    expect(await total('Name=5 days')).toBe(0);
  });

  it('never let a tax rule go', async () => {
    const rule = {
      Name: 'Two parts',
      Account: '2300',
      IsActive: true,
      IsTaxForPurchase: true,
      Components: [
        { Name: 'First', Percent: '10.0000000000' },
        { Name: 'Second', Percent: '5.0000000000' },
      ],
    };
    expect((await call('POST ref/tax', rule)).body).toMatchObject({ TaxRuleList: [{ TaxPercent: 15 }] });
    expect((await call('DELETE ref/tax?ID=any')).status).toBe(405);
  });

  it('answer a new location and a new attribute set without an envelope', async () => {
    expect((await call('POST ref/location', { Name: 'New Yard' })).body).toMatchObject({ Name: 'New Yard' });
    const set = { Name: 'Colours', Attribute1Name: 'Colour', Attribute1Type: 'List' };
    expect((await call('POST ref/attributeset', set)).body).toMatchObject({
      Attribute1Name: 'Colour',
      Attribute2Type: 'Not used',
      Attributes: [{ Name: 'Colour' }],
    });
    expect((await call('GET ref/location?Name=New')).body.Total).toBe(1);
  });
});
