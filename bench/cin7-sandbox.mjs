import { inRoot } from '../scripts/paths.mjs';
import { perSecond } from './measure.mjs';

const purchases = 100_000;
const times = 10;

/** The emulator as the target of a load test: pages of the list of a very large account, held against its cheapest answer. */
export async function cin7SandboxBench() {
  const { startCin7Sandbox } = await import(inRoot('dist', 'apps', 'sandbox', 'src', 'cin7', 'server.js'));
  const sandbox = await startCin7Sandbox({ port: 0, sideDoor: true, callsPerMinute: 1_000_000 });
  const origin = `http://127.0.0.1:${sandbox.port}`;
  try {
    const account = await door(`${origin}/_sandbox/accounts`, {});
    await door(`${origin}/_sandbox/accounts/${account.accountId}/purchases/bulk`, { count: purchases });
    const get = async (/** @type {string} */ call) => {
      const headers = {
        'api-auth-accountid': account.accountId,
        'api-auth-applicationkey': account.applicationKey,
      };
      return (await fetch(`${origin}/ExternalApi/v2/${call}`, { headers })).text();
    };
    const against = 'the sandbox answering me';
    const me = await perSecond(times, () => get('me'));
    const rows = [{ what: against, perSecond: me, ratio: 1, against: '' }];
    for (const query of [
      'Limit=100&Page=900',
      'Limit=1000&Page=90',
      'Limit=1000&Page=50&UpdatedSince=2026-01-01',
    ]) {
      const rate = await perSecond(times, () => get(`purchaseList?${query}`));
      rows.push({ what: `of ${purchases} purchases, ${query}`, perSecond: rate, ratio: me / rate, against });
    }
    return rows;
  } finally {
    await sandbox.close();
  }
}

/** @param {string} url @param {object} body */
async function door(url, body) {
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  return answer.json();
}
