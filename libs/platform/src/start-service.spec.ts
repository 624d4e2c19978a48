import { afterEach, describe, expect, it } from '@jest/globals';
import { BadRequestException, Body, Controller, Get, Module, Post, Req } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { z } from 'zod';
import { environment } from './environment.js';
import { PlatformModule } from './platform.module.js';
import type { ReadinessCheck } from './readiness-check.js';
import { type ServiceDefinition, startService } from './start-service.js';
import type { Surroundings } from './surroundings.js';

const schema = z.object({ DATABASE_URL: environment.databaseUrl, LOG_LEVEL: environment.logLevel });
const good = { PORT: '0', LOG_LEVEL: 'silent', DATABASE_URL: 'postgres://u:hush@localhost/x' };

/** A promise that the test settles. */
function gate() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

let arrived = gate();
let released = gate();

@Controller('shop')
class ShopController {
  @Get('broken')
  broken(): never {
    throw new Error('hush');
  }

  @Get('refused')
  refused(): never {
    throw new BadRequestException({ message: ['name is missing', 'date is missing'], code: 'incomplete' });
  }

  @Get('slow')
  async slow(): Promise<unknown> {
    arrived.resolve();
    await released.promise;
    return {};
  }

  @Post('echo')
  async echo(@Body() body: unknown, @Req() request: AsyncIterable<Buffer>): Promise<unknown> {
    const unread = [];
    for await (const chunk of request) unread.push(chunk);
    return { body, unread: Buffer.concat(unread).toString() };
  }
}

class DatabaseCheck implements ReadinessCheck {
  readonly name = 'database';
  check(): Promise<void> {
    return Promise.reject(new Error('refused'));
  }
}

@Module({})
class ShopModule {}

class Exit extends Error {}

function aModule(checks: readonly ReadinessCheck[] = []) {
  const providers = checks.map((check) => ({ provide: check.name, useValue: check }));
  return {
    module: ShopModule,
    controllers: [ShopController],
    imports: [PlatformModule.forService({ name: 'shop', logLevel: 'silent', checks: providers })],
  };
}

const running: NestExpressApplication[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((app) => app.close()));
});

async function setup({
  env = good,
  ...changes
}: Partial<ServiceDefinition<typeof schema>> & { env?: NodeJS.ProcessEnv } = {}) {
  const told: { service: string; port: number }[] = [];
  const written: string[] = [];
  const surroundings: Surroundings = {
    env,
    on: () => undefined,
    exit: (code) => {
      throw new Exit(`exit ${code}`);
    },
    writeError: (text) => void written.push(text),
    tellParent: (message) => void told.push(message),
    terminate: () => undefined,
  };
  const definition = { name: 'shop', environment: schema, module: () => aModule(), ...changes };
  const starting = startService(definition, surroundings);
  const outcome = await starting.then(
    (app) => {
      running.push(app);
      return 'started';
    },
    (error: unknown) => String(error),
  );
  const get = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${told[0]?.port}${path}`, init);
  return { outcome, told, written: written.join(), get };
}

/** Until the service takes no new connections. */
async function refused(get: (path: string) => Promise<Response>): Promise<void> {
  const answer = await get('/health/live').catch(() => null);
  if (answer) await refused(get);
}

describe('a service', () => {
  it('listens, tells its parent where, and shows health and metrics', async () => {
    const { told, get } = await setup();
    expect(told).toEqual([{ service: 'shop', port: expect.any(Number) }]);
    const live = await get('/health/live');
    expect([live.status, await live.json()]).toEqual([200, { status: 'ok', failing: [] }]);
    expect((await get('/health/ready')).status).toBe(200);
    const metrics = await get('/metrics');
    expect(metrics.headers.get('content-type')).toContain('text/plain; version=0.0.4');
    expect(await metrics.text()).toContain('billbridge_event_loop_lag_seconds_count{service="shop"}');
  });

  it('is not ready while a check fails, and names it without the cause', async () => {
    const { get } = await setup({ module: () => aModule([new DatabaseCheck()]) });
    const ready = await get('/health/ready');
    expect([ready.status, await ready.text()]).toEqual([503, '{"status":"failing","failing":["database"]}']);
    expect((await get('/health/live')).status).toBe(200);
  });

  it('gives its environment to the module and to the last touches', async () => {
    const seen: unknown[] = [];
    const { get } = await setup({
      module: (env) => {
        seen.push(env.DATABASE_URL);
        return aModule();
      },
      configure: (app, env) => {
        seen.push(env.LOG_LEVEL);
        app.setGlobalPrefix('inner');
      },
    });
    expect(seen).toEqual([good.DATABASE_URL, 'silent']);
    expect((await get('/inner/shop/refused')).status).toBe(400);
  });

  it('exits with 78 when the environment is incomplete, and says all of it in plain words', async () => {
    const { outcome, written } = await setup({ env: { PORT: 'x', LOG_LEVEL: 'loud' } });
    expect(outcome).toBe('Error: exit 78');
    expect(written).toMatch(/^shop cannot start\./);
    expect(written.match(/PORT|LOG_LEVEL|DATABASE_URL/g)).toEqual(['PORT', 'LOG_LEVEL', 'DATABASE_URL']);
    expect(written).not.toContain('    at ');
  });

  it('ends when its last answer is out, though the connection is kept alive', async () => {
    [arrived, released] = [gate(), gate()];
    const { get } = await setup();
    const asked = get('/shop/slow');
    await arrived.promise;
    const closed = running.splice(0).map((app) => app.close());
    await refused(get);
    released.resolve();
    expect((await asked).status).toBe(200);
    await Promise.all(closed);
  });

  it('exits with 1 when it cannot start', async () => {
    const { outcome } = await setup({
      module: () => {
        throw new Error('no such thing');
      },
    });
    expect(outcome).toBe('Error: exit 1');
  });
});

describe('an answer to a failure is problem details', () => {
  it.each([
    ['/nowhere?code=hush', 404, { title: 'Not Found', status: 404, instance: '/nowhere' }],
    ['/shop/broken', 500, { title: 'Internal Server Error', status: 500, instance: '/shop/broken' }],
    [
      '/shop/refused',
      400,
      {
        detail: 'name is missing; date is missing',
        errors: ['name is missing', 'date is missing'],
        code: 'incomplete',
      },
    ],
  ])('for %s', async (path, status, members) => {
    const { get } = await setup();
    const answer = await get(path);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    const text = await answer.text();
    expect(JSON.parse(text)).toMatchObject({ type: 'about:blank', ...members });
    expect(text).not.toContain('hush');
  });

  it.each([
    ['is not JSON', '{', 400],
    ['is larger than the limit', JSON.stringify('x'.repeat(200)), 413],
  ])('for a body that %s', async (_why, body, status) => {
    const { get } = await setup({ bodyLimit: '100b' });
    const answer = await get('/shop/echo', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });
});

describe('a body', () => {
  const headers = { 'content-type': 'application/json' };

  it('is left to the service that reads bodies itself', async () => {
    const { get } = await setup({ readsBodies: true });
    const answer = await get('/shop/echo', { method: 'POST', body: '{ "a": 1 }', headers });
    expect(await answer.json()).toEqual({ unread: '{ "a": 1 }' });
  });

  it('is otherwise parsed', async () => {
    const { get } = await setup();
    const answer = await get('/shop/echo', { method: 'POST', body: '{ "a": 1 }', headers });
    expect(await answer.json()).toEqual({ body: { a: 1 }, unread: '' });
  });
});
