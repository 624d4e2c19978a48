import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Queue } from 'bullmq';
import { inRoot } from '../../scripts/paths.mjs';
import { eventually } from '../e2e/eventually.js';
import type { Json } from '../e2e/json-client.js';
import { Rig, type ServiceName } from './rig.js';
import { Tenant } from './tenant.js';

jest.setTimeout(90_000);

const HOUR_MS = 3_600_000;

/** The rows of the fault matrix that concern our own processes and the way to QuickBooks. */
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

  async function plan(fault: object): Promise<void> {
    await rig.quickBooks.post(tenant.company.quickBooks('/faults'), fault);
  }

  async function waitFor(what: string, statement: string): Promise<void> {
    await eventually(what, async () => (await rig.sql(statement)).length > 0);
  }

  async function slowCallsLeft(): Promise<number> {
    const { faults } = await rig.quickBooks.get(tenant.company.quickBooks('/faults'));
    return faults.reduce((left: number, { times }: Json) => left + times, 0);
  }

  async function billCalls(): Promise<Json[]> {
    const { calls } = await rig.quickBooks.get('/calls');
    return calls.filter(({ method, path }: Json) => method === 'POST' && path.endsWith('/bill'));
  }

  async function expectNothingSentTwice(): Promise<void> {
    const writes = await tenant.writes();
    expect([...writes].filter(([, times]) => times > 1)).toEqual([]);
    expect(writes.size).toBe(tenant.invoices);
  }

  it('Q6 D6 the writer is asked to end in the middle of it: no new call after 100 ms, and it ends by itself', async () => {
    await plan({ kind: 'slow', path: '/bill', method: 'POST', times: 12, afterMs: 1_500 });
    await tenant.addAndRead(12);
    // All hands are full and QuickBooks has heard from each, so whatever starts from now on is new.
    await eventually('four calls are out', async () => (await slowCallsLeft()) <= 8);
    const writer = rig.process('writer');
    const askedAt = Date.now();
    writer.child.kill('SIGTERM');
    const { code } = await writer.ended;
    expect(code).toBe(0);
    expect(Date.now() - askedAt).toBeLessThan(25_000);
    const late = (await billCalls()).filter(({ at }) => Date.parse(at) > askedAt + 100);
    expect(late).toEqual([]);
    const out = await rig.sql(`select state from posting where state = 'sending'`);
    expect(out).toEqual([]);
    expect(await tenant.count('pending')).toBeGreaterThan(0);
    await rig.startService('writer');
    await tenant.settled();
    await expectNothingSentTwice();
  });

  it('D3 two writers get every job several times', async () => {
    const first = rig.process('writer');
    await rig.startService('writer');
    await tenant.addAndRead(6);
    const queue = new Queue('write', {
      prefix: 'billbridge',
      connection: { url: rig.servers.redis.direct() },
    });
    await eventually('all are posted', async () => {
      const [pipeline] = await rig.sql<{ id: string }>('select id from pipeline');
      for (let time = 0; time < 12; time += 1)
        await queue.add('write', { pipelineId: pipeline?.id, slot: time % 4 });
      return (await tenant.count('posted')) === tenant.invoices;
    });
    await queue.close();
    await tenant.settled();
    await expectNothingSentTwice();
    await first.stop();
  });

  it('H1 H6 the line to QuickBooks is cut when the answer is on its way', async () => {
    rig.quickBooksLine.loseAnswerTo('/bill?');
    await tenant.addAndRead(3);
    await tenant.settled();
    expect(rig.quickBooksLine.struck).toBe(1);
    const attempts = await rig.sql(`select 1 from posting_attempt where outcome = 'unknown'`);
    expect(attempts).toHaveLength(1);
  });

  it('H6 QuickBooks takes no calls for a while: nothing is in doubt', async () => {
    await rig.quickBooksLine.refuse();
    await tenant.addAndRead(2);
    await waitFor('a call failed', 'select 1 from posting where failures > 0');
    expect(await tenant.count('in-doubt')).toBe(0);
    await rig.quickBooksLine.listenAgain();
    await tenant.settled();
    await expect(rig.sql(`select 1 from posting where state = 'in-doubt'`)).resolves.toEqual([]);
  });

  it('H4 QuickBooks asks for a pause: the same request goes out after it', async () => {
    await plan({ kind: 'throttle-429', path: '/bill', method: 'POST', times: 1, retryAfterSeconds: 2 });
    await tenant.addAndRead(3);
    await tenant.settled();
    const [throttled] = await rig.sql<{ request_id: string; posting_id: string }>(
      `select request_id, posting_id from posting_attempt where outcome = 'throttled'`,
    );
    const all = await rig.sql<{ request_id: string; outcome: string }>(
      'select request_id, outcome from posting_attempt where posting_id = $1 order by id',
      [throttled?.posting_id],
    );
    expect(all).toEqual([
      { request_id: throttled?.request_id, outcome: 'throttled' },
      { request_id: throttled?.request_id, outcome: 'posted' },
    ]);
  });

  it.each([2, -2])('K1 T4f the clocks of writer and poller are wrong by %d hours', async (hours) => {
    const clock = {
      NODE_OPTIONS: `--import ${pathToFileURL(inRoot('test', 'faults', 'shifted-clock.mjs'))}`,
      CLOCK_SHIFT_MS: String(hours * HOUR_MS),
      CLOCK_JUMP_MS: String(-hours * HOUR_MS),
    };
    const names: readonly ServiceName[] = ['writer', 'poller'];
    for (const name of names) {
      await rig.process(name).stop();
      await rig.startService(name, clock);
    }
    const tokensBefore = await tokenCalls();
    await tenant.addAndRead(2);
    await tenant.settled();
    await tenant.addAndRead(2);
    for (const name of names) rig.process(name).child.kill('SIGUSR2');
    await tenant.settled();
    expect((await tokenCalls()) - tokensBefore).toBeLessThanOrEqual(4);
  });

  async function tokenCalls(): Promise<number> {
    const { calls } = await rig.quickBooks.get('/calls');
    return calls.filter(({ path }: Json) => path.endsWith('/tokens/bearer')).length;
  }
});
