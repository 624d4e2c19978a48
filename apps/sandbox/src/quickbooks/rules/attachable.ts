import { Fault, invalidReference, missingParameter } from '../fault.js';
import { type JsonObject, objectOf, objectsOf, textOf } from '../json.js';
import { entityAt } from '../model/entity-table.js';
import { find, type Realm } from '../realm/realm.js';
import type { Rules } from '../write/write-context.js';

export const attachableRules: Rules = {
  complete: (draft, { realm }) => {
    refuseEmptyAttachable(draft);
    for (const attached of objectsOf(draft.AttachableRef)) {
      attached.IncludeOnSend ??= false;
      refuseUnknownTarget(objectOf(attached.EntityRef) ?? {}, realm);
    }
  },
  settle: ({ realm, object, to }) => {
    if (to === null) realm.files.delete(object.id);
  },
};

/** Either a file or a note. */
function refuseEmptyAttachable(draft: JsonObject): void {
  if (draft.FileName === undefined && draft.Note === undefined) throw new Fault([missingParameter('Note')]);
}

/** Objects of types that are not kept here, such as invoices, are taken at their word. */
function refuseUnknownTarget(target: JsonObject, realm: Realm): void {
  const description = entityAt(textOf(target.type) ?? '');
  const id = textOf(target.value) ?? '';
  if (description === undefined || description.kind === 'single') return;
  if (find(realm, description.name, id) === undefined) throw invalidReference(description.setName, id);
}
