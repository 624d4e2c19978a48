import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { PinoLogger } from 'nestjs-pino';
import { ConnectionRepository, declareRestored } from '#libs/persistence';
import type { SweepClock } from '#libs/platform';
import type { Throttle } from '#libs/queues';
import { type QuickBooksCompanies, RemoteError } from '#libs/quickbooks';
import { type OpenDatabase, openTestDatabase, storedPipeline } from '#libs/testing';
import { ConnectionProbe } from './connection.probe.js';

const logger = { setContext() {}, info() {}, warn() {} } as unknown as PinoLogger;
const CLOSED = new RemoteError('locked-out', 'The subscription has ended', { code: '6190' });

describe('a company that is closed to us', () => {
  let open: OpenDatabase;
  let connections: ConnectionRepository;
  let id: string;

  beforeAll(async () => {
    open = await openTestDatabase();
    connections = new ConnectionRepository(open.database, open.vault);
  }, 60_000);
  afterAll(() => open?.close());

  beforeEach(async () => {
    id = (await storedPipeline(open)).quickBooksConnectionId;
  });

  async function probe(answer: () => Promise<unknown>): Promise<number> {
    let asked = 0;
    const client = () => ({
      companyInfo: () => {
        asked += 1;
        return answer();
      },
    });
    const limited = ({ id: of }: { id: string }) => ({ id: of, limits: [], share: 1 });
    const companies = { client, limited } as unknown as QuickBooksCompanies;
    const throttle = { charge: async () => undefined } as unknown as Throttle;
    const clock = { every() {} } as unknown as SweepClock;
    await new ConnectionProbe(clock, connections, companies, throttle, logger).probe();
    return asked;
  }

  const timePasses = (seconds: number) =>
    open.database.query(
      `update connection set probe_at = probe_at - $2 * interval '1 second',
         locked_out_at = locked_out_at - $2 * interval '1 second' where id = $1`,
      [id, seconds],
    );

  async function secondsToProbe(): Promise<number> {
    const { probeAt } = await connections.get(id);
    return Math.round(((probeAt?.getTime() ?? 0) - Date.now()) / 10_000) * 10;
  }

  it('is paused with the reason, and in the trail', async () => {
    await connections.lockOut(id, CLOSED.message, 'writer');
    expect(await connections.get(id)).toMatchObject({ state: 'paused', stateReason: CLOSED.message });
    const trail = await open.database.query(
      `select action, actor from audit_event where action = 'connection.paused' and detail ->> 'connectionId' = $1`,
      [id],
    );
    expect(trail).toEqual([{ action: 'connection.paused', actor: 'writer' }]);
  });

  it('is asked after five minutes, and goes on when it lets us in', async () => {
    await connections.lockOut(id, CLOSED.message, 'writer');
    expect(await probe(async () => ({}))).toBe(0);
    await timePasses(300);
    expect(await probe(async () => ({}))).toBe(1);
    expect(await connections.get(id)).toMatchObject({ state: 'active', stateReason: null, probeAt: null });
  });

  it('is asked ever more rarely while it stays closed', async () => {
    await connections.lockOut(id, CLOSED.message, 'writer');
    for (const expected of [600, 1_200, 2_400, 3_600, 3_600]) {
      await timePasses(3_600);
      await probe(() => Promise.reject(CLOSED));
      expect(await secondsToProbe()).toBe(expected);
    }
  });

  it('counts on where it can be read but refuses the next write', async () => {
    await connections.lockOut(id, CLOSED.message, 'writer');
    await timePasses(300);
    await probe(async () => ({}));
    await connections.lockOut(id, CLOSED.message, 'writer');
    expect(await secondsToProbe()).toBe(600);
  });

  it('is paused once, however many workers meet it', async () => {
    for (let worker = 0; worker < 4; worker += 1) await connections.lockOut(id, CLOSED.message, 'writer');
    expect(await secondsToProbe()).toBe(300);
  });

  it('is asked by one poller at a time', async () => {
    await connections.lockOut(id, CLOSED.message, 'writer');
    await timePasses(300);
    const due = await Promise.all([connections.dueProbes(), connections.dueProbes()]);
    expect(due.flat()).toHaveLength(1);
  });

  it('that has expired is left to a person', async () => {
    await connections.lockOut(id, CLOSED.message, 'writer');
    await connections.setState(id, 'expired', 'invalid_grant', 'poller');
    expect(await connections.get(id)).toMatchObject({ state: 'expired', probeAt: null });
  });

  it('P12 says so where its token may have been outdated by a restore', async () => {
    await connections.setState(id, 'expired', 'invalid_grant', 'poller');
    expect((await connections.get(id)).stateReason).toBe('invalid_grant');
    await connections.setState(id, 'active', null, 'ana');
    await declareRestored(open.database, new Date(), 'ana');
    await connections.setState(id, 'expired', 'invalid_grant', 'poller');
    expect((await connections.get(id)).stateReason).toContain('The database was restored');
  });
});
