import { type JsonObject, numberOf, textOf } from '../json.js';
import { FAULT_KINDS, type FaultKind } from '../planned-fault.js';
import type { Realm } from '../realm/realm.js';
import { SideDoorRefusal } from './side-door-request.js';

const SLOW_MS = 5000;

export function planFault(realm: Realm, body: JsonObject): void {
  const kind = FAULT_KINDS.find((candidate) => candidate === body.kind);
  if (kind === undefined) throw new SideDoorRefusal(`kind must be one of ${FAULT_KINDS.join(', ')}.`);
  const { path, method } = { path: textOf(body.path), method: textOf(body.method) };
  const status = numberOf(body.status);
  realm.faults.push({
    kind,
    times: numberOf(body.times) ?? 1,
    afterMs: numberOf(body.afterMs) ?? usualDelayMs(kind),
    ...(path === undefined ? {} : { path }),
    ...(method === undefined ? {} : { method }),
    ...(status === undefined ? {} : { status }),
    ...(typeof body.committed === 'boolean' ? { committed: body.committed } : {}),
  });
}

function usualDelayMs(kind: FaultKind): number {
  return kind === 'slow' ? SLOW_MS : 0;
}
