import { connect } from 'node:net';

/** @typedef {{ state: 'ready' } | { state: 'starting' | 'silent' | 'refused', reason: string }} Answer */

const protocolVersion = 196_608;
const startingUp = '57P03';

/**
 * Knocks at a Postgres with the first message of its protocol. It answers by asking for the password, or by an
 * error; no password is sent, so this tells whether a server serves, not whether we may use it.
 * @param {{ host: string, port: number, user: string, database: string, timeoutMs?: number }} where
 * @returns {Promise<Answer>}
 */
export function askPostgres({ host, port, user, database, timeoutMs = 3_000 }) {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    /** @param {Answer} answer */
    const finish = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(timeoutMs, () =>
      finish({ state: 'silent', reason: `no answer within ${timeoutMs} ms` }),
    );
    socket.once('error', (error) => finish({ state: 'silent', reason: error.message || String(error) }));
    socket.once('close', () => finish({ state: 'silent', reason: 'it closed the connection' }));
    socket.once('connect', () => socket.write(startupMessage({ user, database })));
    socket.once('data', (data) => finish(read(data)));
  });
}

/** @param {{ user: string, database: string }} who */
function startupMessage({ user, database }) {
  const parameters = Buffer.from(`user\0${user}\0database\0${database}\0\0`);
  const head = Buffer.alloc(8);
  head.writeInt32BE(head.length + parameters.length, 0);
  head.writeInt32BE(protocolVersion, 4);
  return Buffer.concat([head, parameters]);
}

/** @param {Buffer} data @returns {Answer} */
function read(data) {
  const kind = String.fromCharCode(data[0] ?? 0);
  if (kind === 'R') return { state: 'ready' };
  if (kind !== 'E')
    return { state: 'refused', reason: 'what listens there does not speak the language of Postgres' };
  const fields = data.subarray(5).toString('utf8').split('\0');
  /** @param {string} code */
  const field = (code) => fields.find((each) => each.startsWith(code))?.slice(1) ?? '';
  return { state: field('C') === startingUp ? 'starting' : 'refused', reason: field('M') };
}
