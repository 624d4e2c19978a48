import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** @typedef {import('./postgres-answer.mjs').Answer} Answer */

/**
 * Sends a PING to a Redis or Valkey, after the sign-in that the URL asks for.
 * @param {URL} url
 * @param {{ timeoutMs?: number }} [options]
 * @returns {Promise<Answer>}
 */
export function askRedis(url, { timeoutMs = 3_000 } = {}) {
  return new Promise((resolve) => {
    const where = { host: url.hostname || '127.0.0.1', port: Number(url.port || 6379) };
    const socket =
      url.protocol === 'rediss:' ? connectTls({ ...where, servername: where.host }) : connect(where);
    let received = '';
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
    socket.write(`${signIn(url)}${command('PING')}`);
    socket.on('data', (data) => {
      received += data;
      const answer = read(received);
      if (answer) finish(answer);
    });
  });
}

/** @param {URL} url */
function signIn({ username, password }) {
  if (password === '') return '';
  const names = username === '' ? [] : [decodeURIComponent(username)];
  return command('AUTH', ...names, decodeURIComponent(password));
}

/** A command in Redis' protocol. @param {string[]} words */
export function command(...words) {
  const parts = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
  return `*${words.length}\r\n${parts.join('')}`;
}

/** @param {string} received @returns {Answer | undefined} */
function read(received) {
  const lines = received.split('\r\n').slice(0, -1);
  const complaint = lines.find((line) => line.startsWith('-'))?.slice(1);
  if (complaint?.startsWith('LOADING')) return { state: 'starting', reason: complaint };
  if (complaint !== undefined) return { state: 'refused', reason: complaint };
  if (lines.includes('+PONG')) return { state: 'ready' };
  const foreign = lines.find((line) => line !== '+OK');
  if (foreign === undefined) return undefined;
  return { state: 'refused', reason: 'what listens there does not speak the language of Redis' };
}
