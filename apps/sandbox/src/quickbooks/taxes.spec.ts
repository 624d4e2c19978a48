import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type JsonObject, objectOf, objectsOf, referenceOf } from './json.js';
import {
  aBill,
  aLine,
  type Caller,
  callSandbox,
  entityOf,
  firstError,
  type Reply,
  rowsOf,
} from './testing/caller.js';

/** A company abroad with its tax codes by name. */
async function companyOf(country: string) {
  const sandbox = await callSandbox({ company: { country } });
  const codes = rowsOf(await sandbox.query('select * from TaxCode'), 'TaxCode');
  const codeOf = (name: string): JsonObject => codes.find(({ Name }) => Name === name) ?? {};
  const rateIds = (name: string): string[] =>
    objectsOf(objectOf(codeOf(name).PurchaseTaxRateList)?.TaxRateDetail).map(
      ({ TaxRateRef }) => referenceOf(TaxRateRef) ?? '',
    );
  const line = (Amount: number, code: string, more: JsonObject = {}): JsonObject =>
    aLine({
      Amount,
      AccountBasedExpenseLineDetail: {
        AccountRef: { value: '70' },
        TaxCodeRef: { value: codeOf(code).Id ?? '' },
        ...more,
      },
    });
  const send = (changes: JsonObject): Promise<Reply> =>
    sandbox.post('/bill', aBill({ GlobalTaxCalculation: 'TaxExcluded', ...changes }));
  const bill = async (changes: JsonObject): Promise<JsonObject> => entityOf(await send(changes), 'Bill');
  return { sandbox, codeOf, rateIds, line, send, bill };
}

type Company = Awaited<ReturnType<typeof companyOf>>;

const taxLinesOf = (bill: JsonObject): JsonObject[] => objectsOf(objectOf(bill.TxnTaxDetail)?.TaxLine);
const amountsOf = (bill: JsonObject): unknown[] => taxLinesOf(bill).map(({ Amount }) => Amount);

function taxLine(rateId: string | undefined, Amount: number): JsonObject {
  const TaxLineDetail = { TaxRateRef: { value: rateId ?? '' }, PercentBased: false, NetAmountTaxable: 10 };
  return { Amount, DetailType: 'TaxLineDetail', TaxLineDetail };
}

