import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { API_TOKEN, StartedConsole } from '../../test/started-console.js';

/** Routes that anybody may ask; every other one is denied without the token. */
const OPEN = [
  'GET /',
  'GET /health/live',
  'GET /health/ready',
  'GET /metrics',
  'GET /api/v1/connections/quickbooks/callback',
  'GET /api/docs',
  'GET /api/openapi.json',
];

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
}

let service: StartedConsole;
beforeAll(async () => {
  service = await StartedConsole.start();
});
afterAll(async () => {
  await service.stop();
});

/** As the router knows them: a route that somebody adds tomorrow is among them. */
function routes(): string[] {
  const express: unknown = service.app.getHttpAdapter().getInstance();
  const { router } = express as { router: { stack: readonly Layer[] } };
  return router.stack.flatMap(({ route }) => {
    // Middleware of the framework that every request passes: a log and nothing else.
    if (!route || route.path === '{/*splat}') return [];
    return Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`);
  });
}

describe('S1 the sign-in', () => {
  it('is asked for on every route that is not declared open', async () => {
    const closed = routes().filter(
      (route) => !OPEN.includes(route) && !/\/api\/(docs|swagger|openapi)/.test(route),
    );
    expect(closed.length).toBeGreaterThan(20);
    for (const route of closed) {
      const [method = '', path = ''] = route.split(' ');
      const answer = await service.fetch(path.replace(':id', crypto.randomUUID()), { method });
      expect([route, answer.status]).toEqual([route, 401]);
      expect(answer.headers.get('www-authenticate')).toBeTruthy();
      if (method !== 'HEAD') expect(answer.body).toMatchObject({ status: 401, title: 'Unauthorized' });
    }
  });

  it.each(OPEN.map((route) => route.split(' ')[1] ?? ''))('is not asked for at %s', async (path) => {
    expect((await service.fetch(path)).status).not.toBe(401);
  });

  it.each([
    ['a wrong token', 'Bearer a-token-for-tests-0123456780'],
    ['an empty token', 'Bearer '],
    ['a longer token', `Bearer ${API_TOKEN}0`],
    ['no scheme', API_TOKEN],
    ['the token as a password on a route for programs', `Basic ${btoa(`any:${API_TOKEN}`)}`],
  ])('refuses %s', async (_why, authorization) => {
    expect((await service.fetch('/api/v1/connections', { headers: { authorization } })).status).toBe(401);
  });

  it('takes the token', async () => {
    expect((await service.api('GET', '/connections')).status).toBe(200);
  });

  it.each(['/queues', '/queues/api/queues', '/queues/static/favicon.ico'])(
    'guards %s, which a browser opens with the token as password',
    async (path) => {
      const refused = await service.fetch(path);
      expect(refused.status).toBe(401);
      expect(refused.headers.get('www-authenticate')).toContain('Basic');
      const authorization = `Basic ${btoa(`anyone:${API_TOKEN}`)}`;
      expect((await service.fetch(path, { headers: { authorization } })).status).toBe(200);
    },
  );

  it('shows the queues for looking only', async () => {
    const authorization = `Bearer ${API_TOKEN}`;
    const { body } = await service.fetch('/queues/api/queues', { headers: { authorization } });
    expect(
      body.queues.map(({ name, readOnlyMode }: { name: string; readOnlyMode: boolean }) => [
        name,
        readOnlyMode,
      ]),
    ).toEqual([
      ['poll', true],
      ['map', true],
      ['write', true],
      ['attach', true],
    ]);
    const paused = await service.fetch('/queues/api/queues/poll/pause', {
      method: 'PUT',
      headers: { authorization },
    });
    expect(paused.status).not.toBe(200);
  });
});

describe('the headers', () => {
  it('let pages load nothing from elsewhere and keep answers out of caches', async () => {
    const { headers } = await service.api('GET', '/connections');
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('strict-transport-security')).toBeNull();
  });
});

describe('the description of the API', () => {
  it('names every route of the API', async () => {
    const { body } = await service.fetch('/api/openapi.json');
    const described = Object.keys(body.paths).map((path) => path.replaceAll(/\{(\w+)\}/g, ':$1'));
    const served = routes()
      .map((route) => route.split(' ')[1] ?? '')
      .filter((path) => path.startsWith('/api/v1'));
    expect(new Set(described.filter((path) => path.startsWith('/api/v1')))).toEqual(new Set(served));
  });

  it('has a page that needs nothing from elsewhere', async () => {
    const page = await service.fetch('/api/docs');
    expect(page.status).toBe(200);
    expect(page.body).not.toMatch(/(src|href)=["']https?:/);
    expect((await service.fetch('/api/docs/swagger-ui-init.js')).status).toBe(200);
  });
});
