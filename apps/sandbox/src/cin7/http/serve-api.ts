import type { IncomingMessage, ServerResponse } from 'node:http';
import { readJson, UnreadableBody } from '../../platform/json-body.js';
import { allRoutes } from '../endpoints/all-routes.js';
import type { Fault } from '../model/fault.js';
import type { Tenant } from '../model/tenant.js';
import { addPurchasesWhilePaging } from '../seed/add-purchases-while-paging.js';
import type { Cin7World } from '../world.js';
import { type Answer, html, json, redirect, send, text } from './answer.js';
import { Cin7Error } from './cin7-error.js';
import { accountIdIn, limitedBy, tenantFor } from './credentials.js';
import { disturbanceOf, refusalOf, sendSpoilt, takeFault } from './fault-injection.js';
import { Query } from './query.js';
import type { RateLimit } from './rate-limit.js';
import type { Endpoint, Method } from './routes.js';
import { throttledAnswer } from './throttled-answer.js';

const BASE = '/externalapi/v2/';

interface Incoming {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
}

/** Answers one call as Cin7 would: path, method, credentials, limit, and only then the endpoint. */
export async function serveApi(world: Cin7World, limit: RateLimit, call: Incoming): Promise<void> {
  const { request, response, url } = call;
  const methods = methodsOf(url.pathname);
  if (methods === undefined) return send(response, unknownPath(world, request));
  const endpoint = methods[request.method as Method];
  if (endpoint === undefined) return send(response, methodRefused(request.method));
  const tenant = tenantFor(world, request.headers);
  if (tenant === undefined) return send(response, text('Incorrect credentials!', 403));
  const now = world.clock.now().getTime();
  if (!limit.take(limitedBy(tenant, request.headers), tenant.settings.callsPerMinute, now))
    return send(response, throttledAnswer(tenant.settings, url.pathname));
  const fault = takeFault(tenant, request.method ?? '', url.pathname);
  if (fault?.kind === 'reset-before') return void response.destroy();
  const refusal = refusalOf(fault, tenant, url.pathname);
  if (refusal !== undefined) return send(response, refusal);
  const answer = await answerOf({ world, tenant, request, url, endpoint, fault });
  return fault === undefined ? send(response, answer) : await sendSpoilt(response, answer, fault);
}

function methodsOf(pathname: string): Partial<Record<Method, Endpoint>> | undefined {
  const path = pathname.toLowerCase().replace(/\/+$/, '');
  return path.startsWith(BASE) ? allRoutes[path.slice(BASE.length)] : undefined;
}

function unknownPath(world: Cin7World, request: IncomingMessage): Answer {
  const tenant = world.tenants.get(accountIdIn(request.headers) ?? '');
  return tenant?.settings.unknownPath === 'redirect' ? redirect() : html();
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
  fault: Fault | undefined;
}): Promise<Answer> {
  const { tenant, world, fault, url } = call;
  try {
    const body = await readJson(call.request);
    if (fault?.kind === 'rows-inserted') addPurchasesWhilePaging(world, tenant, fault.rows);
    const query = new Query(url.searchParams, disturbanceOf(fault));
    return json(await call.endpoint({ tenant, world, body, query, origin: originOf(call.request) }));
  } catch (error) {
    if (error instanceof Cin7Error) return json(error.body(), error.status);
    if (error instanceof UnreadableBody) return json([{ ErrorCode: 500, Exception: error.message }], 500);
    throw error;
  }
}

export function originOf(request: IncomingMessage): string {
  return `http://${request.headers.host ?? 'localhost'}`;
}
