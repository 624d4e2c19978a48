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

  /** A session past the proxy that does what other programs may do in the database. */
  async function asOther<Answer>(work: (client: Client) => Promise<Answer>): Promise<Answer> {
    const client = new Client({ connectionString: postgres.direct() });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }

  async function deadlocks(): Promise<number> {
    const [row] = await rig.sql<{ deadlocks: number }>(
      'select deadlocks::int from pg_stat_database where datname = current_database()',
    );
    return row?.deadlocks ?? 0;
  }

  it('G3f services lose deadlocks against another session', async () => {
    // Who waits first looks for a deadlock first, and loses: the other session is never the one.
    await rig.sql(`alter role ${SERVICES} set deadlock_timeout = '3s'`);
    await rig.sql(AWAY);
    const before = await deadlocks();
    await tenant.addAndRead(12);
    await eventually(
      'three deadlocks are lost',
      async () => {
        await asOther(async (other) => {
          await other.query(`set deadlock_timeout = '60s'; set lock_timeout = '20s'`);
          await other.query('begin; lock table audit_event in exclusive mode');
          const waiting = `select 1 from pg_locks where not granted and relation = 'audit_event'::regclass`;
          await eventually('a service waits', async () => (await rig.sql(waiting)).length > 0, 3_000).catch(
            () => null,
          );
          // Whoever waits has changed a row of these, and has it until its transaction ends.
          await other.query(
            'select id from posting for update; select id from sync_run for update; rollback',
          );
        });
        return (await deadlocks()) >= before + 3;
      },
      120_000,
    );
    await rig.sql(`alter role ${SERVICES} reset deadlock_timeout`);
    await rig.sql(AWAY);
    await tenant.settled(120_000);
  });

  it('G3f transactions cannot be serialized', async () => {
    // As where an operator has set it for the whole database; ours is the usual one.
    await rig.sql(`alter role ${SERVICES} set default_transaction_isolation = 'repeatable read'`);
    await rig.sql(AWAY);
    await tenant.addAndRead(8);
    const told = () => {
      return [...rig.running.values()].some(({ lines }) =>
        lines.some((line) => line.includes('could not serialize')),
      );
    };
    await asOther(async (other) => {
      await eventually(
        'a service could not',
        async () => {
          await other
            .query(
              `begin; update posting set failures = failures; update source_record set mapping_seq = mapping_seq;
               select pg_sleep(0.2); commit`,
            )
            .catch(() => other.query('rollback'));
          return told();
        },
        90_000,
      );
    });
    await rig.sql(`alter role ${SERVICES} reset default_transaction_isolation`);
    await rig.sql(AWAY);
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
