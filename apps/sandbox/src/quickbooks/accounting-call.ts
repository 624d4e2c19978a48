import type { ServerResponse } from 'node:http';
import type { ApiRequest } from './api/api-request.js';
import { answerFileDownload } from './api/file-download.js';
import { answerApi } from './api/gateway.js';
import { isUpdate } from './api/operations.js';
import type { IncomingCall, Outcome } from './incoming-call.js';
import { isObject, type JsonObject } from './json.js';
import { deliver } from './misfortune.js';
import { entityAt } from './model/entity-table.js';
import { takeFault } from './planned-fault.js';
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
  const request: ApiRequest = { ...call, realmId, path: path.replace(/\/$/, '') };
  const realm = world.realms.get(realmId);
  const updated = realm?.faults.length ? updatedObject(request) : undefined;
  const planned =
    realm &&
    takeFault(realm.faults, { path: request.path, method: call.method, updates: updated !== undefined });
  const status = await deliver(planned, {
    response,
    method: call.method,
    nowMs: world.clock.now().getTime(),
    carryOut: () => answerApi(world, request),
    touchTarget: () => touchTarget(realm, updated),
  });
  return { status, fault: planned?.kind ?? null };
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
