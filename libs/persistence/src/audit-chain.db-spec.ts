import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { type OpenDatabase, openTestDatabase, type StoredPipeline, storedPipeline } from '#libs/testing';
import { audit } from './audit.repository.js';
import { AuditChainRepository } from './audit-chain.repository.js';
import { dataSource, dataSourceOptions } from './data-source.js';
import { rowsOf } from './sql.js';

const WRITERS = 4;
const EVENTS_EACH = 100;

describe('C3 S3 the trail', () => {
  let open: OpenDatabase;
  let owner: DataSource;
  let pipeline: StoredPipeline;
  let trail: AuditChainRepository;

  beforeEach(async () => {
    open = await openTestDatabase();
    owner = await dataSource(open.ownerUrl).initialize();
    trail = new AuditChainRepository(open.database);
    pipeline = await storedPipeline(open);
    for (const n of [1, 2, 3, 4, 5])
      await audit(open.database, {
        pipelineId: pipeline.id,
        actor: 'someone',
        action: `did.${n}`,
        detail: { n },
      });
  }, 60_000);

  afterEach(async () => {
    await owner?.destroy();
    await open?.close();
  });

  const idOf = async (action: string): Promise<string> => {
    const [row] = await rowsOf<{ id: string }>(
      open.database,
      'select id::text as id from audit_event where action = $1',
      [action],
    );
    if (!row) throw new Error(`There is no event ${action}`);
    return row.id;
  };
  const brokenOf = async (anchors = {}) =>
    (await trail.verify(anchors)).find(({ chain }) => chain === pipeline.id)?.broken ?? null;
  const headsOf = async () =>
    Object.fromEntries((await trail.verify()).map(({ chain, head }) => [chain, head]));
  /** As someone who owns the server and has switched off what guards the tables. */
  const tamper = (...statements: string[]) =>
    owner.transaction(async (manager) => {
      await manager.query(`set local session_replication_role = 'replica'`);
      for (const statement of statements) await manager.query(statement);
    });

  it('is a chain for each pipeline and one for the rest, and holds', async () => {
    const chains = await trail.verify();
    expect(chains.map(({ chain, head, broken }) => [chain, head.position, broken])).toEqual(
      [
        ['general', 2, null],
        [pipeline.id, 6, null],
      ].sort(),
    );
  });

  it('is refused to its owner too, by the guards', async () => {
    for (const statement of [
      'update audit_link set position = 0',
      'delete from audit_link',
      'truncate audit_link',
    ])
      await expect(owner.query(statement)).rejects.toThrow('never changed');
  });

  it.each([
    ['its detail', `detail = '{"n": 33}'`],
    ['its actor', `actor = 'nobody'`],
    ['its action', `action = 'did.other'`],
    ['its time', `at = at + interval '1 microsecond'`],
    ['its pipeline', 'pipeline_id = null'],
  ])('tells an edited event by %s', async (_what, change) => {
    const eventId = await idOf('did.3');
    await tamper(`update audit_event set ${change} where id = ${eventId}`);
    expect(await brokenOf()).toMatchObject({ fault: 'altered', eventId, position: 4 });
  });

  it('tells an edited event whose hash was made to fit', async () => {
    const eventId = await idOf('did.3');
    await tamper(
      `update audit_event set detail = '{}' where id = ${eventId}`,
      `update audit_link l set hash = audit_link_hash(l.chain, l.position, l.previous_hash, e)
       from audit_event e where e.id = l.event_id and e.id = ${eventId}`,
    );
    expect(await brokenOf()).toMatchObject({ fault: 'altered', eventId: await idOf('did.4') });
  });

  it('tells that an event was removed, with its link or without', async () => {
    const eventId = await idOf('did.3');
    await tamper(`delete from audit_event where id = ${eventId}`);
    expect(await brokenOf()).toMatchObject({ fault: 'removed', eventId });
    await tamper(`delete from audit_link where event_id = ${eventId}`);
    expect(await brokenOf()).toMatchObject({ fault: 'removed', eventId: await idOf('did.4') });
  });

  it('tells an event that was written past the chain', async () => {
    await tamper(
      `insert into audit_event (pipeline_id, actor, action) values ('${pipeline.id}', 'x', 'did.secretly')`,
    );
    expect(await brokenOf()).toMatchObject({ fault: 'inserted', eventId: await idOf('did.secretly') });
  });

  it('tells by the anchor that the end was cut, or everything made anew', async () => {
    const anchors = await headsOf();
    const last = await idOf('did.5');
    await tamper(
      `delete from audit_event where id = ${last}`,
      `delete from audit_link where event_id = ${last}`,
    );
    expect(await brokenOf()).toBeNull();
    expect(await brokenOf(anchors)).toMatchObject({ fault: 'cut', position: 6 });
    await audit(open.database, { pipelineId: pipeline.id, actor: 'someone', action: 'did.instead' });
    expect(await brokenOf(anchors)).toMatchObject({ fault: 'rewritten', position: 6 });
  });

  it('goes on from an anchor', async () => {
    const anchors = await headsOf();
    await audit(open.database, { pipelineId: pipeline.id, actor: 'someone', action: 'did.more' });
    expect(await brokenOf(anchors)).toBeNull();
  });

  it('tells that a whole chain is gone', async () => {
    const anchors = await headsOf();
    await tamper('delete from audit_link', 'delete from audit_event');
    expect(await brokenOf(anchors)).toMatchObject({ fault: 'cut', position: 1 });
  });

  it('has nothing of what was rolled back', async () => {
    await expect(
      open.database.transaction(async (manager) => {
        await audit(manager, { pipelineId: pipeline.id, actor: 'someone', action: 'did.nothing' });
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');
    expect(await trail.verify()).toContainEqual({
      chain: pipeline.id,
      head: expect.objectContaining({ position: 6 }),
      broken: null,
    });
  });

  it('lets whoever comes second wait for the first, and follow it', async () => {
    let second: Promise<void> | undefined;
    await open.database.transaction(async (first) => {
      await audit(first, { pipelineId: pipeline.id, actor: 'first', action: 'wrote' });
      await first.query('set constraints all immediate');
      second = audit(open.database, { pipelineId: pipeline.id, actor: 'second', action: 'wrote' });
      for (let waits = false; !waits; )
        [{ waits }] = await owner.query(
          `select exists (select 1 from pg_stat_activity
             where datname = current_database() and wait_event_type = 'Lock') as waits`,
        );
    });
    await second;
    expect(await brokenOf()).toBeNull();
    expect((await headsOf())[pipeline.id]?.position).toBe(8);
  });

  it('is one chain whoever appends at the same time, in whatever order they began', async () => {
    const sources = await Promise.all(
      Array.from({ length: WRITERS }, () => new DataSource(dataSourceOptions(open.url, 1)).initialize()),
    );
    await Promise.all(
      sources.map(async (source, writer) => {
        for (let n = 0; n < EVENTS_EACH; n += 1)
          await source.transaction(async (manager) => {
            await audit(manager, { pipelineId: pipeline.id, actor: `writer ${writer}`, action: 'wrote' });
            // What a transaction does after its event must not hold up the others.
            await manager.query('select 1');
          });
      }),
    );
    await Promise.all(sources.map((source) => source.destroy()));
    expect(await brokenOf()).toBeNull();
    expect((await headsOf())[pipeline.id]?.position).toBe(6 + WRITERS * EVENTS_EACH);
  });

  it('does not keep one transaction waiting for another that has written its event and goes on', async () => {
    await open.database.transaction(async (slow) => {
      await audit(slow, { pipelineId: pipeline.id, actor: 'slow', action: 'wrote.first' });
      await audit(open.database, { pipelineId: pipeline.id, actor: 'quick', action: 'wrote.second' });
    });
    expect(await brokenOf()).toBeNull();
  });
});

describe('C3 S3 of what guards the trail', () => {
  let open: OpenDatabase;

  beforeAll(async () => {
    open = await openTestDatabase();
  }, 60_000);

  afterAll(() => open?.close());

  it.each(['audit_event', 'audit_link', 'posting_attempt'])(
    '%s can be changed by no service',
    async (table) => {
      for (const statement of [
        `update ${table} set ${table === 'audit_link' ? 'position = 0' : 'id = default'}`,
        `delete from ${table}`,
        `truncate ${table} cascade`,
        `alter table ${table} disable trigger all`,
        `drop table ${table} cascade`,
      ])
        await expect(open.database.query(statement)).rejects.toThrow(/permission denied|must be owner/);
    },
  );

  it.each([
    `insert into audit_link values ('general', 99, 99, '', '')`,
    `insert into audit_event (at, actor, action) values ('2001-01-01', 'a', 'b')`,
    `insert into audit_event (id, actor, action) overriding system value values (1, 'a', 'b')`,
    `set session_replication_role = 'replica'`,
    `create or replace function link_audit_event() returns trigger language plpgsql as 'begin return null; end'`,
    `insert into migration (timestamp, name) values (1, 'x')`,
    `delete from posting_step`,
    `create table anything (id integer)`,
  ])('no service may run: %s', async (statement) => {
    await expect(open.database.query(statement)).rejects.toThrow(/permission denied|must be owner/);
  });
});

describe('C3 a trail from before it was a chain', () => {
  let open: OpenDatabase;
  let owner: DataSource;

  beforeAll(async () => {
    open = await openTestDatabase();
    owner = await dataSource(open.ownerUrl).initialize();
  }, 60_000);

  afterAll(async () => {
    await owner?.destroy();
    await open?.close();
  });

  it('is linked by the migration, and goes on', async () => {
    const { id } = await storedPipeline(open);
    const executed = await rowsOf<{ name: string }>(
      owner,
      'select name from migration order by timestamp desc, id desc',
    );
    const later = executed.findIndex(({ name }) => name.startsWith('TrailAndConsent'));
    for (let n = 0; n <= later; n += 1) await owner.undoLastMigration();
    await owner.query(
      `insert into audit_event (pipeline_id, actor, action, detail)
       select case when n % 3 > 0 then $1::uuid end, 'before', 'did.' || n, jsonb_build_object('n', n)
       from generate_series(1, 2500) n`,
      [id],
    );
    await owner.runMigrations({ transaction: 'each' });
    await audit(owner, { pipelineId: id, actor: 'after', action: 'did.more' });
    const checked = await new AuditChainRepository(owner).verify();
    const [count] = await rowsOf<{ n: number }>(owner, 'select count(*)::int as n from audit_event');
    expect(checked.map(({ broken }) => broken)).toEqual([null, null]);
    expect(checked.reduce((sum, { head }) => sum + head.position, 0)).toBe(count?.n);
  });
});
