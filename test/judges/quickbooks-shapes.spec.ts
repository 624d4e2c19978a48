import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  isObject,
  type Json,
  type JsonObject,
  objectOf,
  objectsOf,
} from '../../apps/sandbox/src/quickbooks/json.js';
import { entityTable } from '../../apps/sandbox/src/quickbooks/model/entity-table.js';
import type { Shape } from '../../apps/sandbox/src/quickbooks/model/member.js';
import {
  aBill,
  aLine,
  type Caller,
  callSandbox,
  type Reply,
} from '../../apps/sandbox/src/quickbooks/testing/caller.js';

/** Recordings are not part of the repository; where they lie beside it, the emulator is compared with them. */
const recordings = path.resolve('..', 'shared', 'fixtures', 'quickbooks');
const present = existsSync(recordings);
if (!present) console.warn(`Skipped: no QuickBooks recordings at ${recordings}.`);
const withRecordings = present ? describe : describe.skip;

function recording(...names: string[]): JsonObject {
  const value: unknown = JSON.parse(readFileSync(path.join(recordings, ...names), 'utf8'));
  return isObject(value) ? value : {};
}

/** What differs from case to case: numbers, quoted names, tokens. */
function wording(value: Json | undefined): string {
  return String(value)
    .replace(/DocNumber=\S+ is assigned to TxnType=[\w ]+ with/, 'DocNumber=… is assigned to TxnType=… with')
    .replace(/Property Name:.* specified/, 'Property Name:… specified')
    .replace(/Token expired:.*/, 'Token expired: …')
    .replace(/"'\w+/, '"…')
    .replace(/System Failure Error: .*/, 'System Failure Error: …')
    .replace(/\d+/g, '0');
}

function entryOf(body: JsonObject): JsonObject {
  const fault = objectOf(body.Fault) ?? objectOf(body.fault) ?? {};
  const [entry = {}] = [...objectsOf(fault.Error), ...objectsOf(fault.error)];
  return {
    ...Object.fromEntries(Object.entries(entry).map(([name, value]) => [name, wording(value)])),
    type: fault.type ?? null,
  };
}

withRecordings('the refusals of the emulator and those that were recorded', () => {
  let sandbox: Caller;
  beforeAll(async () => {
    sandbox = await callSandbox();
    await sandbox.post('/bill', aBill({ DocNumber: 'TAKEN' }));
  });
  afterAll(() => sandbox.close());

  const settings = (changes: JsonObject): Promise<JsonObject> =>
    sandbox.door('POST', `/realms/${sandbox.realmId}/settings`, changes);
  const bill = (changes: JsonObject): Promise<Reply> => sandbox.post('/bill', aBill(changes));
  const unknownAccount = { AccountBasedExpenseLineDetail: { AccountRef: { value: '7777' } } };

  const provoked: Readonly<Record<string, () => Promise<Reply>>> = {
    '400_2010_bad_property': () => bill({ Colour: 'red' }),
    '400_2020_missing_line': () => bill({ Line: [] }),
    '400_2050_length': () => bill({ DocNumber: 'X'.repeat(45) }),
    '400_2410_missing_exchange_rate': () =>
      bill({ VendorRef: { value: '16' }, CurrencyRef: { value: 'EUR' } }),
    '400_2500_invalid_ref': () => bill({ Line: [aLine(unknownAccount)] }),
    '400_4000_query_parse': () => sandbox.query("select * from Vendor where DisplayName = 'Bob's'"),
    '400_4001_query_invalid': () => sandbox.query('select * from Vendor startposition 0'),
    '400_5010_stale': () =>
      sandbox.post('/vendor', { Id: '10', SyncToken: '99', DisplayName: 'x', sparse: true }),
    '400_6000_one_foreign_currency': () => bill({ CurrencyRef: { value: 'EUR' }, ExchangeRate: 1.1 }),
    '400_610_inactive': () => sandbox.get('/vendor/99999'),
    '400_610_deleted_txn': async () => {
      const made = objectOf((await bill({})).body.Bill)?.Id ?? '';
      await sandbox.post('/bill?operation=delete', { Id: made, SyncToken: '0' });
      return sandbox.get(`/bill/${String(made)}`);
    },
    '400_6140_duplicate_docnumber': async () => {
      await settings({ warnDuplicateBillNumber: true });
      return bill({ DocNumber: 'TAKEN' });
    },
    '400_6210_closed_period': async () => {
      await settings({ closingDate: '2026-12-31' });
      const reply = await bill({});
      await settings({ closingDate: null });
      return reply;
    },
    '400_6240_duplicate_name': () => sandbox.post('/vendor', { DisplayName: 'Cascade Timber Mills' }),
    '403_6190_subscription': async () => {
      await settings({ subscriptionLapsed: true });
      const reply = await bill({});
      await settings({ subscriptionLapsed: false });
      return reply;
    },
    '403_3100_wrong_environment': async () => {
      const other = await sandbox.door('POST', '/realms', { company: 'empty' });
      await sandbox.signIn(String(other.refreshToken));
      const reply = await sandbox.get('/term/1');
      await sandbox.signIn('sandbox-refresh-token-0001');
      return reply;
    },
    '429_3001_throttle': async () => {
      await settings({ callsPerMinute: 1, callsPerSecond: 1, throttledCasing: 'upper' });
      await sandbox.get('/term/1');
      const reply = await sandbox.get('/term/1');
      await settings({ callsPerMinute: 0, callsPerSecond: 0 });
      return reply;
    },
    '401_3200_token_expired': async () => {
      await sandbox.door('POST', '/tokens/expire-access', { realmId: sandbox.realmId });
      const reply = await sandbox.get('/term/1');
      await sandbox.signIn('sandbox-refresh-token-0001');
      return reply;
    },
  };

  it.each(Object.keys(provoked))('%s', async (name) => {
    const recorded = recording('errors', `${name}.json`);
    const reply = await provoked[name]?.();
    expect(reply?.status).toBe(recorded.status);
    expect(entryOf(reply?.body ?? {})).toEqual(entryOf(objectOf(recorded.body) ?? {}));
  });

  it('uses every member of the recorded gateway refusal', async () => {
    const recorded = objectOf(recording('errors', '401_3200_token_expired.json').body) ?? {};
    const reply = await provoked['401_3200_token_expired']?.();
    expect(Object.keys(reply?.body ?? {}).sort()).toEqual(Object.keys(recorded).sort());
  });
});

const ENVELOPE = ['Id', 'SyncToken', 'MetaData', 'domain', 'sparse', 'status'];
/** Parts of a company's preferences and items that no integration of purchases reads. */
const LEFT_OUT =
  /^(Preferences\.(SalesForms|EmailMessages|TimeTracking)Prefs|Item\.(ItemGroupDetail|PrintGroupedItems))/;

function strangers(shape: Shape, value: JsonObject, at: string): string[] {
  return Object.entries(value).flatMap(([name, member]) => {
    const here = `${at}.${name}`;
    const known = shape[name];
    if (known === undefined) return ENVELOPE.includes(name) || LEFT_OUT.test(here) ? [] : [here];
    if (known.kind === 'object') return strangers(known.shape, objectOf(member) ?? {}, here);
    return known.kind === 'list'
      ? objectsOf(member).flatMap((item) => strangers(known.shape, item, here))
      : [];
  });
}

withRecordings('the members of the reference samples', () => {
  it.each(entityTable.map(({ name, shape }) => ({ name, shape })))(
    'are all known for $name',
    ({ name, shape }) => {
      const folder = path.join(recordings, 'reference-samples');
      const files = readdirSync(folder).filter(
        (file) => file.startsWith(`${name.toLowerCase()}__`) && /resp/.test(file),
      );
      const unknown = files.flatMap((file) => {
        const object = objectOf(recording('reference-samples', file)[name]);
        return object === undefined ? [] : strangers(shape, object, name);
      });
      expect([...new Set(unknown)]).toEqual([]);
    },
  );
});
