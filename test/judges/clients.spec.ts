import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startQuickBooksSandbox } from '../../apps/sandbox/src/quickbooks/server.js';
import { intuitOAuth } from './intuit-oauth-client.js';
import { intuitOAuthVerdict } from './intuit-oauth-verdict.js';
import type { JudgedClient, Verdict } from './judged-client.js';
import { nodeQuickBooks } from './node-quickbooks-client.js';
import { nodeQuickBooksVerdict } from './node-quickbooks-verdict.js';
import { openedCompany, type SignedIn } from './opened-company.js';
import { quickBooksNodePromise } from './quickbooks-node-promise-client.js';
import { quickBooksNodePromiseVerdict } from './quickbooks-node-promise-verdict.js';

/** Libraries that others wrote from the real service must find themselves at home in the emulator. */
const judges: readonly (readonly [Verdict, (company: SignedIn) => Promise<JudgedClient>])[] = [
  [intuitOAuthVerdict, intuitOAuth],
  [nodeQuickBooksVerdict, nodeQuickBooks],
  [quickBooksNodePromiseVerdict, quickBooksNodePromise],
];

describe.each(judges)('$client', ({ passes, refused }, signIn) => {
  let sandbox: { port: number; close(): Promise<void> };
  beforeAll(async () => {
    const limits = { callsPerMinute: 0, callsPerSecond: 0 };
    sandbox = await startQuickBooksSandbox({ port: 0, sideDoor: true, ...limits });
  });
  afterAll(() => sandbox.close());

  const open = async (country = 'US'): Promise<JudgedClient> =>
    signIn(await openedCompany(`http://127.0.0.1:${sandbox.port}`, country));

  it.each(Object.values(passes).flatMap((operations) => Object.entries(operations)))(
    '%s passes',
    async (_name, operation) => {
      await operation(open);
    },
  );

  it.each(Object.entries(refused))('%s is refused', async (_name, { attempt }) => {
    await expect(attempt(open)).rejects.toBeDefined();
  });
});
