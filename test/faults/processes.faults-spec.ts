import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { eventually } from '../e2e/eventually.js';
import { Rig } from './rig.js';
import { Tenant } from './tenant.js';

jest.setTimeout(300_000);

/** The rows of the fault matrix that concern our own processes and take longer. */
describe('each bill arrives, once and to the cent, although', () => {
  let rig: Rig;
  let tenant: Tenant;

  beforeAll(async () => {
    rig = await Rig.start();
    tenant = await Tenant.open(rig);
  }, 120_000);

  afterAll(async () => {
    await rig?.stop();
  }, 60_000);

  async function callsAreOut(): Promise<void> {
    await eventually('calls are out', async () => {
      return (await rig.sql(`select 1 from posting where state = 'sending'`)).length > 0;
    });
  }

  async function slowly(times: number, afterMs: number): Promise<void> {
    const fault = { kind: 'slow', path: '/bill', method: 'POST', times, afterMs };
    await rig.quickBooks.post(tenant.company.quickBooks('/faults'), fault);
  }

  it('D5 the event loop of the writer stood still for 25 s: it ends by itself, and the next one goes on', async () => {
    await slowly(4, 1_000);
    await tenant.addAndRead(8);
    await callsAreOut();
    const writer = rig.process('writer');
    writer.child.kill('SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, 25_000));
    writer.child.kill('SIGCONT');
    const { code } = await writer.ended;
    expect(code).toBe(0);
    expect(rig.said('writer')).toEqual(expect.arrayContaining(['event-loop.stalled', 'service.stopping']));
    await rig.startService('writer');
    await tenant.settled(150_000);
  });

  it('D7 five deployments roll over the writer within two minutes', async () => {
    await slowly(30, 500);
    await tenant.addAndRead(30);
    for (let deployment = 0; deployment < 5; deployment += 1) {
      await callsAreOut();
      const old = rig.process('writer');
      await rig.startService('writer');
      // In turn a clean end and one that came too late.
      if (deployment % 2 === 0) await old.stop();
      else {
        old.child.kill('SIGKILL');
        await old.ended;
      }
      if (deployment < 4) {
        await slowly(30, 500);
        await tenant.addAndRead(10);
      }
    }
    await tenant.settled(240_000);
    expect(await rig.sql(`select reason from failed_job where reason like '%stalled%'`)).toEqual([]);
  });
});
