import { type JsonObject, objectOf } from '../../../apps/sandbox/src/quickbooks/json.js';
import type { Answered } from '../exercise.js';
import { type QuickBooksWorld, requestToken } from './quickbooks-world.js';

type Provocation = (world: QuickBooksWorld) => Promise<Answered>;

const line = {
  Amount: 103.55,
  DetailType: 'AccountBasedExpenseLineDetail',
  AccountBasedExpenseLineDetail: { AccountRef: { value: '70' } },
};

const bill = (world: QuickBooksWorld, changes: JsonObject = {}): Promise<Answered> =>
  world.post('/bill', { VendorRef: { value: '10' }, TxnDate: '2026-11-02', Line: [line], ...changes });

const settings = ({ door, realmId }: QuickBooksWorld, changes: JsonObject): Promise<JsonObject> =>
  door(`POST realms/${realmId}/settings`, changes);

const unknownAccount = { ...line, AccountBasedExpenseLineDetail: { AccountRef: { value: '7777' } } };

/** How each recorded refusal is brought about. */
export const provocations: Readonly<Record<string, Provocation>> = {
  '400_2010_bad_property': (world) => bill(world, { Colour: 'red' }),
  '400_2020_missing_line': (world) => bill(world, { Line: [] }),
  '400_2050_length': (world) => bill(world, { DocNumber: 'X'.repeat(45) }),
  '400_2410_missing_exchange_rate': (world) =>
    bill(world, { VendorRef: { value: '16' }, CurrencyRef: { value: 'EUR' } }),
  '400_2500_invalid_ref': (world) => bill(world, { Line: [unknownAccount] }),
  '400_4000_query_parse': ({ query }) => query("select * from Vendor where DisplayName = 'Bob's'"),
  '400_4001_query_invalid': ({ query }) => query('select * from Vendor startposition 0'),
  '400_5010_stale': ({ post }) =>
    post('/vendor', { Id: '10', SyncToken: '99', DisplayName: 'x', sparse: true }),
  '400_6000_one_foreign_currency': (world) =>
    bill(world, { CurrencyRef: { value: 'EUR' }, ExchangeRate: 1.1 }),
  '400_610_inactive': ({ get }) => get('/vendor/99999'),
  '400_610_deleted_txn': async (world) => {
    const { Id = '' } = objectOf(objectOf((await bill(world)).body)?.Bill) ?? {};
    await world.post('/bill?operation=delete', { Id, SyncToken: '0' });
    return world.get(`/bill/${Id}`);
  },
  '400_6140_duplicate_docnumber': async (world) => {
    await settings(world, { warnDuplicateBillNumber: true });
    await bill(world, { DocNumber: 'TAKEN' });
    return bill(world, { DocNumber: 'TAKEN' });
  },
  '400_6210_closed_period': async (world) => {
    await settings(world, { closingDate: '2026-12-31' });
    return bill(world);
  },
  '400_6240_duplicate_name': ({ post }) => post('/vendor', { DisplayName: 'Cascade Timber Mills' }),
  '401_3200_malformed_token': ({ send }) =>
    send('/term/1', { method: 'GET', headers: { authorization: 'Bearer x' } }),
  '401_3200_token_expired': async (world) => {
    await world.door('POST tokens/expire-access', { realmId: world.realmId });
    return world.get('/term/1');
  },
  '403_3100_wrong_environment': async (world) => {
    const other = await world.open({});
    return world.send(`/../${other.realmId}/term/1`, { method: 'GET' });
  },
  '403_6190_subscription': async (world) => {
    await settings(world, { subscriptionLapsed: true });
    return bill(world);
  },
  '429_3001_throttle': async (world) => {
    await settings(world, { callsPerMinute: 1, callsPerSecond: 1, throttledCasing: 'upper' });
    await world.get('/term/1');
    return world.get('/term/1');
  },
  '500_10000_system': async (world) => {
    await world.door(`POST realms/${world.realmId}/faults`, { kind: 'status-500' });
    return world.get('/term/1');
  },
  oauth_400_invalid_grant: ({ origin }) =>
    requestToken(origin, { grant_type: 'refresh_token', refresh_token: 'unknown' }),
  oauth_400_invalid_grant_bare: async ({ door, origin }) => {
    await door('POST tokens/settings', { bareInvalidGrant: true });
    const answer = await requestToken(origin, { grant_type: 'refresh_token', refresh_token: 'unknown' });
    await door('POST tokens/settings', { bareInvalidGrant: false });
    return answer;
  },
};
