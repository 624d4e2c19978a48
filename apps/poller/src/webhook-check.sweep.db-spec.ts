import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PinoLogger } from 'nestjs-pino';
import {
  type Cin7Accounts,
  type ListedWebhook,
  RemoteError,
  type WantedWebhook,
  webhookTypes,
} from '#libs/cin7';
import { Cin7WebhookRepository, type ConnectionRepository, WebhookInboxRepository } from '#libs/persistence';
import type { SweepClock } from '#libs/platform';
import type { Throttle } from '#libs/queues';
import { type OpenDatabase, openTestDatabase, type StoredPipeline, storedPipeline } from '#libs/testing';
import { WebhookCheckSweep } from './webhook-check.sweep.js';

const URL = 'https://hooks.test/webhooks/cin7/p';
const silent = { setContext: () => undefined, warn: () => undefined } as unknown as PinoLogger;

describe('the hourly look at the webhooks of Cin7', () => {
  let open: OpenDatabase;
  let webhooks: Cin7WebhookRepository;

  beforeAll(async () => {
    open = await openTestDatabase();
    webhooks = new Cin7WebhookRepository(open.database, open.vault);
  }, 60_000);
  afterAll(() => open?.close());

  /** All types are registered and active as far as we know, and were looked at an hour ago. */
  async function setup() {
    const pipeline = await storedPipeline(open);
    const { id, secret } = await webhooks.begin(pipeline.id, { url: URL, types: webhookTypes }, 'ana');
    const listed: ListedWebhook[] = webhookTypes.map((type) => ({
      id: `w-${type}`,
      type,
      url: URL,
      active: true,
    }));
    const states = listed.map((each) => ({ ...each, cin7Id: each.id, mended: true, problem: null }));
    await webhooks.note(pipeline.id, states, id, null);
    await anHourPasses(pipeline);
    const told: (readonly [string, WantedWebhook])[] = [];
    const slowed: number[] = [];
    const cin7 = { asked: 0, answers: true };
    const client = {
      list: async () => {
        cin7.asked += 1;
        if (!cin7.answers) throw new RemoteError('throttled', 'Cin7 failed (503)', { retryAfterMs: 60_000 });
        return listed;
      },
      change: async (webhookId: string, wanted: WantedWebhook) => void told.push([webhookId, wanted]),
    };
    const accounts = { webhooks: () => client, limited: () => ({}) } as unknown as Cin7Accounts;
    const connections = {
      cin7Keys: async () => ({}),
      get: async () => ({}),
    } as unknown as ConnectionRepository;
    const throttle = {
      slowDown: async (_account: unknown, waitMs: number) => void slowed.push(waitMs),
    } as Partial<Throttle> as Throttle;
    const sweep = new WebhookCheckSweep({} as SweepClock, webhooks, connections, accounts, throttle, silent);
    return { pipeline, secret, listed, told, slowed, cin7, check: () => sweep.check() };
  }

  const anHourPasses = ({ id }: StoredPipeline) =>
    open.database.query(
      `update cin7_webhook set checked_at = checked_at - interval '61 minutes' where pipeline_id = $1`,
      [id],
    );

  it('is one call while all are active, and none before the hour is over', async () => {
    const { told, cin7, check } = await setup();
    await check();
    await check();
    expect([cin7.asked, told]).toEqual([1, []]);
  });

  it('switches on what Cin7 has switched off, with all credentials, and says so in the trail', async () => {
    const { pipeline, secret, listed, told, check } = await setup();
    const [first] = listed;
    if (!first) throw new Error('Nothing is registered');
    listed[0] = { ...first, active: false };
    await check();
    expect(told.map(([id, { type, url, secret: sent }]) => [id, type, url, sent.reveal()])).toEqual([
      [first.id, first.type, URL, secret.reveal()],
    ]);
    const trail = await open.database.query(
      `select action, detail::text from audit_event where pipeline_id = $1 and actor = 'poller'`,
      [pipeline.id],
    );
    expect(trail).toMatchObject([{ action: 'webhooks.mended' }]);
    expect(JSON.stringify(trail)).toContain(first.type);
    expect(JSON.stringify(trail)).not.toContain(secret.reveal());
  });

  it('is made again an hour later where Cin7 does not answer', async () => {
    const { pipeline, cin7, slowed, check } = await setup();
    cin7.answers = false;
    await check();
    await check();
    expect(cin7.asked).toBe(1);
    expect(slowed).toEqual([60_000]);
    cin7.answers = true;
    await anHourPasses(pipeline);
    await check();
    expect(cin7.asked).toBe(2);
  });

  it('lets in by the secret that Cin7 was told last, however often others were made since', async () => {
    const { pipeline, secret } = await setup();
    for (let made = 0; made < 3; made += 1)
      await webhooks.begin(pipeline.id, { url: URL, types: webhookTypes }, 'ana');
    const hashes = await new WebhookInboxRepository(open.database).cin7SecretHashes(pipeline.id);
    expect(hashes).toContain(createHash('sha256').update(secret.reveal()).digest('hex'));
    expect(hashes).toHaveLength(3);
  });
});
