import {
  deletedByAnother,
  Fault,
  type FaultEntry,
  invalidId,
  madeInactive,
  missingParameter,
  stale,
  unsupportedOperation,
} from '../fault.js';
import { type JsonObject, sameJson } from '../json.js';
import type { EntityDescription, Operation } from '../model/description.js';
import { noteChange } from '../realm/changes.js';
import { holdName, releaseName } from '../realm/name-index.js';
import { holdNumber, releaseNumber } from '../realm/number-index.js';
import { all, nowMs, type Realm, takeId } from '../realm/realm.js';
import type { StoredObject } from '../realm/stored-object.js';
import { holdVendor, releaseVendor } from '../realm/vendor-index.js';
import { rulesOf } from '../rules/rules.js';
import { draftOfCreate, draftOfFullUpdate, draftOfSparseUpdate } from './draft.js';
import { refuseMissingMembers } from './needed-members.js';
import { readMembers } from './read-members.js';
import { refuseBrokenReferences } from './references.js';
import { bump, keepPrevious } from './touch.js';
import type { WriteContext, WriteOptions } from './write-context.js';

export interface WriteTarget {
  readonly realm: Realm;
  readonly description: EntityDescription;
}

export function create(target: WriteTarget, input: JsonObject, options: WriteOptions = {}): StoredObject {
  refuseOperation(target.description, 'create');
  return insert(target, input, options);
}

/** Without asking whether clients may create such objects; a company's own lists begin this way. */
export function insert(
  target: WriteTarget,
  input: JsonObject,
  options: WriteOptions = {},
  id?: string,
): StoredObject {
  const { realm, description } = target;
  const context = contextOf(target, null, options);
  const body = draftOfCreate(readMembers(description.shape, input));
  judge(body, context);
  const object: StoredObject = {
    entity: description.name,
    id: id ?? takeId(realm, description.sequence),
    createdMs: context.atMs,
    updatedMs: context.atMs,
    syncToken: 0,
    body,
    deleted: false,
  };
  all(realm, object.entity).set(object.id, object);
  hold(target, object);
  noteChange(realm, object, 'created');
  rulesOf(description.name).settle?.({ realm, object, from: null, to: body, atMs: context.atMs });
  return object;
}

export function update(target: WriteTarget, input: JsonObject, options: WriteOptions = {}): StoredObject {
  refuseOperation(target.description, 'update');
  const supplied = readMembers(target.description.shape, input);
  const before = currentOf(target, input);
  const { shape } = target.description;
  const draft =
    input.sparse === true || input.sparse === 'true'
      ? draftOfSparseUpdate(shape, before.body, supplied)
      : draftOfFullUpdate(shape, before.body, supplied);
  return replace(target, before, draft, options);
}

/** Judges a draft and puts it in the place of an object's body. What changes nothing keeps SyncToken and time. */
export function replace(
  target: WriteTarget,
  object: StoredObject,
  draft: JsonObject,
  options: WriteOptions = {},
): StoredObject {
  judge(draft, contextOf(target, object, options));
  return store(target, object, draft);
}

/** Without judging: for what QuickBooks itself does to an object, such as voiding it. */
export function store(target: WriteTarget, object: StoredObject, draft: JsonObject): StoredObject {
  if (sameJson(draft, object.body)) return object;
  const atMs = nowMs(target.realm);
  keepPrevious(target.realm, object);
  release(target, object);
  const from = object.body;
  object.body = draft;
  bump(object, atMs);
  hold(target, object);
  rulesOf(object.entity).settle?.({ realm: target.realm, object, from, to: draft, atMs });
  return object;
}

export function remove(target: WriteTarget, input: JsonObject): StoredObject {
  refuseOperation(target.description, 'delete');
  const object = currentOf(target, input);
  erase(target, object);
  return object;
}

export function erase(target: WriteTarget, object: StoredObject): void {
  const { realm } = target;
  const rules = rulesOf(object.entity);
  rules.refuseDeletion?.(object, realm);
  const atMs = nowMs(realm);
  keepPrevious(realm, object);
  release(target, object);
  object.deleted = true;
  noteChange(realm, object, 'deleted');
  bump(object, atMs);
  rules.settle?.({ realm, object, from: object.body, to: null, atMs });
}

/** The object that the request means, which must be the version that the client has last seen. */
export function currentOf(target: WriteTarget, input: JsonObject): StoredObject {
  const missing = ['Id', 'SyncToken'].filter(
    (name) => input[name] === undefined || input[name] === null || input[name] === '',
  );
  if (missing.length > 0) throw new Fault(missing.map((name): FaultEntry => missingParameter(name)));
  const object = objectOfId(target, String(input.Id));
  if (String(input.SyncToken) !== String(object.syncToken)) throw stale(target.realm.settings.otherUser);
  return object;
}

export function objectOfId({ realm, description }: WriteTarget, id: string): StoredObject {
  const object = all(realm, description.name).get(id);
  if (object?.deleted) throw deletedByAnother();
  if (object !== undefined) return object;
  if (description.name !== 'TaxCode' && !/^-?\d+$/.test(id)) throw invalidId(id);
  throw madeInactive();
}

function judge(draft: JsonObject, context: WriteContext): void {
  const { realm, description } = context;
  refuseMissingMembers(description.shape, draft);
  refuseBrokenReferences(realm, description.shape, draft);
  rulesOf(description.name).complete(draft, context);
}

function contextOf(
  { realm, description }: WriteTarget,
  before: StoredObject | null,
  options: WriteOptions,
): WriteContext {
  return { realm, description, before, atMs: nowMs(realm), include: options.include ?? new Set() };
}

function refuseOperation(description: EntityDescription, operation: Operation): void {
  if (!description.operations.includes(operation)) throw unsupportedOperation(operation);
}

function hold({ realm, description }: WriteTarget, object: StoredObject): void {
  holdName(realm, description, object.id, object.body);
  if (description.kind !== 'transaction') return;
  holdNumber(realm, object);
  holdVendor(realm, object);
}

function release({ realm, description }: WriteTarget, object: StoredObject): void {
  releaseName(realm, description, object.body);
  if (description.kind !== 'transaction') return;
  releaseNumber(realm, object);
  releaseVendor(realm, object);
}
