import { afterEach, describe, expect, it } from '@jest/globals';
import { closeServers, doorTo, errorOf } from '../test/loopback.js';
import { axiosHttp } from './axios-http.js';

afterEach(closeServers);

describe('S4: the allow-list', () => {
  it('refuses another origin before any byte leaves, and names it and the remedy', async () => {
    const seen: unknown[] = [];
    const { origin } = await doorTo((request) => seen.push(request.url));
    const http = axiosHttp({ allowedOrigins: ['https://quickbooks.api.intuit.com'] });
    const error = await errorOf(http({ method: 'GET', url: `${origin}/x?token=hush` }));
    expect(error.failure).toBe('not-sent');
    expect(error.message).toContain(origin);
    expect(error.message).toContain('environment');
    expect(error.message).not.toContain('hush');
    expect(seen).toEqual([]);
  });

  it.each([
    'https://a.example.evil.test',
    'http://a.example',
    'https://a.example:8443',
    'https://a.example@evil.test',
  ])('is not taken in by %s', async (url) => {
    const http = axiosHttp({ allowedOrigins: ['https://a.example/with/path'] });
    expect((await errorOf(http({ method: 'GET', url }))).message).toContain('not an allowed origin');
  });

  it('refuses what is not a URL without repeating it', async () => {
    const http = axiosHttp({ allowedOrigins: [] });
    const error = await errorOf(http({ method: 'GET', url: 'hush' }));
    expect(error.failure).toBe('not-sent');
    expect(error.message).not.toContain('hush');
  });

  it.each(['http://localhost:1', 'http://127.0.0.2', 'http://[::1]:1', 'https://a.example'])(
    'may hold %s',
    (origin) => {
      expect(() => axiosHttp({ allowedOrigins: [origin] })).not.toThrow();
    },
  );

  it.each([
    'http://a.example',
    'http://127.evil.test',
    'http://localhost.evil.test',
    'ftp://localhost',
    'a.example',
  ])('may not hold %s', (origin) => {
    expect(() => axiosHttp({ allowedOrigins: [origin] })).toThrow(/https/);
  });
});
