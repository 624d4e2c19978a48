import { Fault, type FaultEntry, missingParameter } from '../fault.js';
import { type JsonObject, objectOf, objectsOf } from '../json.js';
import type { Shape } from '../model/member.js';

/** Refuses a draft that lacks what the entity cannot be without, naming everything that is missing. */
export function refuseMissingMembers(shape: Shape, draft: JsonObject): void {
  const faults: FaultEntry[] = [];
  collect(shape, draft, faults);
  if (faults.length > 0) throw new Fault(faults);
}

function collect(shape: Shape, draft: JsonObject, faults: FaultEntry[]): void {
  for (const [name, member] of Object.entries(shape)) {
    const value = draft[name];
    const empty = value === undefined || (member.kind === 'list' && objectsOf(value).length === 0);
    if (member.needed && empty) faults.push(missingParameter(name));
    if (member.kind === 'list') {
      for (const item of objectsOf(value)) collect(member.shape, item, faults);
    } else if (member.kind === 'object') {
      const nested = objectOf(value);
      if (nested !== undefined) collect(member.shape, nested, faults);
    }
  }
}
