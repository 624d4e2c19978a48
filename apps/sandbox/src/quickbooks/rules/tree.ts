import { business, entry, Fault } from '../fault.js';
import { type JsonObject, referenceOf, textOf } from '../json.js';
import { describe } from '../model/entity-table.js';
import { refuseTakenName, retireName } from '../realm/name-index.js';
import { all, find } from '../realm/realm.js';
import type { Change, Rules, WriteContext } from '../write/write-context.js';
import { refuseUntrackedList } from './tracking.js';

const LEVELS_MAX = 5;

/** Lists whose entries may lie below one another. */
export const treeRules: Rules = { complete: completeTree, settle: renameBelow };

export function completeTree(draft: JsonObject, context: WriteContext): void {
  const { realm, description, before } = context;
  if (before === null) refuseUntrackedList(description.name, realm);
  draft.Active ??= true;
  refuseCircle(draft, context);
  if (draft.Active === false && before?.body.Active !== false)
    retireName(realm, description, draft, before?.id ?? null);
  refuseTakenName(realm, description, draft, before?.id ?? null);
  if (description.subMember !== undefined) draft[description.subMember] = draft.ParentRef !== undefined;
  draft.FullyQualifiedName = fullName(draft, context);
}

/** Nothing lies below itself, however far down. */
function refuseCircle(draft: JsonObject, { realm, description, before }: WriteContext): void {
  let parentId = referenceOf(draft.ParentRef);
  while (before !== null && parentId !== undefined) {
    if (parentId === before.id) throw business('A list entry cannot be below itself.');
    parentId = referenceOf(find(realm, description.name, parentId)?.body.ParentRef);
  }
}

function fullName(draft: JsonObject, { realm, description }: WriteContext): string {
  const name = textOf(draft.Name) ?? '';
  const parentId = referenceOf(draft.ParentRef);
  if (parentId === undefined) return name;
  const parent = find(realm, description.name, parentId);
  const path = `${textOf(parent?.body.FullyQualifiedName) ?? ''}:${name}`;
  if (path.split(':').length > LEVELS_MAX) {
    throw new Fault([
      entry('6180', 'Reached maximum number of levels', `You can have no more than ${LEVELS_MAX} levels.`),
    ]);
  }
  return path;
}

/** A renamed entry renames what lies below it, without counting as an edit of those. */
export function renameBelow({ realm, object, from, to }: Change): void {
  if (to === null || from === null || from.FullyQualifiedName === to.FullyQualifiedName) return;
  const { name } = describe(object.entity);
  for (const child of all(realm, name).values()) {
    if (referenceOf(child.body.ParentRef) !== object.id) continue;
    const before = child.body;
    child.body = { ...before, FullyQualifiedName: `${textOf(to.FullyQualifiedName)}:${textOf(before.Name)}` };
    renameBelow({ realm, object: child, from: before, to: child.body, atMs: 0 });
  }
}
