import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { readBody, UnreadableBody } from '../platform/json-body.js';
import { answerAccountingCall } from './accounting-call.js';
import type { Answer } from './answer.js';
import { commitWhatIsDue } from './api/late-commits.js';
import { isMultipart } from './api/multipart.js';
import { type IncomingCall, plainHeaders } from './incoming-call.js';
import { isObject, type JsonObject } from './json.js';
import { answerOAuth } from './oauth-call.js';
import { send } from './send.js';
import { answerSideDoor } from './side-door/side-door.js';
import { collectEvents } from './webhooks/collect-events.js';
import type { Courier } from './webhooks/courier.js';
import type { World } from './world.js';

export interface HandlerOptions {
  readonly sideDoor: boolean;
  world(): World;
  reset(): void;
  changed(): void;
  readonly courier: Courier;
}

/** One small router for the four hosts and the side door. */
export function handlerOf(options: HandlerOptions): RequestListener {
  return (request, response) => {
    handle(options, request, response).catch((error: unknown) => {
      if (response.headersSent || response.destroyed) return void response.destroy();
      const status = error instanceof UnreadableBody ? 413 : 500;
      const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
      send(response, { status, headers: {}, body: { error: 'The sandbox itself failed.', problem } }, 'POST');
    });
  };
}

async function handle(
  options: HandlerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const startedMs = performance.now();
  const method = request.method ?? 'GET';
  const address = new URL(request.url ?? '/', 'http://sandbox');
  const body = method === 'GET' ? '' : await bodyOf(request);
  const call: IncomingCall = {
    method,
    path: address.pathname,
    query: address.searchParams,
    headers: plainHeaders(request.headers),
    body,
    origin: `http://${request.headers.host ?? 'localhost'}`,
  };
  options.world().realms.forEach(commitWhatIsDue);
  if (address.pathname.startsWith('/_sandbox/')) {
    const answer = options.sideDoor ? await openSideDoor(options, call) : notFound();
    spread(options);
    send(response, answer, method);
    return;
  }
  const world = options.world();
  const at = world.clock.now().toISOString();
  const outcome =
    (await answerAccountingCall(world, call, response)) ?? (await answerOAuth(world, call, response));
  if (outcome === undefined) send(response, notFound(), method);
  world.calls.add({
    at,
    method,
    path: call.path,
    query: Object.fromEntries(call.query),
    status: outcome === undefined ? 404 : outcome.status,
    fault: outcome?.fault ?? null,
    ms: Math.round(performance.now() - startedMs),
  });
  if (method !== 'GET' || hasNews(world)) spread(options);
}

/** Even a read may find that something has become due. */
function hasNews({ realms }: World): boolean {
  return [...realms.values()].some(({ changes }) => changes.noted.size > 0);
}

/** What a call has done must be saved, and told to whoever has subscribed to it. */
function spread({ world, changed, courier }: HandlerOptions): void {
  changed();
  collectEvents(world());
  courier.wake();
}

/** Files are no text, so a form is read byte by byte; Intuit takes up to 100 MB at once. */
function bodyOf(request: IncomingMessage): Promise<string> {
  if (!isMultipart(request.headers['content-type'])) return readBody(request);
  return readBody(request, { encoding: 'latin1', bytesMax: 100 * 1024 * 1024 });
}

async function openSideDoor(options: HandlerOptions, call: IncomingCall): Promise<Answer> {
  const body = jsonObject(call.body);
  if (body === undefined)
    return { status: 400, headers: {}, body: { error: 'The body must be a JSON object.' } };
  const segments = call.path.split('/').slice(2).map(decodeURIComponent);
  return answerSideDoor({
    world: options.world(),
    method: call.method,
    segments,
    body,
    reset: () => options.reset(),
    deliverWebhooks: () => options.courier.deliverDue(),
  });
}

function jsonObject(text: string): JsonObject | undefined {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function notFound(): Answer {
  return {
    status: 404,
    headers: { 'content-type': 'text/html' },
    body: '<html><body><h1>404 Not Found</h1></body></html>',
  };
}
