import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** For specs only: somebody who listens to webhooks, and what they were told. */
export interface WebhookReceiver {
  readonly url: string;
  readonly received: Received[];
  /** What it answers from now on; with `null` it does not answer at all. */
  answer(status: number | null): void;
  close(): Promise<void>;
}

export interface Received {
  readonly headers: IncomingHttpHeaders;
  /** As it came, since signatures are over every byte. */
  readonly body: string;
}

export async function webhookReceiver(): Promise<WebhookReceiver> {
  const received: Received[] = [];
  let status: number | null = 200;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
    if (status !== null) response.writeHead(status).end();
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
