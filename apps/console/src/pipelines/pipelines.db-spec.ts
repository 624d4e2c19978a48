import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { defaultPolicies } from '#libs/domain';
import { declareRestored } from '#libs/persistence';
import { jobsIn } from '../../test/jobs.js';
import { aBill, aPipeline } from '../../test/seed.js';
import { type Json, StartedConsole } from '../../test/started-console.js';

let service: StartedConsole;
beforeAll(async () => {
  service = await StartedConsole.start();
});
afterAll(async () => {
  await service.stop();
});

async function twoConnections(): Promise<{ cin7ConnectionId: string; quickbooksConnectionId: string }> {
  const key = crypto.randomUUID();
  const cin7 = await service.api('POST', '/connections/cin7', {
    name: 'Cin7',
    accountId: key,
    applicationKey: 'k',
  });
  const realmId = `${Date.now()}${Math.floor(Math.random() * 1e6)}`;
  const quickBooks = await service.api('POST', '/connections/quickbooks', {
    name: 'QuickBooks',
    realmId,
    refreshToken: 't',
  });
  return { cin7ConnectionId: cin7.body.id, quickbooksConnectionId: quickBooks.body.id };
}

const HOURS = { days: ['mon', 'tue'], from: '08:00', to: '18:00', timeZone: 'Europe/London' };

describe('a new pipeline', () => {
  it('posts nothing before somebody has looked: its mode is shadow', async () => {
    const pair = await twoConnections();
    const { status, body } = await service.api('POST', '/pipelines', pair);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      ...pair,
      name: 'Cin7 to QuickBooks',
      mode: 'shadow',
      cutOverDate: null,
      policies: defaultPolicies,
    });
    expect(body.schedules.purchase).toEqual({
      everySeconds: 300,
      cron: null,
      timeZone: null,
      businessHours: null,
      adaptive: null,
      enabled: true,
      nextRunAt: expect.stringMatching(/Z$/),
      watermark: null,
      lastSuccessAt: null,
      late: null,
    });
    expect(body.schedules['quickbooks-object'].adaptive).toEqual({ slowestSeconds: 3_600 });
    expect(Object.keys(body.schedules).sort()).toEqual([
      'cin7-ids',
      'purchase',
      'quickbooks-ids',
      'quickbooks-object',
      'reconciliation',
      'supplier',
      'supplier-credit-note',
    ]);
    expect((await service.api('GET', `/pipelines/${body.id}`)).body).toEqual(body);
  });

  it('takes its schedules', async () => {
    const { body } = await service.api('POST', '/pipelines', {
      ...(await twoConnections()),
      schedules: { supplier: { everySeconds: 600, enabled: false } },
    });
    expect(body.schedules.supplier).toMatchObject({ everySeconds: 600, enabled: false });
  });

  it('is refused where another one uses a connection, and names it', async () => {
    const pair = await twoConnections();
    await service.api('POST', '/pipelines', { ...pair, name: 'The first' });
    const { cin7ConnectionId } = pair;
    const { quickbooksConnectionId } = await twoConnections();
    const answer = await service.api('POST', '/pipelines', { cin7ConnectionId, quickbooksConnectionId });
    expect(answer.status).toBe(409);
    expect(answer.body.detail).toContain('The first');
  });

  it('is refused where another one was quicker by a moment', async () => {
    const pair = await twoConnections();
    const other = service.database.createQueryRunner();
    await other.startTransaction();
    await other.query(
      `insert into pipeline (name, cin7_connection_id, quickbooks_connection_id, mode) values ('Quicker', $1, $2, 'live')`,
      [pair.cin7ConnectionId, pair.quickbooksConnectionId],
    );
    const answer = service.api('POST', '/pipelines', pair);
    await somebodyWaits();
    await other.commitTransaction();
    await other.release();
    expect(await answer).toMatchObject({ status: 409, body: { detail: expect.stringContaining('Quicker') } });
  });

  /** Until a statement stands before a lock that the open transaction holds. */
  async function somebodyWaits(): Promise<void> {
    const [{ waiting }] = await service.database.query(
      'select count(*)::int as waiting from pg_locks where not granted and transactionid is not null',
    );
    if (waiting === 0) await somebodyWaits();
  }

  it.each<[string, (pair: Json) => Json, string]>([
    [
      'connections in the wrong places',
      (pair) => ({
        cin7ConnectionId: pair.quickbooksConnectionId,
        quickbooksConnectionId: pair.cin7ConnectionId,
      }),
      'Give one of cin7',
    ],
    [
      'a connection that is not there',
      (pair) => ({ ...pair, cin7ConnectionId: crypto.randomUUID() }),
      'names no connection',
    ],
    ['an id that is none', (pair) => ({ ...pair, cin7ConnectionId: 'one' }), 'cin7ConnectionId'],
    ['a day that is not in the calendar', (pair) => ({ ...pair, cutOverDate: '2026-02-30' }), 'cutOverDate'],
    ['an unknown mode', (pair) => ({ ...pair, mode: 'dry' }), 'shadow, live, paused'],
    [
      'a schedule below the limit',
      (pair) => ({ ...pair, schedules: { purchase: { everySeconds: 29 } } }),
      'everySeconds is below 30',
    ],
    ...(
      [
        ['a cron that is none', { cron: 'daily', timeZone: 'UTC' }, 'cron of five fields'],
        ['a cron without a zone', { cron: '0 6 * * *' }, 'timeZone is no time zone of IANA'],
        ['a zone without a cron', { timeZone: 'UTC' }, 'cron of five fields'],
        ['an unknown zone', { cron: '0 6 * * *', timeZone: 'Mars/Base' }, 'as Europe/London'],
        ['an offset for a zone', { cron: '0 6 * * *', timeZone: '+02:00' }, 'no time zone of IANA'],
        ['both', { cron: '0 6 * * *', timeZone: 'UTC', everySeconds: 60 }, 'exclude each other'],
        [
          'a pace of a cron',
          { cron: '0 6 * * *', timeZone: 'UTC', adaptive: { slowestSeconds: 60 } },
          'no pace',
        ],
        ['a cron that never comes', { cron: '0 0 30 2 *', timeZone: 'UTC' }, 'has no next time'],
        [
          'hours that end before they begin',
          { businessHours: { ...HOURS, to: '07:00' } },
          'to is not after from',
        ],
        ['hours without a day', { businessHours: { ...HOURS, days: [] } }, 'names no day'],
        ['a time that is none', { businessHours: { ...HOURS, from: '8' } }, 'not a time of day'],
        ['a slow pace below the limit', { adaptive: { slowestSeconds: 5 } }, 'slowestSeconds'],
      ] as [string, Json, string][]
    ).map(([why, schedule, detail]): [string, (pair: Json) => Json, string] => [
      why,
      (pair) => ({ ...pair, schedules: { purchase: schedule } }),
      detail,
    ]),
    [
      'an unknown record type',
      (pair) => ({ ...pair, schedules: { sale: { everySeconds: 60 } } }),
      'sale should not exist',
    ],
    ['a NUL in a name', (pair) => ({ ...pair, name: 'a\u0000b' }), 'NUL'],
    ['a NUL in a policy', (pair) => ({ ...pair, policies: { a: ['\u0000'] } }), 'NUL'],
    [
      'a policy that is none',
      (pair) => ({ ...pair, policies: { colour: 'red' } }),
      'no policy colour. Take one of orders, orderDrift',
    ],
    ['a policy that has no such value', (pair) => ({ ...pair, policies: { orders: 'some' } }), 'post, off'],
    ['a policy taken away', (pair) => ({ ...pair, policies: { orders: null } }), 'orders is none of'],
    [
      'an attribute without its number',
      (pair) => ({ ...pair, policies: { class: { from: 'attribute' } } }),
      'Give one from 1 to 10',
    ],
    [
      'a fixed value without its id',
      (pair) => ({ ...pair, policies: { department: { from: 'fixed' } } }),
      'not an id of QuickBooks',
    ],
    ['a suffix with a colon', (pair) => ({ ...pair, policies: { vendorSuffix: ': s' } }), 'without colon'],
    ['an unknown member', (pair) => ({ ...pair, colour: 'red' }), 'colour'],
  ])('is refused with %s', async (_why, change, detail) => {
    const answer = await service.api('POST', '/pipelines', change(await twoConnections()));
    expect(answer.status).toBe(400);
    expect(answer.body.detail).toContain(detail);
  });
});

