import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inRoot } from '../scripts/paths.mjs';
import { perSecond } from './measure.mjs';

const times = 150;

/** What writing once costs in Postgres beside the call itself: claim, bytes, attempt, result. Held against one commit. */
export async function postingLedgerBench(/** @type {string} */ serverUrl) {
  const { database, close } = await ownDatabase(serverUrl);
  const { PostingWriteRepository } = await import(inRoot('dist', 'libs', 'persistence', 'src', 'index.js'));
  const writes = new PostingWriteRepository(database);
  try {
    await seed(database, times * 8);
    const ids = (await database.query('select id from posting order by id')).map(
      (/** @type {any} */ { id }) => id,
    );
    const commit = await perSecond(times, () =>
      database.query(`insert into audit_event (actor, action) values ('bench', 'bench')`),
    );
    const ledger = await perSecond(times, (index) => writeOnce(writes, ids[index], index));
    const against = 'one commit of one row';
    return [
      { what: against, perSecond: commit, ratio: 1, against: '' },
      { what: 'the ledger of one posting', perSecond: ledger, ratio: commit / ledger, against },
    ];
  } finally {
    await close();
  }
}

/** @param {any} writes @param {string} id @param {number} index */
async function writeOnce(writes, id, index) {
  const claimed = await writes.claim(id, 'pending');
  const write = { operation: 'create', requestId: `request ${index}`, payload: '{"a":1}', sha256: 'hash' };
  await writes.markSending(claimed, write);
  const result = {
    outcome: 'posted',
    startedAt: new Date(),
    httpStatus: 200,
    faultCode: null,
    detail: null,
    traceId: null,
  };
  await writes.appendAttempt(claimed, write, result);
  await writes.finishPosted(claimed, {
    quickBooksId: `${index}`,
    syncToken: '0',
    total: '10.00',
    currency: 'USD',
    evidence: 'the answer',
    origin: 'created',
  });
}

/** A database with this build's schema and nothing in it. @param {string} serverUrl */
export async function ownDatabase(serverUrl) {
  const name = `bench_${randomBytes(6).toString('hex')}`;
  const admin = new pg.Client({ connectionString: serverUrl });
  await admin.connect();
  await admin.query(`create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const { dataSource } = await import(inRoot('dist', 'libs', 'persistence', 'src', 'index.js'));
  const database = await dataSource(url.href).initialize();
  await database.runMigrations({ transaction: 'each' });
  return {
    database,
    url: url.href,
    close: async () => {
      await database.destroy();
      await admin.query(`drop database ${name}`);
      await admin.end();
    },
  };
}

/** A live pipeline with so many bills that wait. @param {any} database @param {number} count */
async function seed(database, count) {
  await database.query(`
    with c as (insert into connection (provider, name, account, wrapped_key) values ('cin7', 'c', 'c', '-') returning id),
    q as (insert into connection (provider, name, account, wrapped_key) values ('quickbooks', 'q', 'realm', '-') returning id),
    p as (insert into pipeline (name, cin7_connection_id, quickbooks_connection_id, mode)
      select 'bench', c.id, q.id, 'live' from c, q returning id),
    r as (insert into source_record (pipeline_id, record_type, source_id) select id, 'purchase', 'r' from p returning id, pipeline_id)
    insert into posting (pipeline_id, source_record_id, realm_id, kind, source_key, state, source_version, marker, intent, intent_hash)
    select r.pipeline_id, r.id, 'realm', 'bill', n::text, 'pending', 1, n::text, '{}', 'hash'
    from r, generate_series(1, ${count}) n`);
}
