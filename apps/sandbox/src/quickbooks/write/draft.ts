import { isObject, type JsonObject } from '../json.js';
import type { Shape } from '../model/member.js';

/** What a create would store: what was supplied. */
export function draftOfCreate(supplied: JsonObject): JsonObject {
  return merged({}, {}, supplied);
}

/** A full update clears every member that a client may set and has left out. */
export function draftOfFullUpdate(shape: Shape, before: JsonObject, supplied: JsonObject): JsonObject {
  const remains = Object.entries(before).filter(([name]) => {
    const member = shape[name];
    return member === undefined || member.readOnly || member.kept;
  });
  return merged(shape, Object.fromEntries(remains), supplied);
}

/** A sparse update touches only what was supplied; an empty text clears. */
export function draftOfSparseUpdate(shape: Shape, before: JsonObject, supplied: JsonObject): JsonObject {
  return merged(shape, before, supplied);
}

function merged(shape: Shape, base: JsonObject, supplied: JsonObject): JsonObject {
  const draft: JsonObject = structuredClone(base);
  for (const [name, value] of Object.entries(supplied)) {
    const kept = draft[name];
    if (value === null) delete draft[name];
    /** Sections that are kept (preferences) take single settings, too. */ else if (
      shape[name]?.kept &&
      isObject(kept) &&
      isObject(value)
    )
      draft[name] = { ...kept, ...value };
    else draft[name] = value;
  }
  return draft;
}