describe('changing a pipeline', () => {
  it('keeps what is not named', async () => {
    const { pipelineId } = await aPipeline(service, { cutOverDate: '2026-01-01' });
    const { status, body } = await service.api('PATCH', `/pipelines/${pipelineId}`, {
      name: 'Renamed',
      schedules: { purchase: { everySeconds: 60 } },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ name: 'Renamed', mode: 'live', cutOverDate: '2026-01-01' });
    expect(body.schedules.purchase).toMatchObject({ everySeconds: 60, enabled: true });
  });

  it('changes all at once or nothing, and tells of it in one event', async () => {
    const { pipelineId } = await aPipeline(service);
    const path = `/pipelines/${pipelineId}`;
    const eventsOf = () =>
      service.database.query(
        `select action, detail from audit_event where pipeline_id = $1 and action like 'pipeline.%' order by id`,
        [pipelineId],
      );
    const before = await eventsOf();
    const schedules = { purchase: { everySeconds: 90 }, supplier: { enabled: false } };
    await service.api('PATCH', path, { name: 'All', schedules });
    const after = await eventsOf();
    expect(after.slice(before.length)).toEqual([
      { action: 'pipeline.changed', detail: { name: 'All', schedules } },
    ]);
    const { body } = await service.api('GET', path);
    expect(body.schedules).toMatchObject({
      purchase: { everySeconds: 90, enabled: true },
      supplier: { everySeconds: 600, enabled: false },
      'quickbooks-object': { everySeconds: 1_200, enabled: true },
    });
  });

  it('takes a cron, business hours and a slow pace, and gives them back', async () => {
    const { pipelineId } = await aPipeline(service);
    const path = `/pipelines/${pipelineId}`;
    const daily = { cron: '0 6 * * mon-fri', timeZone: 'America/New_York' };
    const paced = { everySeconds: 120, adaptive: { slowestSeconds: 900 } };
    const { status, body } = await service.api('PATCH', path, {
      schedules: { supplier: daily, purchase: { ...paced, businessHours: HOURS } },
    });
    expect(status).toBe(200);
    expect(body.schedules.supplier).toMatchObject({ ...daily, everySeconds: null, late: null });
    expect(body.schedules.purchase).toMatchObject({ ...paced, cron: null, businessHours: HOURS });
    const [stored] = await service.database.query(
      `select next_due_at as "nextDueAt" from timetable where pipeline_id = $1 and record_type = 'supplier'`,
      [pipelineId],
    );
    expect(body.schedules.supplier.nextRunAt).toBe(stored.nextDueAt.toISOString());
    const back = await service.api('PATCH', path, {
      schedules: { supplier: { everySeconds: 600 }, purchase: { businessHours: null, adaptive: null } },
    });
    expect(back.body.schedules.supplier).toMatchObject({ everySeconds: 600, cron: null, timeZone: null });
    expect(back.body.schedules.purchase).toMatchObject({ businessHours: null, adaptive: null });
    const paused = await service.api('PATCH', path, { mode: 'paused' });
    expect(paused.body.schedules.supplier.nextRunAt).toBeNull();
  });

  it('takes the cut-over date away with null', async () => {
    const { pipelineId } = await aPipeline(service, { cutOverDate: '2026-01-01' });
    const { body } = await service.api('PATCH', `/pipelines/${pipelineId}`, { cutOverDate: null });
    expect(body.cutOverDate).toBeNull();
  });

  it('has what waited as a shadow mapped again when it turns live', async () => {
    const seeded = await aPipeline(service, { mode: 'shadow' });
    await aBill(service, seeded, { state: 'shadow' });
    await service.api('PATCH', `/pipelines/${seeded.pipelineId}`, { mode: 'live' });
    expect(await jobsIn(service, 'map')).toContainEqual({ pipelineId: seeded.pipelineId, slot: 0 });
  });

  it('has what is not posted yet mapped again for a policy, and keeps the other policies', async () => {
    const seeded = await aPipeline(service);
    await aBill(service, seeded, { state: 'held' });
    const path = `/pipelines/${seeded.pipelineId}`;
    await service.api('PATCH', path, { policies: { orders: 'off' } });
    expect(await jobsIn(service, 'map')).toContainEqual({ pipelineId: seeded.pipelineId, slot: 0 });
    const { body } = await service.api('PATCH', path, { policies: { class: { from: 'fixed', id: '2' } } });
    expect(body.policies).toEqual({
      ...defaultPolicies,
      orders: 'off',
      class: { from: 'fixed', id: '2' },
    });
  });

  it('keeps in the trail what a policy was and is', async () => {
    const { pipelineId } = await aPipeline(service);
    const path = `/pipelines/${pipelineId}`;
    await service.api('PATCH', path, { policies: { withdrawal: 'hold', orders: 'post' } });
    const [event] = await service.database.query(
      `select detail from audit_event where pipeline_id = $1 and action = 'pipeline.changed' order by id desc limit 1`,
      [pipelineId],
    );
    expect(event.detail).toEqual({ policies: { withdrawal: { before: 'delete', after: 'hold' } } });
  });

  it('does not change its connections, but takes them repeated', async () => {
    const { pipelineId, cin7Id } = await aPipeline(service);
    const path = `/pipelines/${pipelineId}`;
    const other = await twoConnections();
    expect((await service.api('PATCH', path, { cin7ConnectionId: other.cin7ConnectionId })).status).toBe(409);
    expect((await service.api('PATCH', path, { cin7ConnectionId: cin7Id, name: 'Same' })).status).toBe(200);
  });

  it('shows to what moment the database was put back, and since when', async () => {
    const { pipelineId } = await aPipeline(service);
    const restored = async () => (await service.api('GET', `/pipelines/${pipelineId}`)).body.restored;
    expect(await restored()).toBeNull();
    await declareRestored(service.database, new Date('2026-11-24T18:30:00Z'), 'ana');
    expect(await restored()).toEqual({ to: '2026-11-24T18:30:00.000Z', at: expect.stringMatching(/Z$/) });
  });

  it('is not possible for one that is not there', async () => {
    expect((await service.api('PATCH', `/pipelines/${crypto.randomUUID()}`, {})).status).toBe(404);
    expect((await service.api('GET', '/pipelines/not-an-id')).status).toBe(400);
  });
});
