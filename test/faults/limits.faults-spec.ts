import { readFileSync } from 'node:fs';
import { setTimeout as passes } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { openCompany } from '../e2e/company.js';
import { eventually } from '../e2e/eventually.js';
import type { Json } from '../e2e/json-client.js';
import type { System } from '../e2e/system.js';
import { Rig } from './rig.js';

jest.setTimeout(300_000);

const MEASURED_MS = 120_000;
const CIN7_PER_MINUTE = 60;

interface Measured {
  readonly what: string;
  readonly calls: number;
  readonly 'allowed in that time': number;
  readonly 'used, %': number;
  readonly throttled: number;
  readonly 'load of the machine': string;
}

/** How much of a limit is used while it binds, by the log of the emulator that refuses what is over it. */
describe('of the binding limit, at least 95 % are used and nothing is refused', () => {
  const measured: Measured[] = [];
  let rig: Rig;

  beforeAll(async () => {
    rig = await Rig.start(['poller', 'console'], { CIN7_CALLS_PER_MINUTE: String(CIN7_PER_MINUTE) });
  }, 120_000);

  afterAll(async () => {
    console.table(measured);
    await rig?.stop();
  }, 60_000);

  it('during a backfill of Cin7', async () => {
    // The rig has what opening a company needs of a system.
    const company = await openCompany(rig as unknown as System, { mode: 'shadow' });
    await rig.cin7.post(company.cin7('/settings'), { callsPerMinute: CIN7_PER_MINUTE });
    // Changed within the next hour, so that a run that began before they came does not hide them.
    const [first, last] = [0, 3_600_000].map((ms) => new Date(Date.now() + ms).toISOString());
    await rig.cin7.post(company.cin7('/purchases/bulk'), { count: 400, from: first, to: last });
    const callsOf = async () => {
      const { calls } = await rig.cin7.get('/calls');
      return calls.filter(({ accountId }: Json) => accountId === company.accountId) as Json[];
    };
    const isDetail = ({ path }: Json) => path.toLowerCase().endsWith('purchase');
    // The burst and the lists are behind: from here only the limit decides.
    await eventually('details are read', async () => (await callsOf()).filter(isDetail).length > 3, 120_000);

    const from = Date.now();
    await passes(MEASURED_MS);
    const until = Date.now();
    const calls = (await callsOf()).filter(({ at }) => Date.parse(at) >= from && Date.parse(at) < until);
    const allowed = (CIN7_PER_MINUTE * (until - from)) / 60_000;
    const throttled = calls.filter(({ status }) => status !== 200).length;
    const used = Math.round((1_000 * (calls.length - throttled)) / allowed) / 10;
    measured.push({
      what: `Cin7, ${CIN7_PER_MINUTE} a minute, ${Math.round(MEASURED_MS / 1_000)} s of a backfill`,
      calls: calls.length,
      'allowed in that time': Math.round(allowed),
      'used, %': used,
      throttled,
      'load of the machine': readFileSync('/proc/loadavg', 'utf8').split(' ').slice(0, 2).join(' '),
    });
    expect(throttled).toBe(0);
    expect(used).toBeGreaterThanOrEqual(95);
  });
});
