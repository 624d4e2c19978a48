import { afterEach, describe, expect, it } from '@jest/globals';
import { type Surroundings, startService, thisProcess } from '#libs/platform';
import { webhooksEnvironment } from './webhooks.environment.js';
import { WebhooksModule } from './webhooks.module.js';

type App = Awaited<ReturnType<typeof startService>>;

let app: App | undefined;
afterEach(async () => {
  await app?.close();
});

async function setup(): Promise<(path: string, init?: RequestInit) => Promise<Response>> {
  const surroundings: Surroundings = {
    ...thisProcess(),
    env: { PORT: '0', LOG_LEVEL: 'silent' },
    on: () => undefined,
    tellParent: () => undefined,
  };
  app = await startService(
    { name: 'webhooks', environment: webhooksEnvironment, module: (env) => WebhooksModule.with(env) },
    surroundings,
  );
  const url = (await app.getUrl()).replace('0.0.0.0', '127.0.0.1');
  return (path, init) => fetch(`${url}${path}`, init);
}

describe('the webhooks service', () => {
  it('is live, ready and measured', async () => {
    const get = await setup();
    const answers = await Promise.all(['/health/live', '/health/ready', '/metrics'].map((path) => get(path)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  it.each(['/webhooks/quickbooks', '/webhooks/cin7/key'])('has no door at %s yet', async (path) => {
    const get = await setup();
    const answer = await get(path, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ title: 'Not Found', status: 404, instance: path });
  });
});