describe('the tax of a purchase in the United Kingdom', () => {
  let company: Company;
  beforeAll(async () => {
    company = await companyOf('GB');
  });
  afterAll(() => company.sandbox.close());

  const settings = (changes: JsonObject): Promise<JsonObject> =>
    company.sandbox.door('POST', `/realms/${company.sandbox.realmId}/settings`, changes);

  it('rounds once per rate when it comes on top', async () => {
    const { bill, line } = company;
    const S = '20.0% S';
    expect(await bill({ Line: [line(0.03, S), line(0.03, S), line(10, S)] })).toMatchObject({
      TotalAmt: 12.07,
      TxnTaxDetail: { TotalTax: 2.01 },
      CurrencyRef: { value: 'GBP' },
    });
  });

  it.each([
    [5, 4, 3.35],
    [1, 20, 3.33],
  ])('rounds every line when it is inside: %d x %d', async (count, amount, tax) => {
    const { bill, line } = company;
    const Line = Array.from({ length: count }, () => line(amount, '20.0% S'));
    const made = await bill({ GlobalTaxCalculation: 'TaxInclusive', Line });
    expect(made).toMatchObject({ TotalAmt: 20, TxnTaxDetail: { TotalTax: tax } });
    const net = objectsOf(made.Line).reduce((sum, one) => sum + Number(one.Amount) * 100, 0);
    expect(Math.round(net)).toBe(Math.round((20 - tax) * 100));
  });

  it('keeps the gross amount of a line with tax inside beside its net one', async () => {
    const { bill, line } = company;
    const made = await bill({ GlobalTaxCalculation: 'TaxInclusive', Line: [line(12, '20.0% S')] });
    expect(objectsOf(made.Line)[0]).toMatchObject({
      Amount: 10,
      AccountBasedExpenseLineDetail: { TaxInclusiveAmt: 12 },
    });
  });

  it('lists the tax of every rate by itself', async () => {
    const { bill, line } = company;
    const made = await bill({ Line: [line(100, '20.0% S'), line(100, '5.0% R'), line(100, '0.0% Z')] });
    expect(amountsOf(made)).toEqual([20, 5, 0]);
    expect(made.TotalAmt).toBe(325);
  });

  it('adds nothing for a reverse charge, whose two rates cancel each other', async () => {
    const { bill, line } = company;
    const made = await bill({ Line: [line(100, '20.0% RC')] });
    expect(amountsOf(made)).toEqual([20, -20]);
    expect(made.TotalAmt).toBe(100);
  });

  it('takes the amount that a client sends, to the cent', async () => {
    const { bill, line, rateIds } = company;
    const TxnTaxDetail = { TaxLine: [taxLine(rateIds('20.0% S')[0], 2.02)] };
    const made = await bill({ Line: [line(10, '20.0% S')], TxnTaxDetail });
    expect(made).toMatchObject({ TotalAmt: 12.02, TxnTaxDetail: { TotalTax: 2.02 } });
    expect(objectOf(taxLinesOf(made)[0]?.TaxLineDetail)).toMatchObject({ OverrideDeltaAmount: 0.02 });
  });

  it('keeps the gross total when a client sends the tax that is inside', async () => {
    const { bill, line, rateIds } = company;
    const TxnTaxDetail = { TaxLine: [taxLine(rateIds('20.0% S')[0], 2.02)] };
    const made = await bill({
      GlobalTaxCalculation: 'TaxInclusive',
      Line: [line(12, '20.0% S')],
      TxnTaxDetail,
    });
    expect(made).toMatchObject({ TotalAmt: 12, TxnTaxDetail: { TotalTax: 2.02 } });
    expect(objectsOf(made.Line)[0]?.Amount).toBe(9.98);
  });

  it.each([
    ['the tax of a read-only rate', '20.0% RC', [19, -19], undefined],
    ['a total that is not that of its lines', '20.0% S', [2.02], 3],
    ['a detail that lacks a rate of the code', '20.0% RC', [20], undefined],
  ])('refuses %s', async (_what, code, amounts, TotalTax) => {
    const { send, line, rateIds } = company;
    const TaxLine = amounts.map((amount, index) => taxLine(rateIds(code)[index], amount));
    const TxnTaxDetail = { TaxLine, ...(TotalTax === undefined ? {} : { TotalTax }) };
    const reply = await send({ Line: [line(100, code)], TxnTaxDetail });
    expect(firstError(reply).code).toBe('6000');
  });

  it('refuses the tax of a rate that no line has', async () => {
    const { send, line, rateIds } = company;
    const TaxLine = [taxLine(rateIds('5.0% R')[0], 2)];
    const reply = await send({ Line: [line(10, '20.0% S')], TxnTaxDetail: { TaxLine } });
    expect(firstError(reply).code).toBe('6000');
  });

  it('works the tax out again when the lines of a bill change', async () => {
    const { bill, line, sandbox } = company;
    const made = await bill({ Line: [line(10, '20.0% S')] });
    const change = { ...made, Line: [line(20, '20.0% S')] };
    expect(entityOf(await sandbox.post('/bill', change), 'Bill')).toMatchObject({
      TotalAmt: 24,
      TxnTaxDetail: { TotalTax: 4 },
    });
  });

  it('keeps an override through an update of something else, and the SyncToken through one of nothing', async () => {
    const { bill, line, rateIds, sandbox } = company;
    const TxnTaxDetail = { TaxLine: [taxLine(rateIds('20.0% S')[0], 2.02)] };
    const made = await bill({ Line: [line(10, '20.0% S')], TxnTaxDetail });
    expect(entityOf(await sandbox.post('/bill', made), 'Bill').SyncToken).toBe('0');
    const noted = await sandbox.post('/bill', { ...made, sparse: true, PrivateNote: 'seen' });
    expect(entityOf(noted, 'Bill')).toMatchObject({ SyncToken: '1', TotalAmt: 12.02 });
  });

  it('refuses a bill without GlobalTaxCalculation, unless the company is told to assume it', async () => {
    const { sandbox, line } = company;
    const body = aBill({ Line: [line(10, '20.0% S')] });
    expect(firstError(await sandbox.post('/bill', body))).toMatchObject({
      code: '2020',
      element: 'GlobalTaxCalculation',
    });
    await settings({ taxCalculationOptional: true });
    expect(entityOf(await sandbox.post('/bill', body), 'Bill').GlobalTaxCalculation).toBe('TaxExcluded');
    await settings({ taxCalculationOptional: false });
  });

  it('refuses a line without a tax code in the words of the country', async () => {
    expect(firstError(await company.send({ Line: [aLine()] }))).toMatchObject({
      code: '6000',
      Detail: 'Business Validation Error: Make sure all your transactions have a VAT rate before you save.',
    });
    await settings({ lineTaxCodesOptional: true });
    expect((await company.send({ Line: [aLine()] })).status).toBe(200);
    await settings({ lineTaxCodesOptional: false });
  });

  it('refuses tax details together with NotApplicable', async () => {
    const reply = await company.send({
      GlobalTaxCalculation: 'NotApplicable',
      TxnTaxDetail: { TotalTax: 1 },
    });
    expect(firstError(reply).code).toBe('6170');
  });

  it('ignores tax details, and does not keep them, in a company that uses no sales tax', async () => {
    const { bill, line, rateIds } = company;
    await settings({ preferences: { TaxPrefs: { UsingSalesTax: false } } });
    const TxnTaxDetail = { TaxLine: [taxLine(rateIds('20.0% S')[0], 2.02)] };
    const made = await bill({ Line: [line(10, '20.0% S')], TxnTaxDetail });
    expect(made.TotalAmt).toBe(10);
    expect(made).not.toHaveProperty('TxnTaxDetail');
    await settings({ preferences: { TaxPrefs: { UsingSalesTax: true } } });
  });

  it('claims the tax back in the books', async () => {
    const { bill, line, sandbox } = company;
    const owed = async (): Promise<number> =>
      Number(entityOf(await sandbox.get('/account/89'), 'Account').CurrentBalance);
    const before = await owed();
    await bill({ Line: [line(10, '20.0% S')] });
    expect(await owed()).toBe(before + 2);
  });

  it('has an account payable for each of its currencies', async () => {
    const rows = rowsOf(
      await company.sandbox.query("select * from Account where AccountType = 'Accounts Payable'"),
      'Account',
    );
    const byCurrency = rows.map(({ Name, CurrencyRef }) => [referenceOf(CurrencyRef), Name]);
    expect(Object.fromEntries(byCurrency)).toEqual({
      GBP: 'Accounts Payable (A/P)',
      USD: 'Accounts Payable (A/P) - USD',
      EUR: 'Accounts Payable (A/P) - EUR',
      CAD: 'Accounts Payable (A/P) - CAD',
    });
  });
});

