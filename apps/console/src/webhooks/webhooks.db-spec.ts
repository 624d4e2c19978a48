import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aPipeline } from '../../test/seed.js';
import { StartedConsole } from '../../test/started-console.js';

const WEBHOOKS = '/ExternalApi/v2/webhooks';

describe('webhooks of a pipeline', () => {
  let service: StartedConsole;
  let pipelineId: string;

  beforeAll(async () => {
    service = await StartedConsole.start();
  });
  beforeEach(async () => {
    ({ pipelineId } = await aPipeline(service));
    service.cin7.answers.set(WEBHOOKS, { body: { Webhooks: [] } });
  });
  afterAll(() => service?.stop());

  const register = () => service.api('POST', `/pipelines/${pipelineId}/webhooks`);
  const look = () => service.api('GET', `/pipelines/${pipelineId}/webhooks`);

  it('are none at first', async () => {
    const { status, body } = await look();
    expect(status).toBe(200);
    expect(body).toMatchObject({ items: [], secrets: [], lastEventAt: { cin7: null, quickbooks: null } });
  });

  it('are registered with a secret that is shown once, and kept as a hash and sealed', async () => {
    const { status, body } = await register();
    expect(status).toBe(201);
    expect(body.url).toBe(`http://localhost:3000/webhooks/cin7/${pipelineId}`);
    expect(body.secret).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(body.items).toHaveLength(5);
    expect(body.items[0]).toMatchObject({ active: true, problem: null });
    const again = await look();
    expect(again.body.items).toEqual(body.items);
    expect(JSON.stringify(again.body)).not.toContain(body.secret);
    const [stored] = await service.database.query(
      'select * from cin7_webhook_secret where pipeline_id = $1',
      [pipelineId],
    );
    expect(stored.sha256).toBe(createHash('sha256').update(body.secret).digest('hex'));
    expect(JSON.stringify(stored)).not.toContain(body.secret);
    const posted = service.cin7.received.filter(({ method, path }) => method === 'POST' && path === WEBHOOKS);
    expect(JSON.parse(posted.at(-1)?.body ?? '')).toMatchObject({
      IsActive: true,
      ExternalURL: body.url,
      ExternalAuthorizationType: 'bearerauth',
      ExternalBearerToken: body.secret,
    });
  });

  it('get another secret by the same call, and two are good for a while', async () => {
    const first = await register();
    const second = await register();
    expect(second.body.secret).not.toBe(first.body.secret);
    expect(second.body.secrets).toMatchObject([{ endsAt: null }, { endsAt: expect.any(String) }]);
    expect((await register()).body.secrets).toHaveLength(2);
  });

  it('that Cin7 refuses are shown with the reason', async () => {
    service.cin7.answers.set(WEBHOOKS, { body: { Webhooks: [] } });
    const first = await register();
    const ID = '11111111-1111-4111-8111-111111111111';
    const listed = { ID, Type: 'Purchase/Updated', ExternalURL: first.body.url, IsActive: false };
    service.cin7.answers.set(WEBHOOKS, { body: { Webhooks: [listed] } });
    expect((await register()).body.items).toContainEqual(
      expect.objectContaining({ type: 'Purchase/Updated', active: true }),
    );
  });

  it('are told to Cin7 later where it does not answer now', async () => {
    service.cin7.answers.set(WEBHOOKS, { status: 500, body: 'down' });
    expect((await register()).status).toBe(502);
    const rows = await service.database.query(
      `select 1 from cin7_webhook where pipeline_id = $1 and secret_id is null and checked_at < now() - interval '58 minutes'`,
      [pipelineId],
    );
    expect(rows).toHaveLength(5);
  });

  it('are taken away with their secrets, even where Cin7 does not answer', async () => {
    await register();
    service.cin7.answers.set(WEBHOOKS, { status: 500, body: 'down' });
    expect((await service.api('DELETE', `/pipelines/${pipelineId}/webhooks`)).status).toBe(502);
    expect((await look()).body).toMatchObject({ items: [], secrets: [] });
    service.cin7.answers.set(WEBHOOKS, { body: { Webhooks: [] } });
    expect((await service.api('DELETE', `/pipelines/${pipelineId}/webhooks`)).status).toBe(204);
  });
});
