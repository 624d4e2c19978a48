import { expect } from '@jest/globals';
import { aBill, entityOperations, judgedEntities, shownOperations } from './entity-operations.js';
import { type Facts, type Operations, objectIn, rowsIn } from './judged-client.js';

const company: Operations = {
  getCompanyInfo: async (open) => {
    const client = await open();
    const facts = objectIn(await client.call('getCompanyInfo', client.realmId), 'CompanyInfo');
    expect(facts).toMatchObject({ CompanyName: expect.any(String), Country: 'US' });
  },
  findCompanyInfos: async (open) => {
    const rows = rowsIn(await (await open()).call('findCompanyInfos'), 'CompanyInfo');
    expect(rows).toMatchObject([{ Country: 'US' }]);
  },
  updateCompanyInfo: async (open) => {
    const client = await open();
    const facts = objectIn(await client.call('getCompanyInfo', client.realmId), 'CompanyInfo');
    const changed = await client.call('updateCompanyInfo', { ...facts, LegalName: 'Judged Ltd' });
    expect(objectIn(changed, 'CompanyInfo')).toMatchObject({ LegalName: 'Judged Ltd' });
  },
};

const preferences: Operations = {
  getPreferences: async (open) => {
    const client = await open();
    expect(objectIn(await client.call('getPreferences'), 'Preferences')).toMatchObject({
      CurrencyPrefs: { HomeCurrency: { value: 'USD' } },
    });
  },
  findPreferenceses: async (open) => {
    const rows = rowsIn(await (await open()).call('findPreferenceses'), 'Preferences');
    expect(rows).toMatchObject([{ Id: '1' }]);
  },
  updatePreferences: async (open) => {
    const client = await open();
    const all = objectIn(await client.call('getPreferences'), 'Preferences');
    expect(objectIn(await client.call('updatePreferences', all), 'Preferences')).toMatchObject({ Id: '1' });
  },
};

const several: Operations = {
  batch: async (open) => {
    const items = [{ bId: 'one', operation: 'create', Vendor: { DisplayName: 'Batch Judge' } }];
    expect(await (await open()).call('batch', items)).toMatchObject({
      BatchItemResponse: [{ bId: 'one', Vendor: { DisplayName: 'Batch Judge' } }],
    });
  },
  changeDataCapture: async (open) => {
    const since = new Date(Date.now() - 60_000);
    expect(await (await open()).call('changeDataCapture', ['Bill', 'Vendor'], since)).toMatchObject({
      CDCResponse: [{ QueryResponse: [{}, { Vendor: expect.any(Array) }] }],
    });
  },
};

const rates: Operations = {
  getExchangeRate: async (open) => {
    const answer = await (await open()).call('getExchangeRate', { sourcecurrencycode: 'EUR' });
    expect(objectIn(answer, 'ExchangeRate')).toMatchObject({
      SourceCurrencyCode: 'EUR',
      TargetCurrencyCode: 'USD',
    });
  },
};

const files: Operations = {
  upload: async (open) => {
    const client = await open();
    const bill = objectIn(await client.call('createBill', aBill()), 'Bill');
    const paper = Buffer.from('paper');
    const answer = await client.call('upload', 'paper.pdf', 'application/pdf', paper, 'Bill', bill.Id);
    expect(attachedIn(answer)).toMatchObject({ FileName: 'paper.pdf' });
  },
};

function attachedIn(answer: Facts): Facts {
  const { AttachableResponse } = answer as { AttachableResponse?: { Attachable: Facts }[] };
  return AttachableResponse?.[0]?.Attachable ?? answer;
}

/** What both of the libraries that cover the whole interface can do, by the same names. */
export const commonOperations: Readonly<Record<string, Operations>> = {
  ...Object.fromEntries(judgedEntities.map((judged) => [judged.entity, entityOperations(judged)])),
  ...shownOperations,
  CompanyInfo: company,
  Preferences: preferences,
  'exchange rates': rates,
  'several objects': several,
  'uploaded files': files,
};
