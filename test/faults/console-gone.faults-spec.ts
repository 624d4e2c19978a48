import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Client } from 'pg';
import type { Program } from '../e2e/program.js';
import { type System, startSystem } from '../e2e/system.js';
import { phases, pointId } from './await-point.js';
import { Connecting } from './connecting.js';
import { endsWithin, load } from './doomed-service.js';

jest.setTimeout(60 * 60_000);

/** Short, so that the token lease of a killed console is over within seconds. */
const LEASE_SECONDS = '2';
/** Whoever did all that was asked and lives is not at the point any more. */
const LIMIT_MS = 3_000;
/** Statements that a sweep of the console makes are no part of what a person does, and may not come in time. */
const NOT_REACHED_SHARE = 0.1;

interface Act {
  readonly name: string;
  /** How long a replaced refresh token still serves. With none, an exchange that dies with its process ends the connection. */
  readonly graceSeconds: number;
  /** Who has connected the company already. */
  readonly isConnected: boolean;
  readonly act: (company: Connecting, port: number) => Promise<unknown>;
}

const byToken = (company: Connecting, port: number) => company.byToken(port);
const byConsent = (company: Connecting, port: number) => company.byConsent(port);

const acts: readonly Act[] = [
  { name: 'a token is imported', graceSeconds: 0, isConnected: false, act: byToken },
  { name: 'a token is imported anew', graceSeconds: 0, isConnected: true, act: byToken },
  { name: 'a person consents', graceSeconds: 0, isConnected: false, act: byConsent },
  { name: 'a person consents anew', graceSeconds: 0, isConnected: true, act: byConsent },
  {
    name: 'a connection is tested',
    graceSeconds: 86_400,
    isConnected: true,
    act: async (company, port) => company.opens(port, await connectionOf(company)),
  },
];

let database: Client;

/** Its id, and that it is whole: one row with one token that its history knows. */
async function connectionOf({ realmId }: Connecting): Promise<string> {
  const [found, ...more] = await connections(realmId);
  expect(more).toEqual([]);
  expect(found).toMatchObject({ state: 'active', tokens: 1, remembered: true });
  return found?.id ?? '';
}

async function connections(realmId: string) {
  const { rows } = await database.query<{ id: string; state: string; tokens: number; remembered: boolean }>(
    `select c.id, c.state, (select count(*)::int from quickbooks_token t where t.connection_id = c.id) as tokens,
       exists (select 1 from quickbooks_token t join quickbooks_token_history h on h.connection_id = t.connection_id
         and h.refresh_token = t.refresh_token where t.connection_id = c.id) as remembered
     from connection c where c.provider = 'quickbooks' and c.account = $1`,
    [realmId],
  );
  return rows;
}

describe('kill -9 of the console wherever it waits while', () => {
  let system: System;
  let recorder: Program;
  let doomed: Program;

  beforeAll(async () => {
    system = await startSystem({ LEASE_SECONDS }, { services: ['console'] });
    database = new Client({ connectionString: system.databaseUrl });
    await database.connect();
    recorder = await started({ record: true });
    doomed = load('console', system.env);
  }, 240_000);

  afterAll(async () => {
    for (const program of [recorder, doomed]) program?.signal('SIGKILL');
    await database?.end();
    await system?.stop();
  }, 60_000);

  async function started(order: object): Promise<Program> {
    const program = load('console', system.env);
    await program.hears(({ loaded }) => loaded === true);
    program.tell(order);
    await portOf(program);
    return program;
  }

  const portOf = (program: Program) => program.says(({ service }) => service === 'console');

  /** The console that lives on. */
  const survivor = () => system.ports.console;

  async function company({ isConnected, graceSeconds }: Act): Promise<Connecting> {
    await system.quickBooks.post('/tokens/settings', { rotateEveryRefresh: true, graceSeconds });
    const first = await Connecting.newCompany(system);
    if (!isConnected) return first;
    await first.byToken(survivor());
    expect(await first.opens(survivor(), await connectionOf(first))).toMatchObject({ ok: true });
    return first.again();
  }

  async function pointsOf(act: Act): Promise<string[]> {
    const one = await company(act);
    const before = recorder.told.length;
    recorder.tell({ forget: true });
    await act.act(one, await portOf(recorder));
    return recorder.told.slice(before).flatMap(({ point }) => point ?? []);
  }

  /** What a person does after it: reloads the page, and where that does not help, begins again. */
  async function tryAgain({ act }: Act, one: Connecting): Promise<void> {
    if (!(await one.reload(survivor()))) await act(one, survivor());
  }

  it.each(acts)('T1 T2 T3 $name: no token is lost, and nothing is connected by half', async (act) => {
    const points = await pointsOf(act);
    expect(points.length).toBeGreaterThan(5);
    const kills = points.flatMap((point) => phases.map((phase) => ({ point, phase })));
    const notReached: string[] = [];
    for (const kill of kills) {
      const where = `${act.name} ${pointId(kill.point)} ${kill.phase}: ${kill.point}`;
      const one = await company(act);
      const program = doomed;
      await program.hears(({ loaded }) => loaded === true);
      program.tell({ kill });
      doomed = load('console', system.env);
      const port = await portOf(program);
      await act.act(one, port).catch(() => undefined);
      if (!(await endsWithin(program, LIMIT_MS))) {
        program.signal('SIGKILL');
        notReached.push(where);
      }
      try {
        const left = await connections(one.realmId);
        if (act.isConnected || left.length > 0)
          expect(await one.opens(survivor(), await connectionOf(one))).toMatchObject({ ok: true });
        await tryAgain(act, one);
        expect(await one.opens(survivor(), await connectionOf(one))).toMatchObject({ ok: true });
      } catch (error) {
        throw new Error(where, { cause: error });
      }
    }
    process.stderr.write(`${act.name}: ${kills.length} kills at ${points.length} points\n`);
    for (const each of notReached) process.stderr.write(`Not reached: ${each}\n`);
    expect(notReached.length).toBeLessThanOrEqual(kills.length * NOT_REACHED_SHARE);
  });
});
