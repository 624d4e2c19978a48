import { type JsonObject, numberOf, textOf } from '../json.js';
import { FAULT_KINDS, type FaultKind, type PlannedFault } from '../planned-fault.js';
import type { Realm } from '../realm/realm.js';
import { SideDoorRefusal } from './side-door-request.js';

/** Other kinds strike at once. */
const USUAL_AFTER_MS: Partial<Record<FaultKind, number>> = {
  slow: 5000,
  'slow-body': 5000,
  'commit-late': 20 * 60_000,
  'stale-page': 60_000,
};

export function planFault(realm: Realm, body: JsonObject): void {
  const kind = FAULT_KINDS.find((candidate) => candidate === body.kind);
  if (kind === undefined) throw new SideDoorRefusal(`kind must be one of ${FAULT_KINDS.join(', ')}.`);
  const planned: PlannedFault = {
    kind,
    times: numberOf(body.times) ?? 1,
    afterMs: numberOf(body.afterMs) ?? USUAL_AFTER_MS[kind] ?? 0,
    ...given({ path: textOf(body.path), method: textOf(body.method) }),
    ...given({ status: numberOf(body.status), sizeBytes: numberOf(body.sizeBytes) }),
    ...given({ retryAfterSeconds: numberOf(body.retryAfterSeconds) }),
    ...(typeof body.committed === 'boolean' ? { committed: body.committed } : {}),
  };
  realm.faults.push(planned);
}

function given<Value>(members: Record<string, Value | undefined>): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
