import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { eventually } from '../e2e/eventually.js';
import { Rig, type ServiceName } from './rig.js';
import { SmallDisk } from './small-disk.js';
import { Tenant } from './tenant.js';

jest.setTimeout(240_000);

const NO_ROOM = 'No space left on device';
const INVOICES = 60;

const disk = SmallDisk.mount();
const ifMounted = disk ? describe : describe.skip;
if (!disk) process.stderr.write('Skipped: only root may mount the small disk that is filled here.\n');

/** The tables lie on a disk of their own, so that the server itself lives: with no room for its log it would end (G1f). */
ifMounted('each bill arrives, once and to the cent, although', () => {
  let rig: Rig;
  let tenant: Tenant;

  beforeAll(async () => {
    rig = await Rig.start();
    tenant = await Tenant.open(rig);
    await rig.sql(`create tablespace small location '${disk?.folder}'`);
    for (const what of ['table', 'index'])
      await rig.sql(`alter ${what} all in tablespace pg_default set tablespace small`);
  }, 180_000);

  afterAll(async () => {
    await rig?.stop();
    disk?.unmount();
  }, 60_000);

  const hasNoRoom = (service: ServiceName) =>
    rig.process(service).lines.some((line) => line.includes(NO_ROOM));

  it('D8 G4f the disk of Postgres is full: nothing that was read is lost, and work goes on when there is room', async () => {
    await tenant.addInvoices(INVOICES);
    await tenant.readNow();
    await eventually('bills are on their way', async () => {
      return (await rig.sql(`select 1 from posting where state in ('pending', 'sending')`)).length > 0;
    });
    await tenant.readNow({ inSeconds: 1 });
    disk?.fill();
    await tenant.addInvoices(INVOICES);
    await eventually(
      'neither what is to be posted nor what was posted can be kept',
      async () => hasNoRoom('mapper') && hasNoRoom('writer'),
      90_000,
    );
    expect(await tenant.count('posted')).toBeLessThan(tenant.invoices);
    expect(await rig.health('console', 'live')).toBe(200);
    disk?.makeRoom();
    await tenant.settled(180_000);
    expect(await rig.sql('select reason from failed_job')).toEqual([]);
    for (const { child } of rig.running.values()) expect(child.exitCode ?? child.signalCode).toBeNull();
  });
});
