import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach } from '@jest/globals';
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
    heard: () => receiver.received.map(({ body }) => body),
  };
}

/** For specs only: somebody who listens to webhooks, and what they were told. */
export interface WebhookReceiver {
  readonly url: string;
  readonly received: Received[];
  /** What it answers from now on. */
  answer(status: number): void;
  close(): Promise<void>;
}

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: Record<string, unknown>;
}

async function webhookReceiver(): Promise<WebhookReceiver> {
  const received: Received[] = [];
  let status = 200;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    received.push({ headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString()) });
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    answer: (next) => {
      status = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
