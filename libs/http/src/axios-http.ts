import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import axios, { type AxiosInstance, type AxiosResponse, isAxiosError } from 'axios';
import { AllowedOrigins } from './allowed-origins.js';
import { Flight } from './flight.js';
import type { Http, HttpAnswer, HttpRequest } from './http.js';
import { RemoteError } from './remote-error.js';
import { storable } from './storable.js';

export interface AxiosHttpOptions {
  /** Scheme, host and port; a path is ignored. Plain http is accepted for loopback only. */
  readonly allowedOrigins: readonly string[];
  readonly timeoutMs?: number;
  readonly maxResponseBytes?: number;
}

/** The `detail` of a failure: there was more in the answer than the door lets in. It was not read to its end. */
export const ANSWER_TOO_LARGE = 'answer-too-large';

/**
 * An idle connection is closed before the other side closes it: a write that meets a connection just closed is reset,
 * and nobody can tell a reset from a lost answer. Common servers wait five seconds or more.
 */
const agentOptions = { keepAlive: true, maxSockets: 32, maxFreeSockets: 8, timeout: 4_000 } as const;

/** The only implementation of Http. It never tries again: what may be sent twice is decided by those who know. */
export function axiosHttp(options: AxiosHttpOptions): Http {
  const origins = new AllowedOrigins(options.allowedOrigins);
  const client = clientFor(options.maxResponseBytes ?? 20 * 1_024 * 1_024);
  const defaultTimeoutMs = options.timeoutMs ?? 30_000;

  return async (request) => {
    const url = origins.admit(request.url);
    const flight = new Flight();
    const timeoutMs = request.timeoutMs ?? defaultTimeoutMs;
    const deadline = AbortSignal.timeout(timeoutMs);
    const startedAt = performance.now();
    try {
      return answerOf(await send({ client, request, url, flight, deadline }), performance.now() - startedAt);
    } catch (error) {
      flight.abandon();
      const reason = deadline.aborted ? `no complete answer within ${timeoutMs} ms` : reasonOf(error);
      throw failureOf({ reason, detail: codeOf(error, deadline), request, url, flight });
    }
  };
}

function clientFor(maxResponseBytes: number): AxiosInstance {
  return axios.create({
    adapter: 'http',
    responseType: 'text',
    validateStatus: () => true,
    // The defaults trim a JSON body and write it anew; the bytes sent must be the bytes stored.
    transformRequest: (body: unknown) => body,
    transformResponse: (body: unknown) => body,
    maxContentLength: maxResponseBytes,
    maxRedirects: 0,
    // A proxy named in the environment would be a way round the allow-list.
    proxy: false,
    httpAgent: new HttpAgent(agentOptions),
    httpsAgent: new HttpsAgent({ ...agentOptions, rejectUnauthorized: true, minVersion: 'TLSv1.2' }),
    headers: { 'User-Agent': 'Billbridge' },
  });
}

/** Text, or the bytes where those were asked for. */
type Content = string | Buffer;

interface Sending {
  readonly client: AxiosInstance;
  readonly request: HttpRequest;
  readonly url: URL;
  readonly flight: Flight;
  readonly deadline: AbortSignal;
}

function send({ client, request, url, flight, deadline }: Sending): Promise<AxiosResponse<Content>> {
  return client.request<Content>({
    method: request.method,
    url: url.href,
    headers: { ...request.headers },
    data: bodyOf(request),
    responseType: request.wants === 'bytes' ? 'arraybuffer' : 'text',
    // The client's own time-out ends with the headers; the signal covers the body as well.
    signal: deadline,
    transport: flight.transport,
  });
}

/** Only a buffer is sent as it is; of another view of memory the client would send all that lies behind it. */
function bodyOf({ body }: HttpRequest): string | Buffer | undefined {
  return body instanceof Uint8Array ? Buffer.from(body.buffer, body.byteOffset, body.byteLength) : body;
}

function answerOf(response: AxiosResponse<Content>, durationMs: number): HttpAnswer {
  const { data } = response;
  const headers = Object.entries(response.headers).map(([name, value]) => [
    name.toLowerCase(),
    Array.isArray(value) ? value.join(', ') : String(value),
  ]);
  return {
    status: response.status,
    headers: Object.fromEntries(headers),
    ...(typeof data === 'string' ? { body: storable(data) } : { body: '', bytes: data }),
    durationMs: Math.round(durationMs),
  };
}

interface Failed {
  readonly reason: string;
  readonly detail: string | null;
  readonly request: HttpRequest;
  readonly url: URL;
  readonly flight: Flight;
}

/** Made of words alone: the client's error holds the headers, and the query may hold more than an address. */
function failureOf({ reason, detail, request, url, flight }: Failed): RemoteError {
  const failure = flight.canHaveLeft ? 'unknown' : 'not-sent';
  const outcome = flight.canHaveLeft ? 'The answer was lost' : 'Not sent';
  const message = `${outcome}: ${request.method} ${url.origin}${url.pathname}: ${reason}`;
  return new RemoteError(failure, message, { status: flight.status, detail });
}

/** What the system said; of the client's own errors only the message, which names no header and no body. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  if (isAxiosError(error) && error.cause instanceof AggregateError) return reasonOf(error.cause);
  return error instanceof Error ? error.message || error.name : 'an unnamed error';
}

/** The client has one code for all that is wrong with an answer; only its words tell of the limit. */
const OVER_THE_LIMIT = /^maxContentLength size of/;

function codeOf(error: unknown, deadline: AbortSignal): string | null {
  if (deadline.aborted) return 'timeout';
  if (error instanceof Error && OVER_THE_LIMIT.test(error.message)) return ANSWER_TOO_LARGE;
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
