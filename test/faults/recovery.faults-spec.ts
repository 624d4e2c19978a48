import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { eventually } from '../e2e/eventually.js';
import type { OwnServers } from './own-servers.js';
import { Rig } from './rig.js';
import { Tenant } from './tenant.js';

jest.setTimeout(240_000);

interface Measured {
  readonly what: string;
  readonly 'target, s': number;
  readonly 'measured, s': number;
}

/**
 * How long it takes from the end of a fault until each invoice that came meanwhile is a bill, on usual settings. What is
 * measured holds the whole way of a bill, three sweeps included, so it is more than the fault alone costs.
 */
describe('recovery takes no longer than its target after', () => {
  const measured: Measured[] = [];
  let rig: Rig;
  let tenant: Tenant;
  let redis: OwnServers['redis'];
  let postgres: OwnServers['postgres'];

  beforeAll(async () => {
    rig = await Rig.start(undefined, { IN_DOUBT_LOOKUP_SECONDS: '60', IN_DOUBT_SETTLE_SECONDS: '21600' });
    tenant = await Tenant.open(rig);
    ({ redis, postgres } = rig.servers);
  }, 120_000);

  afterAll(async () => {
    console.table(measured);
    await rig?.stop();
  }, 60_000);

  async function expectWithin(what: string, targetSeconds: number): Promise<void> {
    const seconds = Math.round((await tenant.settled(180_000)) / 100) / 10;
    measured.push({ what, 'target, s': targetSeconds, 'measured, s': seconds });
    expect(seconds).toBeLessThanOrEqual(targetSeconds);
  }

  async function is(what: string, statement: string): Promise<void> {
    await eventually(what, async () => (await rig.sql(statement)).length > 0);
  }

  it('R1 a restart of Redis', async () => {
    await redis.stop();
    await tenant.addAndRead(3);
    await is('the run is committed', `select 1 from sync_run where state = 'queued'`);
    await redis.start();
    await expectWithin('Redis restarted', 10);
  });

  it('R2 FLUSHALL in the middle of it', async () => {
    await tenant.addAndRead(5);
    await is('the reading has begun', `select 1 from sync_run where state = 'running'`);
    await redis.command('flushall');
    await expectWithin('Redis emptied', 60);
  });

  it('R4 half-open lines to Redis, from when they went silent', async () => {
    await tenant.addAndRead(5);
    await is('the reading has begun', `select 1 from sync_run where state = 'running'`);
    redis.proxy.killOpenLines();
    await expectWithin('lines to Redis half-open', 30);
  });

  it('G1f a restart of Postgres', async () => {
    await tenant.addAndRead(5);
    await is('the reading has begun', `select 1 from sync_run where state = 'running'`);
    await postgres.stop();
    await postgres.start();
    await expectWithin('Postgres restarted', 15);
  });

  it('G1f half-open lines to Postgres, from when they went silent', async () => {
    await tenant.addAndRead(5);
    await is('the reading has begun', `select 1 from sync_run where state = 'running'`);
    postgres.proxy.killOpenLines();
    await expectWithin('lines to Postgres half-open', 60);
  });

  it('D1 kill -9 of the writer with calls out', async () => {
    await rig.quickBooks.post(tenant.company.quickBooks('/faults'), {
      kind: 'slow',
      path: '/bill',
      method: 'POST',
      times: 4,
      afterMs: 1_500,
    });
    await tenant.addAndRead(8);
    await is('calls are out', `select 1 from posting where state = 'sending'`);
    await rig.kill('writer');
    await rig.startService('writer');
    await expectWithin('writer killed with calls out', 90);
  });

  it('D1 kill -9 of the poller in the middle of a reading', async () => {
    await tenant.addAndRead(8);
    await is('the reading has begun', `select 1 from sync_run where state = 'running'`);
    await rig.kill('poller');
    await rig.startService('poller');
    await expectWithin('poller killed', 90);
  });

  it('D1 kill -9 of the mapper', async () => {
    await tenant.addAndRead(8);
    await is('the first is mapped', `select 1 from posting where state = 'pending'`);
    await rig.kill('mapper');
    await rig.startService('mapper');
    await expectWithin('mapper killed', 90);
  });
});
