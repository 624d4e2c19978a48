import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FailedJobRepository } from '#libs/persistence';
import { jobsIn } from '../../test/jobs.js';
import { aBill, aPipeline, SENT } from '../../test/seed.js';
import { StartedConsole } from '../../test/started-console.js';

describe('failed jobs', () => {
  let service: StartedConsole;
  beforeAll(async () => {
    service = await StartedConsole.start();
  });
  afterAll(async () => {
    await service.stop();
  });

  async function failAt(subjectId: string | null): Promise<void> {
    await service.app.get(FailedJobRepository).keep({
      queue: 'write',
      subject: subjectId ?? 'f00',
      subjectId,
      data: '{}',
      reason: 'a mistake of ours',
      final: true,
    });
  }

  it('are among the problems of their pipeline, and replaying rings the writer', async () => {
    const seeded = await aPipeline(service);
    const { id } = await aBill(service, seeded, { ...SENT, state: 'pending' });
    await failAt(id);
    const { body } = await service.api('GET', `/pipelines/${seeded.pipelineId}/problems`);
    expect(body.failedJobs).toMatchObject([
      { pipelineId: seeded.pipelineId, queue: 'write', subjectId: id, reason: 'a mistake of ours', times: 1 },
    ]);
    const replayed = await service.api('POST', `/failed-jobs/${body.failedJobs[0].id}/replay`);
    expect(replayed.status).toBe(202);
    expect(await jobsIn(service, 'write')).toEqual([{ pipelineId: seeded.pipelineId, slot: 0 }]);
  });

  it('that are about nothing known cannot be replayed, only dismissed', async () => {
    await failAt(null);
    const { body } = await service.api('GET', '/failed-jobs');
    const { id } = body.items.find(({ subjectId }: { subjectId: string | null }) => subjectId === null);
    expect((await service.api('POST', `/failed-jobs/${id}/replay`)).status).toBe(409);
    expect((await service.api('POST', `/failed-jobs/${id}/dismiss`)).status).toBe(204);
    expect((await service.api('POST', `/failed-jobs/${id}/dismiss`)).status).toBe(404);
  });

  it('are counted for an alert', async () => {
    await failAt(null);
    const deadline = Date.now() + 25_000;
    const text = async () => String((await service.fetch('/metrics')).body);
    while (!/billbridge_failed_jobs\{queue="write",service="console"\} [1-9]/.test(await text())) {
      if (Date.now() > deadline) throw new Error(`Not counted:\n${await text()}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  });
});
