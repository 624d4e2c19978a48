import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Client } from 'pg';
import { eventually } from '../e2e/eventually.js';
import type { OwnServers } from './own-servers.js';
import { Rig } from './rig.js';
import { Tenant } from './tenant.js';

jest.setTimeout(240_000);

/** The login that the services come by. */
const SERVICES = 'billbridge_app';
const AWAY = `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'billbridge'`;

/** The rows of the fault matrix that concern the servers and take longer. */
describe('each bill arrives, once and to the cent, although', () => {
  let rig: Rig;
  let tenant: Tenant;
  let redis: OwnServers['redis'];
  let postgres: OwnServers['postgres'];

  beforeAll(async () => {
    rig = await Rig.start();
    tenant = await Tenant.open(rig);
    ({ redis, postgres } = rig.servers);
  }, 120_000);

  afterEach(() => {
    for (const { child } of rig.running.values()) expect(child.exitCode ?? child.signalCode).toBeNull();
  });

  afterAll(async () => {
    await rig?.stop();
  }, 60_000);

  async function readingHasBegun(): Promise<void> {
    await eventually('the reading has begun', async () => {
      return (await rig.sql(`select 1 from sync_run where state = 'running'`)).length > 0;
    });
  }

  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

  it('R3 Redis is frozen for 45 s', async () => {
    await tenant.addAndRead(6);
    await readingHasBegun();
    redis.signal('SIGSTOP');
    await pause(45_000);
    redis.signal('SIGCONT');
    await tenant.settled(90_000);
  });

  it('R4 every line to Redis is half-open', async () => {
    await tenant.addAndRead(4);
    await readingHasBegun();
    redis.proxy.goSilent();
    await pause(20_000);
    redis.proxy.heal();
    await tenant.settled(60_000);
  });

  it('R4 every line to Postgres is half-open', async () => {
    await tenant.addAndRead(4);
    await readingHasBegun();
    postgres.proxy.goSilent();
    await pause(40_000);
    postgres.proxy.heal();
    await tenant.settled(120_000);
  });

  it('R4 Redis and Postgres answer slowly', async () => {
    redis.proxy.slowDown(500);
    postgres.proxy.slowDown(50);
    await tenant.addAndRead(2);
    await tenant.settled(120_000);
    redis.proxy.heal();
    postgres.proxy.heal();
  });

  it('G3f somebody holds a lock on all postings for longer than we wait for one', async () => {
    await tenant.addAndRead(4);
    const holder = new Client({ connectionString: postgres.direct() });
    await holder.connect();
    await holder.query('begin; lock table posting in exclusive mode');
    await pause(15_000);
    await holder.query('rollback');
    await holder.end();
    await tenant.settled(120_000);
  });

  it('G4f Postgres takes no more sessions', async () => {
    const holders = Array.from({ length: 220 }, () => new Client({ connectionString: postgres.direct() }));
    for (const holder of holders) holder.on('error', () => undefined);
    const taken = (await Promise.allSettled(holders.map((holder) => holder.connect()))).filter(
      ({ status }) => status === 'fulfilled',
    );
    expect(taken.length).toBeLessThan(holders.length);
    await tenant.addInvoices(2);
    postgres.proxy.reset();
    await pause(10_000);
    await Promise.allSettled(holders.map((holder) => holder.end()));
    await tenant.readNow();
    await tenant.settled(120_000);
  });

  it('G2f the answers to commits are lost', async () => {
    await tenant.addAndRead(4);
    const before = postgres.proxy.struck;
    await eventually('ten commits are struck', async () => {
      postgres.proxy.loseAnswerTo('COMMIT');
      return postgres.proxy.struck >= before + 10;
    });
    postgres.proxy.heal();
    await tenant.settled(120_000);
    for (const [requestId, times] of await tenant.writes())
      expect([requestId, times <= 2]).toEqual([requestId, true]);
  });

  it('G4f Postgres lets nobody write for a while', async () => {
    await rig.sql(`alter role ${SERVICES} set default_transaction_read_only = on`);
    await rig.sql(AWAY);
    await tenant.addInvoices(2);
    await eventually(
      'sweeps fail',
      async () => rig.said('poller').filter((msg) => msg === 'sweep.failed').length > 1,
    );
    await rig.sql(`alter role ${SERVICES} reset default_transaction_read_only`);
    await rig.sql(AWAY);
    await tenant.readNow();
    await tenant.settled(120_000);
  });
});
