import { createHmac, randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Queue } from 'bullmq';
import { Client } from 'pg';
import { Cin7WebhookRepository } from '#libs/persistence';
import { type Surroundings, startService, thisProcess } from '#libs/platform';
import {
  emptyTestRedis,
  type OpenDatabase,
  openTestDatabase,
  type StoredPipeline,
  storedPipeline,
} from '#libs/testing';
import { webhooksService } from './webhooks.service.js';

const OLD_TOKEN = 'verifier-1';
const TOKEN = 'verifier-2';

describe('the webhooks service', () => {
  let open: OpenDatabase;
  let app: Awaited<ReturnType<typeof startService>>;
  let url: string;
  let queue: Queue;
  let pipeline: StoredPipeline;
  let secret: string;

  beforeAll(async () => {
    open = await openTestDatabase();
    const redisUrl = await emptyTestRedis();
    const surroundings: Surroundings = {
      ...thisProcess(),
      env: {
        PORT: '0',
        LOG_LEVEL: 'silent',
        DATABASE_URL: open.url,
        REDIS_URL: redisUrl,
        QUICKBOOKS_WEBHOOK_VERIFIER_TOKENS: `${TOKEN}, ${OLD_TOKEN}`,
      },
      on: () => undefined,
      tellParent: () => undefined,
    };
    app = await startService(webhooksService, surroundings);
    url = (await app.getUrl()).replace('0.0.0.0', '127.0.0.1');
    queue = new Queue('poll', { prefix: 'billbridge', connection: { url: redisUrl } });
  }, 60_000);

  beforeEach(async () => {
    pipeline = await storedPipeline(open);
    secret = await makeSecret();
  });

  afterAll(async () => {
    await queue?.close();
    await app?.close();
    await open?.close();
  }, 60_000);

  async function makeSecret(of = pipeline): Promise<string> {
    const webhooks = new Cin7WebhookRepository(open.database, open.vault);
    const made = await webhooks.begin(of.id, { url: 'https://door', types: ['Purchase/Updated'] }, 'test');
    return made.secret.reveal();
  }

  const sign = (body: string, token = TOKEN) => createHmac('sha256', token).update(body).digest('base64');

  const quickBooks = (body: string, headers: Record<string, string> = {}) =>
    fetch(`${url}/webhooks/quickbooks`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/cloudevents+json', 'intuit-signature': sign(body), ...headers },
    });

  const cin7 = (body: unknown, shown: string | null = secret, key = pipeline.id) =>
    fetch(`${url}/webhooks/cin7/${key}`, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: shown === null ? {} : { authorization: `Bearer ${shown}` },
    });

  const event = (changes: object = {}) => ({
    specversion: '1.0',
    id: randomUUID(),
    type: 'qbo.bill.updated.v1',
    time: '2026-11-20T08:00:00Z',
    intuitentityid: '145',
    intuitaccountid: pipeline.realmId,
    ...changes,
  });
  const invoice = (changes: object = {}) => ({
    TaskID: randomUUID().toUpperCase(),
    PurchaseOrderNumber: 'PO-00005',
    EventType: 'Purchase/InvoiceAuthorised',
    ...changes,
  });

  const marks = () =>
    open.database.query(
      `select record_type, source_id, number, operation, changed_at, marked_seq::int as marked from webhook_mark
       where pipeline_id = $1 and marked_seq > read_seq order by record_type, source_id`,
      [pipeline.id],
    );
  const events = () =>
    open.database.query('select times from webhook_event where pipeline_id = $1 order by times', [
      pipeline.id,
    ]);
  const runs = () =>
    open.database.query(
      `select id, record_type, trigger, state from sync_run where pipeline_id = $1 and trigger = 'webhook'`,
      [pipeline.id],
    );

  it('is live, ready and measured', async () => {
    const answers = await Promise.all(
      ['/health/live', '/health/ready', '/metrics'].map((path) => fetch(`${url}${path}`)),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  it.each(['/', '/api/v1/pipelines', '/queues', '/sign-in'])('S1 has no door at %s', async (path) => {
    expect((await fetch(`${url}${path}`)).status).toBe(404);
  });

  it('S5 holds no keys, so that whoever breaks in opens no credential', () => {
    expect(Object.keys(webhooksService.environment.shape).sort()).toEqual([
      'DATABASE_URL',
      'LOG_LEVEL',
      'QUICKBOOKS_WEBHOOK_VERIFIER_TOKENS',
      'REDIS_URL',
    ]);
  });

  describe('QuickBooks', () => {
    it('G8 is answered when event and mark are committed; the same event again marks nothing', async () => {
      const body = JSON.stringify([event({ type: 'qbo.vendor.merged.v1', intuitentityid: '7' }), event()]);
      expect((await quickBooks(body)).status).toBe(200);
      expect(await marks()).toMatchObject([
        { record_type: 'quickbooks-object', source_id: 'Bill/145', operation: 'updated', marked: 1 },
        { record_type: 'quickbooks-object', source_id: 'Vendor/7', operation: 'merged', marked: 1 },
      ]);
      expect((await quickBooks(body)).status).toBe(200);
      expect((await marks()).map(({ marked }: { marked: number }) => marked)).toEqual([1, 1]);
      expect(await events()).toEqual([{ times: 2 }, { times: 2 }]);
    });

    it('is taken under the verifier token before, too, with any content type', async () => {
      const body = JSON.stringify([event()]);
      const headers = { 'intuit-signature': sign(body, OLD_TOKEN), 'content-type': 'text/plain' };
      expect((await quickBooks(body, headers)).status).toBe(200);
      expect(await marks()).toHaveLength(1);
    });

    it('G9 keeps of many words for one object the one that matters most, and the latest time', async () => {
      const at = (time: string, operation: string) =>
        event({ time: `2026-11-20T08:00:0${time}Z`, type: `qbo.bill.${operation}.v1` });
      await quickBooks(JSON.stringify([at('5', 'updated'), at('3', 'deleted'), at('1', 'created')]));
      expect(await marks()).toMatchObject([{ operation: 'deleted', marked: 1 }]);
      await quickBooks(JSON.stringify([at('9', 'updated')]));
      expect(await marks()).toMatchObject([
        { operation: 'deleted', changed_at: new Date('2026-11-20T08:00:09Z'), marked: 2 },
      ]);
    });

    it('G10 is taken for a company that nobody knows, and does not hold up the others of the post', async () => {
      const stranger = event({ intuitaccountid: '123' });
      expect((await quickBooks(JSON.stringify([stranger, 'what', event()]))).status).toBe(200);
      expect(await marks()).toHaveLength(1);
      const [stored] = await open.database.query(
        `select pipeline_id from webhook_event where provider = 'quickbooks' and account = '123'`,
      );
      expect(stored).toEqual({ pipeline_id: null });
      expect(await (await fetch(`${url}/metrics`)).text()).toMatch(
        /billbridge_webhook_events_total\{[^}]*outcome="unknown"[^}]*\} 1/,
      );
    });

    it.each([
      ['none', null],
      ['an empty one', ''],
      ['a short one', 'abc='],
      ['one that is not base64', '%'.repeat(44)],
      ['one under another token', 'foreign'],
      ['one of another body', 'other'],
    ])('W1 refuses %s for a signature, and stores nothing', async (_what, signature) => {
      const body = JSON.stringify([event()]);
      const made =
        { foreign: sign(body, 'verifier-3'), other: sign(`${body} `) }[signature ?? ''] ?? signature;
      const answer = await fetch(`${url}/webhooks/quickbooks`, {
        method: 'POST',
        body,
        headers: made === null ? {} : { 'intuit-signature': made },
      });
      expect(answer.status).toBe(401);
      expect(await events()).toEqual([]);
    });

    it.each(['', '{', '{}', '7', 'null', '"[]"', '['.repeat(40)])(
      'refuses garbage, though signed: %j',
      async (body) => {
        expect((await quickBooks(body)).status).toBe(400);
      },
    );

    it('W1 gives the same marks whatever the order and however often events come', async () => {
      const many = Array.from({ length: 12 }, (_, index) =>
        event({ intuitentityid: String(index % 4), time: `2026-11-20T08:00:${10 + index}Z` }),
      );
      const shuffled = [...many].reverse().flatMap((each) => [each, each]);
      for (const each of shuffled) await quickBooks(JSON.stringify([each]));
      await quickBooks(JSON.stringify(many));
      expect(await marks()).toMatchObject(
        [8, 9, 10, 11].map((last, index) => ({
          source_id: `Bill/${index}`,
          changed_at: new Date(`2026-11-20T08:00:${10 + last}Z`),
          marked: 3,
        })),
      );
    });
  });

  describe('Cin7', () => {
    it('G8 is answered when event and mark are committed, and the poller is rung', async () => {
      const body = invoice();
      expect((await cin7(body)).status).toBe(200);
      expect(await marks()).toMatchObject([
        { record_type: 'purchase', source_id: body.TaskID.toLowerCase(), number: 'PO-00005' },
      ]);
      const [run] = await runs();
      expect(run).toMatchObject({ record_type: 'cin7-rung', trigger: 'webhook', state: 'queued' });
      await until(async () => (await queue.getJobs()).some(({ data }) => data.syncRunId === run.id));
    });

    it('G9 marks again with the same words, and a flood asks for one run', async () => {
      const body = invoice();
      // As Cin7 does: what is not taken is sent again.
      const delivered = () => until(async () => (await cin7(body)).status === 200);
      await Promise.all(Array.from({ length: 30 }, delivered));
      expect((await marks())[0].marked).toBeGreaterThan(0);
      const [{ times }] = await events();
      expect(times).toBeGreaterThanOrEqual(30);
      expect(await runs()).toHaveLength(1);
    });

    it('stores what it cannot follow, and asks for nothing', async () => {
      for (const body of [{ EventType: 'Product/Updated' }, { text: 'Hello' }])
        expect((await cin7(body)).status).toBe(200);
      expect(await events()).toHaveLength(2);
      expect(await runs()).toEqual([]);
    });

    it('asks for nothing while the pipeline is paused, and keeps the mark', async () => {
      await open.database.query(`update pipeline set mode = 'paused' where id = $1`, [pipeline.id]);
      expect((await cin7(invoice())).status).toBe(200);
      expect(await marks()).toHaveLength(1);
      expect(await runs()).toEqual([]);
    });

    it('W1 opens to no secret of another tenant, to none, and behind no key that is not there', async () => {
      const other = await storedPipeline(open);
      const theirs = await makeSecret(other);
      for (const [shown, key] of [
        [theirs, pipeline.id],
        [secret, other.id],
        [null, pipeline.id],
        [secret, randomUUID()],
        [secret, 'key'],
        [`${secret}x`, pipeline.id],
      ] as const)
        expect((await cin7(invoice(), shown, key)).status).toBe(401);
      expect(await events()).toEqual([]);
      expect((await cin7(invoice(), theirs, other.id)).status).toBe(200);
    });

    it('opens to two secrets while they change, and not to the one before these', async () => {
      const second = await makeSecret();
      expect((await cin7(invoice())).status).toBe(200);
      expect((await cin7(invoice(), second)).status).toBe(200);
      const third = await makeSecret();
      expect((await cin7(invoice())).status).toBe(401);
      expect((await cin7(invoice(), second)).status).toBe(200);
      await open.database.query(`update cin7_webhook_secret set ends_at = now() where ends_at is not null`);
      expect((await cin7(invoice(), second)).status).toBe(401);
      expect((await cin7(invoice(), third)).status).toBe(200);
    });

    it.each(['', '{', '[]', '7', 'null', '{"a":'.repeat(40)])('refuses garbage: %j', async (body) => {
      expect((await cin7(body)).status).toBe(400);
    });
  });

  describe('W3 a body', () => {
    /** What comes back for a post whose body is sent piece by piece. */
    function post(headers: Record<string, string>, pieces: (send: (text: string) => void) => void) {
      return new Promise<number>((resolve, reject) => {
        const outgoing = request(`${url}/webhooks/quickbooks`, { method: 'POST', headers }, (answer) => {
          answer.resume();
          resolve(answer.statusCode ?? 0);
          outgoing.destroy();
        });
        outgoing.on('error', reject);
        pieces((text) => outgoing.write(text));
      });
    }

    it('that is too large is refused before it is sent, or where it passes the limit', async () => {
      expect(await post({ 'content-length': '10000000' }, (send) => send('['))).toBe(413);
      const chunked = post({ 'transfer-encoding': 'chunked' }, (send) => {
        for (let piece = 0; piece < 20; piece += 1) send(' '.repeat(65_536));
      });
      expect(await chunked).toBe(413);
    });

    it('that does not come is given up after five seconds', async () => {
      expect(await post({ 'content-length': '100' }, (send) => send('['))).toBe(408);
    }, 15_000);

    it('that is packed is not unpacked', async () => {
      expect(await post({ 'content-encoding': 'gzip' }, (send) => send('x'))).toBe(415);
    });
  });

  describe('G8 without the database', () => {
    let owner: Client;
    const name = () => new URL(open.url).pathname.slice(1);
    beforeAll(async () => {
      const maintenance = new URL(open.ownerUrl);
      maintenance.pathname = '/postgres';
      owner = new Client({ connectionString: maintenance.href });
      await owner.connect();
    });
    afterAll(() => owner?.end());

    const timed = async (call: () => Promise<Response>) => {
      const begunAt = performance.now();
      const { status } = await call();
      return { status, ms: performance.now() - begunAt };
    };

    it('both doors refuse at once, and take the same posts when it is back', async () => {
      const body = JSON.stringify([event()]);
      const posts = [() => quickBooks(body), () => cin7(invoice())];
      await owner.query(`alter database ${name()} with allow_connections false`);
      try {
        await owner.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
          name(),
        ]);
        for (const call of posts) {
          const { status, ms } = await timed(call);
          expect(status).toBe(503);
          expect(ms).toBeLessThan(2_500);
        }
      } finally {
        await owner.query(`alter database ${name()} with allow_connections true`);
      }
      for (const call of posts) await until(async () => (await call()).status === 200);
      expect(await marks()).toHaveLength(2);
    });

    it('a post that Postgres holds up for longer than the provider waits is refused in time', async () => {
      const holder = new Client({ connectionString: open.ownerUrl });
      await holder.connect();
      try {
        await holder.query('begin; lock table webhook_event in exclusive mode');
        const body = JSON.stringify([event()]);
        for (const call of [() => quickBooks(body), () => cin7(invoice())]) {
          const { status, ms } = await timed(call);
          expect(status).toBe(503);
          expect(ms).toBeLessThan(2_500);
        }
        await holder.query('rollback');
        expect((await quickBooks(body)).status).toBe(200);
        expect(await events()).toEqual([{ times: 1 }]);
      } finally {
        await holder.end();
      }
    });
  });
});

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error('It did not come to be so within 15 s');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