describe('the tax of a purchase in Canada', () => {
  let company: Company;
  beforeAll(async () => {
    company = await companyOf('CA');
  });
  afterAll(() => company.sandbox.close());

  it('is of two rates where the province adds its own', async () => {
    const made = await company.bill({ Line: [company.line(100, 'GST/PST BC')] });
    expect(amountsOf(made)).toEqual([5, 7]);
    expect(made).toMatchObject({ TotalAmt: 112, CurrencyRef: { value: 'CAD' } });
  });

  it('is a tax on tax where the code says so', async () => {
    const made = await company.bill({ Line: [company.line(100, 'GST + PST PE (old)')] });
    expect(amountsOf(made)).toEqual([5, 10.5]);
  });

  it('finds both taxes inside a gross amount', async () => {
    const Line = [company.line(114.98, 'GST/QST QC - 9.975')];
    const made = await company.bill({ GlobalTaxCalculation: 'TaxInclusive', Line });
    expect(amountsOf(made)).toEqual([5, 9.98]);
    expect(made.TotalAmt).toBe(114.98);
  });

  it('takes the tax of both rates from a client', async () => {
    const [gst, pst] = company.rateIds('GST/PST BC');
    const TxnTaxDetail = { TaxLine: [taxLine(gst, 0.06), taxLine(pst, 0.05)] };
    const made = await company.bill({ Line: [company.line(0.89, 'GST/PST BC')], TxnTaxDetail });
    expect(made.TotalAmt).toBe(1);
  });
});

describe('the tax of a purchase in the US', () => {
  let sandbox: Caller;
  beforeAll(async () => {
    sandbox = await callSandbox();
  });
  afterAll(() => sandbox.close());

  const coded = (value: string): JsonObject =>
    aBill({
      Line: [
        aLine({ AccountBasedExpenseLineDetail: { AccountRef: { value: '70' }, TaxCodeRef: { value } } }),
      ],
    });

  it.each(['TAX', 'NON'])('is none with the code %s', async (code) => {
    expect(entityOf(await sandbox.post('/bill', coded(code)), 'Bill').TotalAmt).toBe(103.55);
  });

  it('does not know codes with rates, nor CustomSalesTax', async () => {
    expect(firstError(await sandbox.post('/bill', coded('CustomSalesTax'))).code).toBe('6160');
    expect(firstError(await sandbox.post('/bill', coded('2'))).code).toBe('2500');
  });

  it('ignores a way of calculating and tax lines', async () => {
    const body = { ...coded('NON'), GlobalTaxCalculation: 'TaxExcluded', TxnTaxDetail: { TotalTax: 5 } };
    const made = entityOf(await sandbox.post('/bill', body), 'Bill');
    expect(made).not.toHaveProperty('GlobalTaxCalculation');
    expect(made).not.toHaveProperty('TxnTaxDetail');
  });
});
