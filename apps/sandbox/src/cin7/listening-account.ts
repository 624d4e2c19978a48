import { afterEach, beforeEach } from '@jest/globals';
import { type WebhookReceiver, webhookReceiver } from '../platform/webhook-receiver.js';
import { type OpenedAccount, openedAccount } from './opened-account.js';
import type { Seen } from './started-sandbox.js';

const MINUTE_MS = 60_000;

/** For specs only: an account and somebody who listens to its webhooks. */
export interface ListeningAccount extends OpenedAccount {
  receiver(): WebhookReceiver;
  register(type: string, more?: object): Promise<Seen | undefined>;
  /** By the sandbox's clock. */
  minutesPass(minutes: number): Promise<unknown>;
  heard(): Record<string, unknown>[];
}

export function listeningAccount(): ListeningAccount {
  const account = openedAccount();
  let receiver: WebhookReceiver;
  beforeEach(async () => {
    receiver = await webhookReceiver();
  });
  afterEach(() => receiver.close());
  return {
    ...account,
    receiver: () => receiver,
    register: async (type, more = {}) => {
      const { body } = await account.call('POST webhooks', {
        Type: type,
        IsActive: true,
        ExternalURL: receiver.url,
        ExternalAuthorizationType: 'noauth',
        ...more,
      });
      return body.Webhooks[0];
    },
    minutesPass: (minutes) => account.sandbox().door('POST clock', { advanceMs: minutes * MINUTE_MS }),
    heard: () => receiver.received.map(({ body }) => JSON.parse(body)),
  };
}
