import { expect } from '@jest/globals';
import { commonOperations } from './common-operations.js';
import { judgedEntities } from './entity-operations.js';
import type { Facts, Operation, Operations, Verdict } from './judged-client.js';
import { READ_ONLY, refusing } from './refusing.js';

const tokens: Operations = {
  refreshAccessToken: async (open) => {
    expect(await (await open()).call('refreshAccessToken')).toMatchObject({
      token_type: 'bearer',
      expires_in: 3600,
      refresh_token: expect.any(String),
    });
  },
  revokeAccess: async (open) => {
    const client = await open();
    await client.call('revokeAccess', true);
    await expect(client.call('refreshAccessToken')).rejects.toThrow();
  },
};

const counting =
  (method: string): Operation =>
  async (open) => {
    expect(await (await open()).call(method)).toMatchObject({
      QueryResponse: { totalCount: expect.any(Number) },
    });
  };

const counts: Operations = Object.fromEntries(
  [
    ...judgedEntities.map(({ plural }) => plural),
    'TaxCodes',
    'TaxRates',
    'CompanyInfos',
    'Preferenceses',
  ].map((plural) => [`count${plural}`, counting(`count${plural}`)]),
);

const object: Facts = { Id: '1', SyncToken: '0', Name: 'judged' };

export const quickBooksNodePromiseVerdict: Verdict = {
  client: 'quickbooks-node-promise',
  passes: { ...commonOperations, counts, tokens },
  refused: {
    updateTaxCode: refusing(READ_ONLY, 'updateTaxCode', object),
    updateTaxRate: refusing(READ_ONLY, 'updateTaxRate', object),
    updateExchangeRate: refusing('the library itself refuses it', 'updateExchangeRate', object),
  },
};
