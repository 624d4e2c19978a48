import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres } from './postgres.mjs';
import { askPostgres } from './postgres-answer.mjs';
import { Problem } from './problem.mjs';
import { startedAt } from './process-identity.mjs';
import { startRedis } from './redis.mjs';
import { askRedis } from './redis-answer.mjs';
import { removeServerFolders } from './unprivileged.mjs';
import { waitUntil } from './wait-until.mjs';

/** @typedef {import('./supervise.mjs').Run} Run */
/** @typedef {import('./postgres-answer.mjs').Answer} Answer */

const patienceMs = 10_000;

/**
 * A Postgres and a Redis: the ones that DATABASE_URL and REDIS_URL name, else our own. Never one that merely
 * happens to listen on the usual port: what is in it belongs to someone. `databaseUrl` is for the services,
 * `ownerDatabaseUrl` for migrations. Tests come as the owner: they make databases and logins.
 * @param {Run} run
 * @param {{ dataDir: string, forTests?: boolean }} options
 */
export async function findServers(run, { dataDir, forTests = false }) {
  const given = {
    postgres: (forTests && process.env.TEST_DATABASE_URL) || process.env.DATABASE_URL,
    redis: (forTests && process.env.TEST_REDIS_URL) || process.env.REDIS_URL,
  };
  const [postgres, redisUrl] = await Promise.all([
    given.postgres
      ? givenPostgres(given.postgres, forTests)
      : ownPostgres(run, join(dataDir, 'postgres'), forTests),
    given.redis ? checkedRedis(given.redis) : ownRedis(run, join(dataDir, 'redis'), !forTests),
  ]);
  return { ...postgres, redisUrl };
}

/** @param {Run} run @param {string} dataDir @param {boolean} forTests */
async function ownPostgres(run, dataDir, forTests) {
  const { ownerUrl, servicesUrl } = await startPostgres(run, { dataDir, fsync: !forTests });
  run.say(`Postgres is ready on 127.0.0.1:${new URL(ownerUrl).port} (our own).`);
  return { databaseUrl: forTests ? ownerUrl : servicesUrl, ownerDatabaseUrl: ownerUrl };
}

/** @param {string} url @param {boolean} forTests */
async function givenPostgres(url, forTests) {
  await checkedPostgres(url);
  return { databaseUrl: url, ownerDatabaseUrl: (!forTests && process.env.MIGRATION_DATABASE_URL) || url };
}

/** @param {Run} run @param {string} dataDir @param {boolean} appendOnly */
async function ownRedis(run, dataDir, appendOnly) {
  const { url } = await startRedis(run, { dataDir, appendOnly });
  run.say(`Redis is ready on 127.0.0.1:${new URL(url).port} (our own).`);
  return url;
}

/** @param {string} text */
async function checkedPostgres(text) {
  const url = parsed('DATABASE_URL', text, ['postgres:', 'postgresql:']);
  if (url.hostname === '' || url.searchParams.has('host')) return text;
  const where = {
    host: bare(url.hostname),
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    database: decodeURIComponent(url.pathname.slice(1)) || decodeURIComponent(url.username),
  };
  const answer = await patiently(() => askPostgres(where));
  // A server may want encryption before it talks: that is an answer too, and the services can give it.
  const serves =
    answer.state === 'ready' || (answer.state === 'refused' && /no encryption/.test(answer.reason));
  if (!serves) throw unanswered('DATABASE_URL', `${url.hostname}:${where.port}`, answer);
  return text;
}

/** @param {string} text */
async function checkedRedis(text) {
  const url = parsed('REDIS_URL', text, ['redis:', 'rediss:']);
  const answer = await patiently(() => askRedis(url));
  if (answer.state !== 'ready') throw unanswered('REDIS_URL', `${url.hostname}:${url.port || 6379}`, answer);
  return text;
}

/** A server that is given may still be on its way up. @param {() => Promise<Answer>} ask @returns {Promise<Answer>} */
async function patiently(ask) {
  let answer = await ask();
  await waitUntil(
    async () => {
      if (answer.state === 'ready' || answer.state === 'refused') return true;
      answer = await ask();
      return false;
    },
    { timeoutMs: patienceMs, everyMs: 250 },
  );
  return answer;
}

/** @param {string} variable @param {string} text @param {string[]} protocols */
function parsed(variable, text, protocols) {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && protocols.includes(url.protocol)) return url;
  throw new Problem(
    `${variable} is not a URL that begins with ${protocols.map((each) => `${each}//`).join(' or ')}.`,
  );
}

/** The URL itself holds a password and is not repeated. @param {string} variable @param {string} place @param {Answer} answer */
function unanswered(variable, place, answer) {
  const reason = answer.state === 'ready' ? '' : answer.reason;
  return new Problem(
    `${variable} names ${place}, which does not serve (${reason}). Start that server, correct the variable, ` +
      'or leave it out to have one started for you.',
  );
}

/** @param {string} hostname */
const bare = (hostname) => hostname.replace(/^\[(.*)\]$/, '$1');

/**
 * A folder for the servers of this run of the tests, removed at its end; those of killed runs are removed first.
 * @param {Run} run
 */
export function makeTestFolder(run) {
  for (const name of readdirSync(run.dataDir)) {
    const owner = /^test-(\d+)$/.exec(name)?.[1];
    if (owner && startedAt(Number(owner)) === undefined) removeServerFolders(join(run.dataDir, name));
  }
  const folder = join(run.dataDir, `test-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  run.atEnd(() => removeServerFolders(folder));
  return folder;
}
