import { expect } from '@jest/globals';
import type { Operations, Verdict } from './judged-client.js';

const tokens: Operations = {
  'authorizeUri and createToken': async (open) => {
    const client = await open();
    await client.call('createToken', (await client.call('consented')).address);
    expect(await client.call('getToken')).toMatchObject({
      token_type: 'bearer',
      expires_in: 3600,
      realmId: client.realmId,
    });
    expect(await client.call('isAccessTokenValid')).toEqual({ value: true });
  },
  refreshUsingToken: async (open) => {
    const client = await open();
    const { refreshToken } = await client.call('consent');
    const { token } = await client.call('refreshUsingToken', refreshToken);
    expect(token).toMatchObject({ refresh_token: refreshToken, x_refresh_token_expires_in: 8_726_400 });
  },
  refresh: async (open) => {
    const client = await open();
    await client.call('refreshUsingToken', (await client.call('consent')).refreshToken);
    await client.call('refresh');
    expect(await client.call('isAccessTokenValid')).toEqual({ value: true });
  },
  revoke: async (open) => {
    const client = await open();
    const { refreshToken } = await client.call('consent');
    await client.call('refreshUsingToken', refreshToken);
    await client.call('revoke', { refresh_token: refreshToken });
    await expect(client.call('refreshUsingToken', refreshToken)).rejects.toThrow();
  },
};

const calls: Operations = {
  makeApiCall: async (open) => {
    const client = await open();
    await client.call('refreshUsingToken', (await client.call('consent')).refreshToken);
    const answer = await client.call('makeApiCall', { url: (await client.call('companyAddress')).address });
    expect(answer.json).toMatchObject({ CompanyInfo: { Country: 'US' } });
  },
  'makeApiCall that is refused': async (open) => {
    const client = await open();
    await client.call('refreshUsingToken', (await client.call('consent')).refreshToken);
    const { address } = await client.call('companyAddress');
    const missing = String(address).replace(/companyinfo.*/, 'bill/999999');
    await expect(client.call('makeApiCall', { url: missing })).rejects.toMatchObject({
      code: '610',
      fault: { type: 'ValidationFault' },
    });
  },
};

const OPEN_ID = 'it needs the scope openid, which no integration of purchases asks for';

export const intuitOAuthVerdict: Verdict = {
  client: 'intuit-oauth',
  passes: { tokens, calls },
  refused: {
    getUserInfo: {
      because: OPEN_ID,
      attempt: async (open) => {
        const client = await open();
        await client.call('refreshUsingToken', (await client.call('consent')).refreshToken);
        await client.call('getUserInfo');
      },
    },
    validateIdToken: {
      because: OPEN_ID,
      attempt: async (open) => {
        const client = await open();
        await client.call('refreshUsingToken', (await client.call('consent')).refreshToken);
        await client.call('validateIdToken');
      },
    },
  },
};
