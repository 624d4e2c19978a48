import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { inRoot } from '../scripts/paths.mjs';
import { perSecond } from './measure.mjs';

const times = 4000;
/** As many as a client may have under way at Intuit. */
const connections = 10;
const company = '/v3/company/9130350000000001';

/**
 * Bills through HTTP into the QuickBooks sandbox, each with a request id of its own and every check on, from a client
 * on another core. Held against reading a small object in the same way, which is what HTTP alone costs.
 */
export async function quickBooksSandboxBench() {
  const { origin, stop } = await startSandbox();
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  try {
    const headers = { ...(await authorization(origin, agent)), accept: 'application/json' };
    /** @param {string} path @param {object} [body] */
    const call = async (path, body) => {
      const url = `${origin}${company}${path}`;
      const { status, text } = await send(agent, url, { headers, body: body && JSON.stringify(body) });
      if (status !== 200) throw new Error(`The sandbox answered ${status}: ${text}`);
    };
    const reads = await perSecond(times, () => call('/term/1'), connections);
    const create = (/** @type {number} */ index) => call(`/bill?requestid=bench-${index}`, aBill(index));
    const bills = await perSecond(times, create, connections);
    const against = 'a read from the sandbox';
    return [
      { what: against, perSecond: reads, ratio: 1, against: '' },
      { what: 'a bill created in the sandbox', perSecond: bills, ratio: reads / bills, against },
    ];
  } finally {
    agent.destroy();
    await stop();
  }
}

/** @param {number} index */
function aBill(index) {
  const line = (/** @type {number} */ Amount, /** @type {string} */ Description) => ({
    Amount,
    Description,
    DetailType: 'AccountBasedExpenseLineDetail',
    AccountBasedExpenseLineDetail: { AccountRef: { value: '70' } },
  });
  return {
    VendorRef: { value: '10' },
    TxnDate: '2026-11-02',
    DueDate: '2026-12-02',
    DocNumber: `B-${index}`,
    PrivateNote: `marker of bill ${index}`,
    Line: [line(103.55, 'Oak boards'), line(20, 'Freight')],
  };
}

/** @param {string} origin @param {Agent} agent */
async function authorization(origin, agent) {
  const basic = Buffer.from('sandbox-client:sandbox-secret').toString('base64');
  const { text } = await send(agent, `${origin}/oauth2/v1/tokens/bearer`, {
    headers: { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=refresh_token&refresh_token=sandbox-refresh-token-0001',
  });
  return { authorization: `Bearer ${JSON.parse(text).access_token}` };
}

/**
 * With a body a POST, else a GET. Node's own client is used directly: fetch would cost more than the sandbox.
 * @param {Agent} agent @param {string} url
 * @param {{ headers: Record<string, string>, body?: string | undefined }} call
 * @returns {Promise<{ status: number | undefined, text: string }>}
 */
function send(agent, url, { headers, body }) {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, method: body === undefined ? 'GET' : 'POST', headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (/** @type {string} */ piece) => {
        text += piece;
      });
      answer.on('end', () => resolve({ status: answer.statusCode, text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

async function startSandbox() {
  const child = spawn(process.execPath, [inRoot('dist', 'apps', 'sandbox', 'src', 'main.js')], {
    env: {
      ...process.env,
      CIN7_SANDBOX_PORT: '0',
      QUICKBOOKS_SANDBOX_PORT: '0',
      QUICKBOOKS_SANDBOX_CALLS_PER_MINUTE: '0',
      QUICKBOOKS_SANDBOX_CALLS_PER_SECOND: '0',
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const port = await new Promise((resolve, reject) => {
    child.on('message', (/** @type {any} */ { sandbox, port }) => sandbox === 'quickbooks' && resolve(port));
    child.once('exit', () => reject(new Error('The sandbox did not start.')));
  });
  const stop = async () => {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  };
  return { origin: `http://127.0.0.1:${port}`, stop };
}
