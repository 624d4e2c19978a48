import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { inRoot } from '../scripts/paths.mjs';
import { ownDatabase } from './posting-ledger.mjs';

const token = 'verifier';
const realmId = '4711';
const steady = { perSecond: 200, seconds: 10 };
const flood = { perSecond: 1_000, seconds: 10 };

/**
 * How long the QuickBooks door takes to store and answer, with posts at a steady rate and in a flood. Posts go out by the
 * clock, whether or not the earlier ones are answered, so that a door that falls behind shows it.
 * @param {import('../scripts/supervise.mjs').Run} run
 * @param {{ databaseUrl: string, redisUrl: string }} servers
 */
export async function webhooksBench(run, { databaseUrl, redisUrl }) {
  const { url, database, close } = await ownDatabase(databaseUrl);
  await database.query(`
    with c as (insert into connection (provider, name, account, wrapped_key) values ('cin7', 'c', 'c', '-') returning id),
    q as (insert into connection (provider, name, account, wrapped_key) values ('quickbooks', 'q', '${realmId}', '-') returning id)
    insert into pipeline (name, cin7_connection_id, quickbooks_connection_id, mode) select 'bench', c.id, q.id, 'live' from c, q`);
  const program = run.processes.start({
    name: 'webhooks',
    stage: 'service',
    command: process.execPath,
    args: [inRoot('dist', 'apps', 'webhooks', 'src', 'main.js')],
    env: {
      ...process.env,
      DATABASE_URL: url,
      REDIS_URL: redisUrl,
      PORT: '0',
      LOG_LEVEL: 'error',
      QUICKBOOKS_WEBHOOK_VERIFIER_TOKENS: token,
    },
    ipc: true,
    output: 'prefix',
    deadlineMs: 10_000,
  });
  try {
    const [{ port }] = await once(program.child, 'message');
    await posts(port, { perSecond: 50, seconds: 2 });
    return [await posts(port, steady), await posts(port, flood)];
  } finally {
    program.child.kill('SIGTERM');
    await once(program.child, 'exit');
    await close();
  }
}

/** @param {number} port @param {{ perSecond: number, seconds: number }} load */
async function posts(port, { perSecond, seconds }) {
  const agent = new Agent({ keepAlive: true });
  const begunAt = performance.now();
  const answers = await Promise.all(
    Array.from({ length: perSecond * seconds }, async (_, index) => {
      const wait = (index * 1000) / perSecond - (performance.now() - begunAt);
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, wait)));
      return post(port, agent);
    }),
  );
  agent.destroy();
  const times = answers.map(({ ms }) => ms).sort((left, right) => left - right);
  const at = (/** @type {number} */ share) => Math.round(times[Math.floor((times.length - 1) * share)] ?? 0);
  return {
    'posts a second': perSecond,
    'p50 ms': at(0.5),
    'p99 ms': at(0.99),
    'max ms': at(1),
    stored: answers.filter(({ status }) => status === 200).length,
    'to be sent again': answers.filter(({ status }) => status !== 200).length,
  };
}

/** @param {number} port @param {Agent} agent @returns {Promise<{ status: number, ms: number }>} */
function post(port, agent) {
  const body = JSON.stringify([
    {
      specversion: '1.0',
      id: randomUUID(),
      type: 'qbo.bill.updated.v1',
      time: new Date().toISOString(),
      intuitentityid: String(Math.ceil(Math.random() * 1_000)),
      intuitaccountid: realmId,
    },
  ]);
  const signature = createHmac('sha256', token).update(body).digest('base64');
  const begunAt = performance.now();
  return new Promise((resolve) => {
    const done = (/** @type {number} */ status) => resolve({ status, ms: performance.now() - begunAt });
    const outgoing = request(
      {
        port,
        agent,
        method: 'POST',
        path: '/webhooks/quickbooks',
        headers: { 'intuit-signature': signature },
      },
      (answer) => answer.resume().on('end', () => done(answer.statusCode ?? 0)),
    );
    outgoing.on('error', () => done(0));
    outgoing.end(body);
  });
}
