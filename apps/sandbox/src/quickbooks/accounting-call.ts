import type { ServerResponse } from 'node:http';
import type { Answer } from './answer.js';
import { type ApiRequest, isWrite } from './api/api-request.js';
import { answerFileDownload } from './api/file-download.js';
import { answerApi, inFormat, refusalOf } from './api/gateway.js';
import { postpone } from './api/late-commits.js';
import { isUpdate } from './api/operations.js';
import { trafficOf } from './api/throttle.js';
import type { IncomingCall, Outcome } from './incoming-call.js';
import { isObject, type JsonObject } from './json.js';
import { deliver } from './misfortune.js';
import { entityAt } from './model/entity-table.js';
import { clientOf } from './oauth/bearer.js';
import { type PlannedFault, takeFault } from './planned-fault.js';
import { find, type Realm } from './realm/realm.js';
import { touchObject } from './side-door/people.js';
import type { World } from './world.js';

/** Answers a call below `/v3/company`, or leaves it to others. */
export async function answerAccountingCall(
  world: World,
  call: IncomingCall,
  response: ServerResponse,
): Promise<Outcome | undefined> {
  const download = answerFileDownload(world, call, response);
  if (download !== undefined) return download;
  const match = /^\/v3\/company\/([^/]+)(\/.*)$/.exec(call.path);
  if (match === null) return undefined;
  const [, realmId = '', path = ''] = match;
  const clientId = clientOf(world.oauth, call.headers.authorization);
  const request: ApiRequest = { ...call, realmId, path: path.replace(/\/$/, ''), clientId };
  const realm = world.realms.get(realmId);
  if (realm === undefined) {
    const status = await deliver(undefined, deliveryOf(world, request, response));
    return { status, fault: null };
  }
  const traffic = trafficOf(realm, clientId);
  traffic.open += 1;
  try {
    const planned = plannedFor(realm, request);
    const status = await deliver(planned, deliveryOf(world, request, response));
    return { status, fault: planned?.kind ?? null };
  } finally {
    traffic.open -= 1;
  }
}

function deliveryOf(
  world: World,
  request: ApiRequest,
  response: ServerResponse,
): Parameters<typeof deliver>[1] {
  const realm = world.realms.get(request.realmId);
  return {
    response,
    method: request.method,
    nowMs: world.clock.now().getTime(),
    carryOut: () => answerApi(world, request),
    carryOutLate: (lagMs) => late(realm, lagMs, () => answerApi(world, request)),
    postpone: (afterMs) => {
      const refused = refusalOf(world, request);
      if (refused !== null || realm === undefined) return refused && inFormat(request, refused);
      postpone(realm, request, afterMs);
      return null;
    },
    touchTarget: () => touchTarget(realm, updatedObject(request)),
    forceRotation: () => {},
  };
}

function plannedFor(realm: Realm, request: ApiRequest): PlannedFault | undefined {
  if (realm.faults.length === 0) return undefined;
  const writes = isWrite(request);
  const does = updatedObject(request) !== undefined ? 'update' : writes ? 'create' : 'read';
  return takeFault(realm.faults, { path: request.path, method: request.method, does });
}

/** For the length of one call the company's indexes are so far behind. */
function late(realm: Realm | undefined, lagMs: number, work: () => Answer): Answer {
  if (realm === undefined) return work();
  const { queryLagMs, changesLagMs } = realm.settings;
  Object.assign(realm.settings, { queryLagMs: lagMs, changesLagMs: lagMs });
  try {
    return work();
  } finally {
    Object.assign(realm.settings, { queryLagMs, changesLagMs });
  }
}

interface UpdatedObject {
  readonly entity: string;
  readonly id: string;
}

/** The object that a call is about to change, if it changes one. */
function updatedObject({ method, path, body, query }: ApiRequest): UpdatedObject | undefined {
  const description = entityAt(path.slice(1));
  if (method !== 'POST' || description === undefined) return undefined;
  const input = parsed(body);
  if (!isUpdate(description, input) && query.get('operation') === null) return undefined;
  return { entity: description.name, id: description.kind === 'single' ? '1' : String(input.Id) };
}

function parsed(body: string): JsonObject {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

function touchTarget(realm: Realm | undefined, updated: UpdatedObject | undefined): void {
  if (realm === undefined || updated === undefined) return;
  const description = entityAt(updated.entity);
  const object = description && find(realm, description.name, updated.id);
  if (object !== undefined) touchObject(realm, object);
}
