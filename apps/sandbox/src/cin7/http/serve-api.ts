import type { IncomingMessage, ServerResponse } from 'node:http';
import { readJson, UnreadableBody } from '../../platform/json-body.js';
import { allRoutes } from '../endpoints/all-routes.js';
import type { Tenant } from '../model/tenant.js';
import type { Cin7World } from '../world.js';
import { type Answer, html, json, send, text } from './answer.js';
import { Cin7Error } from './cin7-error.js';
import { tenantFor } from './credentials.js';
import { refusalOf, sendSpoilt, takeFault } from './fault-injection.js';
import { Query } from './query.js';
import type { RateLimit } from './rate-limit.js';
import type { Endpoint, Method } from './routes.js';
import { throttledAnswer } from './throttled-answer.js';

const BASE = '/externalapi/v2/';

/** Answers one call as Cin7 would: path, method, credentials, limit, and only then the endpoint. */
export async function serveApi(
  world: Cin7World,
  limit: RateLimit,
  call: { request: IncomingMessage; response: ServerResponse; url: URL },
): Promise<void> {
  const { request, response, url } = call;
  const methods = methodsOf(url.pathname);
  if (methods === undefined) return send(response, html());
  const endpoint = methods[request.method as Method];
  if (endpoint === undefined) return send(response, methodRefused(request.method));
  const tenant = tenantFor(world, request.headers);
  if (tenant === undefined) return send(response, text('Incorrect credentials!', 403));
  const { callsPerMinute } = tenant.settings;
  if (!limit.take(tenant.accountId, callsPerMinute, world.clock.now().getTime()))
    return send(response, throttledAnswer(tenant.settings));
  const fault = takeFault(tenant, url.pathname);
  const refusal = refusalOf(fault);
  if (refusal !== undefined) return send(response, refusal);
  const answer = await answerOf({ world, tenant, request, url, endpoint });
  return fault === undefined ? send(response, answer) : await sendSpoilt(response, answer, fault);
}

function methodsOf(pathname: string): Partial<Record<Method, Endpoint>> | undefined {
  const path = pathname.toLowerCase().replace(/\/+$/, '');
  return path.startsWith(BASE) ? allRoutes[path.slice(BASE.length)] : undefined;
}

function methodRefused(method: string | undefined): Answer {
  return json({ Message: `The requested resource does not support http method '${method ?? ''}'.` }, 405);
}

async function answerOf(call: {
  world: Cin7World;
  tenant: Tenant;
  request: IncomingMessage;
  url: URL;
  endpoint: Endpoint;
}): Promise<Answer> {
  try {
    const body = await readJson(call.request);
    const { tenant, world } = call;
    return json(call.endpoint({ tenant, world, body, query: new Query(call.url.searchParams) }));
  } catch (error) {
    if (error instanceof Cin7Error) return json(error.body(), error.status);
    if (error instanceof UnreadableBody) return json([{ ErrorCode: 500, Exception: error.message }], 500);
    throw error;
  }
}
