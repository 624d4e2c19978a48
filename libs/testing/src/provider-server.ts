import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What the server says. `hang`: nothing at all; `reset`: the connection breaks after the request has come. */
export type Reply =
  | 'hang'
  | 'reset'
  | { readonly status?: number; readonly headers?: Record<string, string>; readonly body: unknown };

export interface ProviderServer {
  readonly origin: string;
  /** All requests in the order in which they came. */
  readonly received: readonly ReceivedRequest[];
  close(): Promise<void>;
}

/** A server on loopback that answers as a test says and remembers what it was asked. Text is sent as it is. */
export async function providerServer(
  reply: (request: ReceivedRequest) => Reply | Promise<Reply>,
): Promise<ProviderServer> {
  const received: ReceivedRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', async () => {
      const url = new URL(incoming.url ?? '/', 'http://loopback');
      const request = {
        method: incoming.method ?? '',
        path: url.pathname,
        query: url.searchParams,
        headers: incoming.headers,
        body: Buffer.concat(chunks).toString(),
      };
      received.push(request);
      const answer = await reply(request);
      if (answer === 'hang') return;
      if (answer === 'reset') {
        incoming.socket.destroy();
        return;
      }
      outgoing.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers });
      outgoing.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}
