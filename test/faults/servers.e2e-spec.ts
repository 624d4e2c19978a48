import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { eventually } from '../e2e/eventually.js';
import type { Json } from '../e2e/json-client.js';
import { addGarbage } from './garbage-jobs.js';
import type { OwnServers } from './own-servers.js';
import { Rig } from './rig.js';
import { Tenant } from './tenant.js';

jest.setTimeout(90_000);

/** The rows of the fault matrix that concern the servers and end within seconds; longer ones are in *.faults-spec.ts. */
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

  async function seen(what: string, statement: string): Promise<void> {
    await eventually(what, async () => (await rig.sql(statement)).length > 0);
  }

  it('R1 Redis restarts: commits go on and services start meanwhile, and work goes on soon after its return', async () => {
    await redis.stop();
    await rig.kill('mapper');
    await rig.startService('mapper');
    expect(await rig.health('mapper', 'ready')).toBe(503);
    await tenant.addAndRead(2);
    await seen('the run is committed', `select 1 from sync_run where state = 'queued'`);
    await redis.start();
    expect(await tenant.settled()).toBeLessThan(15_000);
  });

  it('R2 Redis is emptied in the middle of it', async () => {
    await tenant.addAndRead(8);
    await seen('the reading has begun', `select 1 from sync_run where state = 'running'`);
    await redis.command('flushall');
    expect(await tenant.settled()).toBeLessThan(60_000);
  });

  it('R4 every line to Redis is reset, twice', async () => {
    await tenant.addAndRead(3);
    await seen('the reading has begun', `select 1 from sync_run where state = 'running'`);
    redis.proxy.reset();
    await seen('bills are on their way', `select 1 from posting where state in ('pending', 'sending')`);
    redis.proxy.reset();
    expect(await tenant.settled()).toBeLessThan(30_000);
  });

  it('R5 Redis is full: bells are lost, and hung again when there is room', async () => {
    await redis.command('config', 'set', 'maxmemory', '1');
    await tenant.addAndRead(2);
    await seen('the run is committed', `select 1 from sync_run where state = 'queued'`);
    await redis.command('config', 'set', 'maxmemory', '0');
    expect(await tenant.settled()).toBeLessThan(30_000);
  });

  it('R5 a service is started on a Redis that evicts: it refuses, and those that run are not ready', async () => {
    await redis.command('config', 'set', 'maxmemory-policy', 'allkeys-lru');
    const running = rig.process('mapper');
    await expect(rig.startService('mapper')).rejects.toThrow('maxmemory-policy is allkeys-lru');
    rig.running.set('mapper', running);
    await eventually('the writer is not ready', async () => (await rig.health('writer', 'ready')) === 503);
    await redis.command('config', 'set', 'maxmemory-policy', 'noeviction');
    await eventually('the writer is ready', async () => (await rig.health('writer', 'ready')) === 200);
  });

  it('R7 jobs that are garbage lie in all queues: people see them, and the others go on', async () => {
    const names = ['poll', 'map', 'write'];
    const counts = await Promise.all(names.map((name) => addGarbage(redis.direct(), name)));
    await tenant.addAndRead(2);
    await tenant.settled();
    const shown = await eventually('all are shown', async () => {
      const { items } = await rig.console.get('/failed-jobs?limit=100');
      return items.length >= counts.reduce((sum, count) => sum + count) && items;
    });
    expect(new Set(shown.map(({ queue }: Json) => queue))).toEqual(new Set(names));
    for (const { id } of shown) await rig.console.post(`/failed-jobs/${id}/dismiss`);
  });

  it('R8 the answer to a bell is lost', async () => {
    redis.proxy.loseAnswerTo('pipelineId');
    const before = redis.proxy.struck;
    await tenant.addAndRead(2);
    await tenant.settled();
    expect(redis.proxy.struck).toBe(before + 1);
  });

  it('G1f Postgres restarts', async () => {
    await tenant.addAndRead(6);
    await seen('the reading has begun', `select 1 from sync_run where state = 'running'`);
    await postgres.stop();
    await postgres.start();
    expect(await tenant.settled()).toBeLessThan(40_000);
  });

  it('G1f Postgres throws all sessions out, again and again', async () => {
    await tenant.addAndRead(6);
    for (const state of ['pending', 'sending', 'posted']) {
      await seen(`one is ${state}`, `select 1 from posting where state in ('${state}', 'posted')`);
      await rig.sql(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'billbridge'`,
      );
    }
    expect(await tenant.settled(90_000)).toBeLessThan(90_000);
  });
});
