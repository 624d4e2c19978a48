import { describe, expect, it } from '@jest/globals';
import { callSandbox } from './testing/caller.js';

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
