import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CallCountRepository, CallTally, dataSource } from '#libs/persistence';
import { aPipeline } from '../../test/seed.js';
import { StartedConsole } from '../../test/started-console.js';

let service: StartedConsole;
beforeAll(async () => {
  service = await StartedConsole.start();
});
afterAll(async () => {
  await service.stop();
});

const today = new Date().toISOString().slice(0, 10);

function counted(connectionId: string, changes: object = {}) {
  const usual = {
    day: today,
    kind: 'cdc',
    purpose: 'poll',
    metered: true,
    outcome: 'answered',
    calls: 90,
  } as const;
  return new CallCountRepository(service.database).add([{ connectionId, ...usual, ...changes }]);
}

describe('the calls of a connection', () => {
  it('are shown by day, kind and purpose, with totals, forecast and budget', async () => {
    const { quickBooksId } = await aPipeline(service);
    await counted(quickBooksId);
    await counted(quickBooksId, { calls: 6 });
    await counted(quickBooksId, { kind: 'bill.create', purpose: 'write', metered: false, calls: 40 });
    await counted(quickBooksId, { kind: 'query.vendor', purpose: 'backfill', calls: 4 });
    await counted(quickBooksId, { day: '2026-01-31', calls: 7 });
    const { status, body } = await service.api('GET', `/connections/${quickBooksId}/calls`);
    expect(status).toBe(200);
    expect(body.totals).toEqual({
      calls: 140,
      metered: 100,
      byPurpose: { backfill: 4, poll: 96, write: 40 },
      byKind: { cdc: 96, 'bill.create': 40, 'query.vendor': 4 },
    });
    expect(body.items).toContainEqual({
      day: today,
      kind: 'cdc',
      purpose: 'poll',
      metered: true,
      outcome: 'answered',
      calls: 96,
    });
    expect(body.budget).toMatchObject({ meteredPerMonth: null, used: 100, share: null, problem: null });
    expect(body.budget.forecast).toBeGreaterThanOrEqual(100);
    const { body: january } = await service.api('GET', `/connections/${quickBooksId}/calls?month=2026-01`);
    expect(january).toMatchObject({ month: '2026-01', totals: { calls: 7, metered: 7 } });
  });

  it('may cost what a person says; from the share on it is a problem of the pipeline, too', async () => {
    const { quickBooksId, pipelineId } = await aPipeline(service);
    await counted(quickBooksId);
    const body = { callBudget: { meteredPerMonth: 100, stopPolling: true } };
    const changed = await service.api('PATCH', `/connections/${quickBooksId}`, body);
    expect(changed.body.budget).toMatchObject({ ...body.callBudget, warnAtShare: 0.8, used: 90, share: 0.9 });
    expect(changed.body.budget.problem).toMatch(/90 of 100 metered calls .*90 %/);
    const problems = await service.api('GET', `/pipelines/${pipelineId}/problems`);
    const message = expect.stringMatching(/90 of 100 metered calls .*Raise meteredPerMonth/);
    expect(problems.body.callBudget).toEqual({ message, stoppedUntil: null });
    const events: { detail: object }[] = await service.database.query(
      `select detail from audit_event where action = 'connection.changed' and detail ->> 'connectionId' = $1`,
      [quickBooksId],
    );
    expect(events).toMatchObject([
      { detail: { callBudget: { before: { meteredPerMonth: null }, after: { meteredPerMonth: 100 } } } },
    ]);
    const more = await service.api('PATCH', `/connections/${quickBooksId}`, {
      callBudget: { meteredPerMonth: null },
    });
    expect(more.body.budget).toMatchObject({ meteredPerMonth: null, stopPolling: true, problem: null });
  });

  it.each([
    [{ meteredPerMonth: -1 }, 'meteredPerMonth'],
    [{ meteredPerMonth: 1.5 }, 'meteredPerMonth'],
    [{ warnAtShare: 0 }, 'warnAtShare'],
    [{ warnAtShare: null }, 'warnAtShare'],
    [{ stopPolling: 'yes' }, 'stopPolling'],
  ])('refuses the budget %j', async (callBudget, member) => {
    const { quickBooksId } = await aPipeline(service);
    const { status, body } = await service.api('PATCH', `/connections/${quickBooksId}`, { callBudget });
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain(member);
  });

  it('have no budget at Cin7, no month 13, and are of a connection that is there', async () => {
    const { cin7Id } = await aPipeline(service);
    const stranger = '00000000-0000-4000-8000-000000000000';
    const budget = { callBudget: { meteredPerMonth: 1 } };
    expect((await service.api('GET', `/connections/${cin7Id}/calls`)).body.budget).toBeNull();
    expect((await service.api('PATCH', `/connections/${cin7Id}`, budget)).status).toBe(409);
    expect((await service.api('PATCH', `/connections/${stranger}`, budget)).status).toBe(404);
    expect((await service.api('GET', `/connections/${cin7Id}/calls?month=2026-13`)).status).toBe(400);
  });

  it('of a connection test are counted with it', async () => {
    const { cin7Id } = await aPipeline(service);
    service.cin7.answers.set('/ExternalApi/v2/me', {
      body: { Company: 'Harbour', Currency: 'USD', TimeZone: 'UTC', LockDate: null },
    });
    await service.api('POST', `/connections/${cin7Id}/test`);
    await service.app.get(CallTally, { strict: false }).flush();
    const { body } = await service.api('GET', `/connections/${cin7Id}/calls`);
    expect(body.items).toEqual([
      { day: today, kind: 'me', purpose: 'connect', metered: false, outcome: 'answered', calls: 1 },
    ]);
  });

  it('are written before the service ends', async () => {
    const { cin7Id } = await aPipeline(service);
    const { url } = service.database.options as { url: string };
    await service.api('POST', `/connections/${cin7Id}/test`);
    await service.app.close();
    const afterwards = await dataSource(url).initialize();
    try {
      const rows = await new CallCountRepository(afterwards).ofMonth(cin7Id, today.slice(0, 7));
      expect(rows).toMatchObject([{ kind: 'me', calls: 1 }]);
    } finally {
      await afterwards.destroy();
    }
  });
});
