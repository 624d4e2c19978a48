import { isObject, type JsonObject, objectOf, objectsOf, textOf } from '../json.js';
import { type QuickBooksSandboxOptions, startQuickBooksSandbox } from '../server.js';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: JsonObject;
}

/** A sandbox on a free port and the shortest way to call it, for the specs beside the source. */
export interface Caller {
  readonly origin: string;
  readonly realmId: string;
  get(path: string): Promise<Reply>;
  post(path: string, body: JsonObject): Promise<Reply>;
  query(statement: string): Promise<Reply>;
  /** Any body in its own content type, or in the one that is given. */
  send(method: string, path: string, body: FormData | string, contentType?: string): Promise<Reply>;
  door(method: string, path: string, body?: JsonObject): Promise<JsonObject>;
  refresh(refreshToken: string): Promise<Reply>;
  /** Takes the newest access token, after a refresh or a revocation. */
  signIn(refreshToken: string): Promise<void>;
  close(): Promise<void>;
}

export const DEMO = '9130350000000001';
export const FIRST_REFRESH_TOKEN = 'sandbox-refresh-token-0001';

const BASIC = `Basic ${Buffer.from('sandbox-client:sandbox-secret').toString('base64')}`;

interface CallerOptions extends Partial<QuickBooksSandboxOptions> {
  /** Another company than the demo one, opened through the side door. */
  readonly company?: JsonObject;
}

export async function callSandbox({ company: wanted, ...options }: CallerOptions = {}): Promise<Caller> {
  const sandbox = await startQuickBooksSandbox({
    port: 0,
    sideDoor: true,
    callsPerMinute: 0,
    callsPerSecond: 0,
    ...options,
    settings: { callsAtOnce: 0, queryLagMs: 0, changesLagMs: 0, ...options.settings },
  });
  const origin = `http://127.0.0.1:${sandbox.port}`;
  let accessToken = '';
  const headers = (): Record<string, string> => ({
    authorization: `Bearer ${accessToken}`,
    accept: 'application/json',
    'content-type': 'application/json',
  });
  const opened =
    wanted === undefined
      ? { realmId: DEMO, refreshToken: FIRST_REFRESH_TOKEN }
      : await openCompany(origin, wanted);
  const company = `${origin}/v3/company/${opened.realmId}`;
  const refresh = (refreshToken: string): Promise<Reply> =>
    requestToken(origin, { grant_type: 'refresh_token', refresh_token: refreshToken });
  const caller: Caller = {
    origin,
    realmId: opened.realmId,
    get: async (path) => replyOf(await fetch(`${company}${path}`, { headers: headers() })),
    post: async (path, body) =>
      replyOf(
        await fetch(`${company}${path}`, { method: 'POST', headers: headers(), body: JSON.stringify(body) }),
      ),
    send: async (method, path, body, contentType) => {
      const { 'content-type': _json, ...common } = headers();
      const more = contentType === undefined ? {} : { 'content-type': contentType };
      return replyOf(await fetch(`${company}${path}`, { method, headers: { ...common, ...more }, body }));
    },
    query: (statement) => caller.get(`/query?query=${encodeURIComponent(statement)}`),
    door: (method, path, body) => useSideDoor(origin, { method, path, body }),
    refresh,
    signIn: async (refreshToken) => {
      accessToken = textOf((await refresh(refreshToken)).body.access_token) ?? '';
    },
    close: () => sandbox.close(),
  };
  await caller.signIn(opened.refreshToken);
  return caller;
}

interface SideDoorUse {
  readonly method: string;
  readonly path: string;
  readonly body: JsonObject | undefined;
}

async function useSideDoor(origin: string, { method, path, body }: SideDoorUse): Promise<JsonObject> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  return (await replyOf(await fetch(`${origin}/_sandbox${path}`, { method, ...sent }))).body;
}

async function openCompany(
  origin: string,
  wanted: JsonObject,
): Promise<{ realmId: string; refreshToken: string }> {
  const reply = await replyOf(
    await fetch(`${origin}/_sandbox/realms`, { method: 'POST', body: JSON.stringify(wanted) }),
  );
  return { realmId: textOf(reply.body.realmId) ?? '', refreshToken: textOf(reply.body.refreshToken) ?? '' };
}

export async function requestToken(
  origin: string,
  form: Record<string, string>,
  more: Record<string, string> = {},
): Promise<Reply> {
  const headers = { authorization: BASIC, 'content-type': 'application/x-www-form-urlencoded', ...more };
  const body = new URLSearchParams(form).toString();
  return replyOf(await fetch(`${origin}/oauth2/v1/tokens/bearer`, { method: 'POST', headers, body }));
}

export async function replyOf(response: Response): Promise<Reply> {
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: bodyOf(text) };
}

function bodyOf(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : { value: text };
  } catch {
    return { text };
  }
}

/** The first entry of a capitalised fault. */
export function firstError(reply: Reply): JsonObject {
  return objectsOf(objectOf(reply.body.Fault)?.Error)[0] ?? {};
}

export function entityOf(reply: Reply, name: string): JsonObject {
  const object = objectOf(reply.body[name]);
  if (object === undefined) throw new Error(`No ${name} in ${JSON.stringify(reply.body)}`);
  return object;
}

export function rowsOf(reply: Reply, name: string): JsonObject[] {
  return objectsOf(objectOf(reply.body.QueryResponse)?.[name]);
}

export function aBill(changes: JsonObject = {}): JsonObject {
  return {
    VendorRef: { value: '10' },
    TxnDate: '2026-11-02',
    Line: [aLine()],
    ...changes,
  };
}

export function aLine(changes: JsonObject = {}): JsonObject {
  return {
    Amount: 103.55,
    DetailType: 'AccountBasedExpenseLineDetail',
    AccountBasedExpenseLineDetail: { AccountRef: { value: '70' } },
    ...changes,
  };
}
