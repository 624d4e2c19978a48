import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { eventually } from '../e2e/eventually.js';
import { Rig } from './rig.js';
import { Tenant } from './tenant.js';

jest.setTimeout(240_000);

describe('each bill arrives, once and to the cent, although', () => {
  let rig: Rig;
  let tenant: Tenant;

  beforeAll(async () => {
    rig = await Rig.start();
    tenant = await Tenant.open(rig);
  }, 180_000);

  afterAll(async () => {
    await rig?.stop();
  }, 60_000);

  const services = ['poller', 'mapper', 'writer'] as const;

  it('R6 a replica of Redis that lags behind takes over, and the lines that are open lead to who may not write', async () => {
    const { redis } = rig.servers;
    const replica = await redis.replicate();
    await tenant.addAndRead(4);
    await tenant.settled();
    replica.fallBehind();
    await tenant.addAndRead(8);
    await eventually('bills are on their way', async () => {
      return (await rig.sql(`select 1 from posting where state in ('pending', 'sending')`)).length > 0;
    });
    await replica.takeOver();
    await eventually('services were told READONLY', async () =>
      services.some((name) => rig.process(name).lines.some((line) => line.includes('READONLY'))),
    );
    await tenant.settled(90_000);
    await tenant.addAndRead(2);
    await tenant.settled(90_000);
    for (const [requestId, times] of await tenant.writes())
      expect([requestId, times]).toEqual([requestId, 1]);
    for (const { child } of rig.running.values()) expect(child.exitCode ?? child.signalCode).toBeNull();
  });
});
