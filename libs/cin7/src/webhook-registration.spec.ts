import { describe, expect, it } from '@jest/globals';
import { RemoteError } from '#libs/http';
import type { Cin7Webhooks, ListedWebhook, WantedWebhook } from './cin7.webhooks.js';
import { registerWebhooks, removeWebhooks, webhookTypes } from './webhook-registration.js';

const URL = 'https://hooks.example.com/webhooks/cin7/p';
const secret = { reveal: () => 'the-secret' };

/** Cin7 with what is listed; remembers what it is asked to change. */
function setup(listed: readonly ListedWebhook[], refuse?: string) {
  const asked: string[] = [];
  const said = (what: string, { type, secret: told }: WantedWebhook) => {
    if (type === refuse) throw new RemoteError('rejected', 'no more than 5');
    asked.push(`${what} ${type} ${told.reveal()}`);
  };
  const client = {
    list: async () => listed,
    add: async (wanted: WantedWebhook) => {
      said('add', wanted);
      return { id: `new ${wanted.type}`, type: wanted.type, url: wanted.url, active: true };
    },
    change: async (id: string, wanted: WantedWebhook) => said(`change ${id}`, wanted),
    remove: async (id: string) => void asked.push(`remove ${id}`),
  } as unknown as Cin7Webhooks;
  return { client, asked };
}

const ours = (type: string, changes: Partial<ListedWebhook> = {}): ListedWebhook => ({
  id: type,
  type,
  url: URL,
  active: true,
  ...changes,
});
const all = webhookTypes.map((type) => ours(type));
const wanted = { url: URL, secret, known: [] };

describe('the webhooks at Cin7', () => {
  it('are left alone where all are active and the secret is told', async () => {
    const { client, asked } = setup(all);
    expect(await registerWebhooks(client, wanted, { sure: webhookTypes })).toHaveLength(webhookTypes.length);
    expect(asked).toEqual([]);
  });

  it('are told the secret again with everything else when one was switched off', async () => {
    const [first, ...others] = all;
    const { client, asked } = setup([{ ...(first as ListedWebhook), active: false }, ...others]);
    const [mended] = await registerWebhooks(client, wanted, { sure: webhookTypes });
    expect(mended).toMatchObject({ active: true, problem: null });
    expect(asked).toEqual([`change ${webhookTypes[0]} ${webhookTypes[0]} the-secret`]);
  });

  it('are all told a secret that is new', async () => {
    const { client, asked } = setup(all);
    await registerWebhooks(client, wanted, { sure: [] });
    expect(asked).toEqual(webhookTypes.map((type) => `change ${type} ${type} the-secret`));
  });

  it('are told the secret again only where we do not know that they have it', async () => {
    const { client, asked } = setup(all);
    await registerWebhooks(client, wanted, { sure: webhookTypes.slice(1) });
    expect(asked).toEqual([`change ${webhookTypes[0]} ${webhookTypes[0]} the-secret`]);
  });

  it('are made where they are missing, and once where they are doubled; those of others stay', async () => {
    const [first, ...others] = all;
    const stranger = ours(webhookTypes[0], { id: 'theirs', url: 'https://theirs' });
    const doubled = ours(webhookTypes[1], { id: 'twin' });
    const { client, asked } = setup([stranger, doubled, ...others]);
    await registerWebhooks(client, wanted, { sure: webhookTypes });
    expect(asked).toEqual([
      `add ${first?.type} the-secret`,
      `remove ${webhookTypes[1]}`,
      `change twin ${webhookTypes[1]} the-secret`,
    ]);
  });

  it('are led to another address by the ids that we know', async () => {
    const moved = all.map((each) => ({ ...each, url: 'https://before' }));
    const { client, asked } = setup(moved);
    await registerWebhooks(client, { ...wanted, known: all.map(({ id }) => id) }, { sure: webhookTypes });
    expect(asked).toHaveLength(webhookTypes.length);
  });

  it('that one is refused keeps none of the others back', async () => {
    const { client } = setup([], webhookTypes[1]);
    const made = await registerWebhooks(client, wanted, { sure: [] });
    expect(made.map(({ active }) => active)).toEqual([true, false, true, true, true]);
    expect(made[1]).toMatchObject({ problem: 'no more than 5', cin7Id: null });
  });

  it('are taken away, and none of others', async () => {
    const { client, asked } = setup([
      ours('Purchase/Updated'),
      ours('Purchase/Updated', { id: 'x', url: 'https://theirs' }),
    ]);
    await removeWebhooks(client, wanted);
    expect(asked).toEqual(['remove Purchase/Updated']);
  });
});
