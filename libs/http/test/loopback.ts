import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Socket,
  type Server as TcpServer,
} from 'node:net';
import { axiosHttp } from '../src/axios-http.js';
import type { HttpAnswer, HttpRequest } from '../src/http.js';
import { RemoteError } from '../src/remote-error.js';

const started: (Server | TcpServer)[] = [];

/** Closes all that was started here; to be called after each test. */
export async function closeServers(): Promise<void> {
  const closing = started.splice(0).map((server) => {
    if ('closeAllConnections' in server) server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  });
  await Promise.all(closing);
}

export interface Door {
  readonly send: (changes?: Partial<HttpRequest>) => Promise<HttpAnswer>;
  readonly origin: string;
  readonly server: Server;
}

/** A server of ours on loopback, and the door that may go there. */
export async function doorTo(
  answer: RequestListener,
  limits: { maxResponseBytes?: number } = {},
): Promise<Door> {
  const server = createServer(answer);
  const origin = `http://${await listening(server)}`;
  const http = axiosHttp({ allowedOrigins: [origin], timeoutMs: 5_000, ...limits });
  return { origin, server, send: (changes) => http({ method: 'GET', url: `${origin}/bills`, ...changes }) };
}

/** Takes connections and treats them as we choose once their first bytes are there. Gives host and port. */
export async function rawServer(onData: (socket: Socket) => void): Promise<string> {
  return listening(
    createTcpServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.once('data', () => onData(socket));
    }),
  );
}

export async function errorOf(sending: Promise<unknown>): Promise<RemoteError> {
  const error = await sending.then(
    () => new Error('expected a failure'),
    (failure: unknown) => failure,
  );
  if (error instanceof RemoteError) return error;
  throw error;
}

export async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function listening(server: Server | TcpServer): Promise<string> {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  started.push(server);
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}
