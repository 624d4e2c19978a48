import { duplicateNumber } from '../fault.js';
import { type JsonObject, referenceOf, textOf } from '../json.js';
import { idsByNumber } from '../realm/number-index.js';
import { find, numbersOrders } from '../realm/realm.js';
import type { WriteContext } from '../write/write-context.js';

/** Only when the company warns of duplicates, and never when the client insists. */
export function refuseDuplicateNumber(draft: JsonObject, context: WriteContext): void {
  const { realm, description, before, include } = context;
  const docNumber = textOf(draft.DocNumber);
  if (
    docNumber === undefined ||
    !realm.settings.warnDuplicateBillNumber ||
    include.has('allowduplicatedocnum')
  )
    return;
  if (before !== null && before.body.DocNumber === docNumber) return;
  for (const id of idsByNumber(realm, description.name, docNumber)) {
    const holder = find(realm, description.name, id);
    if (holder === undefined || id === before?.id) continue;
    const sameVendor = referenceOf(holder.body.VendorRef) === referenceOf(draft.VendorRef);
    if (realm.settings.duplicateNumberScope === 'vendor' && !sameVendor) continue;
    throw duplicateNumber(docNumber, wordsOf(description.name), id);
  }
}

/** Purchase orders are numbered one after another unless the company numbers them itself; bills never are. */
export function numberOrder(draft: JsonObject, { realm, before }: WriteContext): void {
  if (before !== null || draft.DocNumber !== undefined || !numbersOrders(realm)) return;
  draft.DocNumber = String(realm.orderNumbers.last + 1);
}

/** As people call the type: `Vendor Credit`. */
function wordsOf(entity: string): string {
  return entity.replace(/(?<=[a-z])(?=[A-Z])/g, ' ');
}
