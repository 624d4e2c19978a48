import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type JsonObject, objectOf, objectsOf } from './json.js';
import { aBill, aLine, type Caller, callSandbox, entityOf, firstError, rowsOf } from './testing/caller.js';

describe('a company outside the US', () => {
  let sandbox: Caller;
  let standard = '';
  beforeAll(async () => {
    sandbox = await callSandbox({ company: { country: 'GB', homeCurrency: 'GBP' } });
    const codes = rowsOf(await sandbox.query("select * from TaxCode where Name = '20.0% S'"), 'TaxCode');
    standard = String(codes[0]?.Id);
  });
  afterAll(() => sandbox.close());

  const taxed = (Amount: number): JsonObject =>
    aLine({
      Amount,
      AccountBasedExpenseLineDetail: { AccountRef: { value: '70' }, TaxCodeRef: { value: standard } },
    });

  it('adds tax once per rate to amounts without it', async () => {
    const bill = entityOf(
      await sandbox.post(
        '/bill',
        aBill({ GlobalTaxCalculation: 'TaxExcluded', Line: [taxed(0.03), taxed(0.03), taxed(10)] }),
      ),
      'Bill',
    );
    expect(bill).toMatchObject({ TotalAmt: 12.07, CurrencyRef: { value: 'GBP' } });
    expect(objectOf(bill.TxnTaxDetail)).toMatchObject({ TotalTax: 2.01 });
  });

  it('keeps the tax lines that a client sends', async () => {
    const rate = objectsOf(
      objectOf(rowsOf(await sandbox.query('select * from TaxCode'), 'TaxCode')[0]?.PurchaseTaxRateList)
        ?.TaxRateDetail,
    )[0];
    const TaxLine = [
      {
        Amount: 2.02,
        DetailType: 'TaxLineDetail',
        TaxLineDetail: {
          TaxRateRef: { value: objectOf(rate?.TaxRateRef)?.value ?? '' },
          PercentBased: false,
          NetAmountTaxable: 10,
        },
      },
    ];
    const bill = entityOf(
      await sandbox.post('/bill', aBill({ Line: [taxed(10)], TxnTaxDetail: { TaxLine } })),
      'Bill',
    );
    expect(bill.TotalAmt).toBe(12.02);
  });

  it('refuses tax details together with NotApplicable', async () => {
    const reply = await sandbox.post(
      '/bill',
      aBill({ GlobalTaxCalculation: 'NotApplicable', TxnTaxDetail: { TotalTax: 1 } }),
    );
    expect(firstError(reply).code).toBe('6170');
  });
});

describe('a caller who forgets to ask for JSON', () => {
  it('gets XML', async () => {
    const sandbox = await callSandbox();
    const { access_token } = (await sandbox.refresh('sandbox-refresh-token-0001')).body;
    const address = `${sandbox.origin}/v3/company/${sandbox.realmId}/vendor/10`;
    const response = await fetch(address, {
      headers: { authorization: `Bearer ${String(access_token)}`, accept: 'application/xml' },
    });
    expect(response.headers.get('content-type')).toBe('application/xml');
    expect(await response.text()).toContain('<DisplayName>Cascade Timber Mills</DisplayName>');
    await sandbox.close();
  });
});
