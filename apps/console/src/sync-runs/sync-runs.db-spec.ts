import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jobsIn } from '../../test/jobs.js';
import { aPipeline } from '../../test/seed.js';
import { type Json, StartedConsole } from '../../test/started-console.js';

let service: StartedConsole;
beforeAll(async () => {
  service = await StartedConsole.start();
});
afterAll(async () => {
  await service.stop();
});

describe('sync runs', () => {
  it('are queued in the order that serves mapping, and the poller is rung', async () => {
    const { pipelineId } = await aPipeline(service);
    const { status, body } = await service.api('POST', `/pipelines/${pipelineId}/sync-runs`, {});
    expect(status).toBe(202);
    expect(body.items.map(({ recordType, state }: Json) => [recordType, state])).toEqual([
      ['quickbooks-object', 'queued'],
      ['supplier', 'queued'],
      ['purchase', 'queued'],
      ['supplier-credit-note', 'queued'],
    ]);
    const jobs = await jobsIn(service, 'poll');
    for (const { id } of body.items) expect(jobs).toContainEqual({ syncRunId: id });
    const list = await service.api('GET', `/pipelines/${pipelineId}/sync-runs`);
    expect(list.body.items[0]).toEqual({
      id: expect.any(String),
      recordType: expect.any(String),
      trigger: 'operator',
      state: 'queued',
      queuedAt: expect.any(String),
      startedAt: null,
      endedAt: null,
      counts: {},
      error: null,
    });
  });

  it('are not doubled by asking twice', async () => {
    const { pipelineId } = await aPipeline(service);
    const ask = () =>
      service.api('POST', `/pipelines/${pipelineId}/sync-runs`, { recordTypes: ['supplier'] });
    const [first, second] = await Promise.all([ask(), ask()]);
    expect(first.body.items).toHaveLength(1);
    expect(second.body.items[0].id).toBe(first.body.items[0].id);
  });

  it('need no body', async () => {
    const { pipelineId } = await aPipeline(service);
    expect((await service.api('POST', `/pipelines/${pipelineId}/sync-runs`)).status).toBe(202);
  });

  it('are refused while the pipeline is paused, with the remedy', async () => {
    const { pipelineId } = await aPipeline(service, { mode: 'paused' });
    const answer = await service.api('POST', `/pipelines/${pipelineId}/sync-runs`, {});
    expect(answer.status).toBe(409);
    expect(answer.body.detail).toContain('shadow or live');
  });

  it.each([[['sale']], [[]], ['supplier']])('are refused for record types %j', async (recordTypes) => {
    const { pipelineId } = await aPipeline(service);
    const answer = await service.api('POST', `/pipelines/${pipelineId}/sync-runs`, { recordTypes });
    expect(answer.status).toBe(400);
  });
});
