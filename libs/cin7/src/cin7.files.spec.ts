import { afterEach, describe, expect, it } from '@jest/globals';
import type { ProviderCall } from '#libs/domain';
import { axiosHttp, RemoteError } from '#libs/http';
import { type ProviderServer, providerServer, type Reply } from '#libs/testing';
import { Cin7Files } from './cin7.files.js';

const LIMIT = 1_000;

describe("a file behind one of Cin7's links", () => {
  let server: ProviderServer | undefined;
  const counted: ProviderCall[] = [];
  afterEach(() => server?.close());

  async function downloadFrom(reply: Reply, link?: string) {
    server = await providerServer(() => reply);
    const origins = [`${server.origin}/ExternalApi/v2`];
    const http = axiosHttp({ allowedOrigins: origins, maxResponseBytes: LIMIT });
    const files = new Cin7Files(
      http,
      { origins, timeoutMs: 500 },
      { count: (call) => void counted.push(call) },
    );
    return files.download(link ?? `${server.origin}/Attachment/Download?ID=secret`, 'c');
  }

  it('is its bytes, fetched without any key', async () => {
    const reply = { headers: { 'content-type': 'application/pdf' }, body: '%PDF' };
    counted.length = 0;
    const downloaded = await downloadFrom(reply);
    expect(counted).toEqual([
      { connectionId: 'c', kind: 'attachment', purpose: 'file', metered: false, outcome: 'answered' },
    ]);
    expect(downloaded.ok && Buffer.from(downloaded.bytes).toString()).toBe('%PDF');
    const [asked] = server?.received ?? [];
    expect(asked?.query.get('ID')).toBe('secret');
    expect(Object.keys(asked?.headers ?? {}).filter((name) => /auth|key|cookie/.test(name))).toEqual([]);
  });

  it('S4 is not fetched from a host that is not on the list', async () => {
    expect(await downloadFrom({ body: 'x' }, 'http://169.254.169.254/latest')).toEqual({
      ok: false,
      noFile: { why: 'elsewhere', origin: 'http://169.254.169.254' },
    });
    expect(server?.received).toEqual([]);
  });

  it('is none behind what is no link', async () => {
    expect(await downloadFrom({ body: 'x' }, 'not a link')).toMatchObject({ noFile: { why: 'elsewhere' } });
  });

  it.each<[string, Reply, object]>([
    ['S4 a redirect', { status: 302, headers: { location: '/Account/Login' }, body: '' }, { why: 'page' }],
    ['a page', { headers: { 'content-type': 'text/html' }, body: '<html>' }, { why: 'page' }],
    ['more than the limit', { body: 'x'.repeat(LIMIT + 1) }, { why: 'too-large' }],
    ['no such file', { status: 404, body: '' }, { why: 'refused', status: 404 }],
    ['a refusal', { status: 403, body: '' }, { why: 'refused', status: 403 }],
  ])('is none where the answer is %s', async (_what, reply, noFile) => {
    expect(await downloadFrom(reply)).toEqual({ ok: false, noFile });
  });

  it.each<[string, Reply, string]>([
    ['nothing', 'hang', 'unknown'],
    ['a reset', 'reset', 'unknown'],
    ['a failure', { status: 500, body: '' }, 'unknown'],
    ['a pause', { status: 429, body: '' }, 'throttled'],
  ])(
    'may be there another time where the answer is %s, and the link is told to nobody',
    async (_what, reply, failure) => {
      const error = await downloadFrom(reply).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(RemoteError);
      expect(error).toMatchObject({ failure });
      expect(String(error)).not.toContain('secret');
    },
  );
});
