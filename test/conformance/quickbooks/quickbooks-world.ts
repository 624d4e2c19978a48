import { isObject, type Json, type JsonObject, objectOf } from '../../../apps/sandbox/src/quickbooks/json.js';
import { startQuickBooksSandbox } from '../../../apps/sandbox/src/quickbooks/server.js';
import type { Answered } from '../exercise.js';

/** A QuickBooks company with its token, in which an exercise finds what the reference's examples speak of. */
export interface QuickBooksWorld {
  readonly realmId: string;
  /** The refresh token of the company's consent. */
  readonly refreshToken: string;
  /** Where the identity pages answer. */
  readonly origin: string;
  get(path: string): Promise<Answered>;
  post(path: string, body: Json): Promise<Answered>;
  query(statement: string): Promise<Answered>;
  /** Creates an object and gives it, or says why it could not be. */
  make(entity: string, body: JsonObject): Promise<JsonObject>;
  door(call: string, body?: Json): Promise<JsonObject>;
  send(path: string, request: RequestInit): Promise<Answered>;
  /** Another company. */
  open(company: JsonObject): Promise<QuickBooksWorld>;
}

export interface RunningSandbox {
  readonly origin: string;
  close(): Promise<void>;
}

export async function runSandbox(): Promise<RunningSandbox> {
  const limits = { callsPerMinute: 0, callsPerSecond: 0 };
  const { port, close } = await startQuickBooksSandbox({ port: 0, sideDoor: true, ...limits });
  return { origin: `http://127.0.0.1:${port}`, close: () => close() };
}

/** What was written is looked up at once; indexes that lag are another matter. */
const FRESH: JsonObject = { queryLagMs: 0, changesLagMs: 0 };

export async function openQuickBooksWorld(
  sandbox: RunningSandbox,
  company: JsonObject = {},
): Promise<QuickBooksWorld> {
  const { origin } = sandbox;
  const opened = await answeredBy(`${origin}/_sandbox/realms`, {
    method: 'POST',
    body: JSON.stringify({ company: 'demo', ...company }),
  });
  const { realmId, refreshToken } = objectOf(opened.body) ?? {};
  await answeredBy(`${origin}/_sandbox/realms/${realmId}/settings`, {
    method: 'POST',
    body: JSON.stringify(FRESH),
  });
  const authorization = `Bearer ${await accessToken(origin, String(refreshToken))}`;
  const send = (path: string, request: RequestInit): Promise<Answered> => {
    const headers = { authorization, accept: 'application/json', ...request.headers };
    return answeredBy(`${origin}/v3/company/${realmId}${withVersion(path)}`, { ...request, headers });
  };
  const post = (path: string, body: Json): Promise<Answered> =>
    send(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });
  return {
    realmId: String(realmId),
    refreshToken: String(refreshToken),
    origin,
    open: (other) => openQuickBooksWorld(sandbox, other),
    send,
    post,
    get: (path) => send(path, { method: 'GET' }),
    query: (statement) => send(`/query?query=${encodeURIComponent(statement)}`, { method: 'GET' }),
    make: async (entity, body) => made(entity, await post(`/${entity.toLowerCase()}`, body)),
    door: async (call, body) => {
      const [method = '', path = ''] = call.split(' ');
      const sent = body === undefined ? {} : { body: JSON.stringify(body) };
      return objectOf((await answeredBy(`${origin}/_sandbox/${path}`, { method, ...sent })).body) ?? {};
    },
  };
}

const withVersion = (path: string): string => `${path}${path.includes('?') ? '&' : '?'}minorversion=75`;

function made(entity: string, { body }: Answered): JsonObject {
  const object = isObject(body) ? objectOf(body[entity]) : undefined;
  if (object === undefined) throw new Error(`No ${entity} was made: ${JSON.stringify(body)}`);
  return object;
}

async function accessToken(origin: string, refreshToken: string): Promise<string> {
  const { body } = await requestToken(origin, { grant_type: 'refresh_token', refresh_token: refreshToken });
  return String(objectOf(body)?.access_token);
}

export function requestToken(origin: string, form: Record<string, string>): Promise<Answered> {
  const client = Buffer.from('sandbox-client:sandbox-secret').toString('base64');
  return answeredBy(`${origin}/oauth2/v1/tokens/bearer`, {
    method: 'POST',
    headers: { authorization: `Basic ${client}`, accept: 'application/json' },
    body: new URLSearchParams(form),
  });
}

export async function answeredBy(address: string, request: RequestInit): Promise<Answered> {
  const response = await fetch(address, request);
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '') && text !== '';
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}
