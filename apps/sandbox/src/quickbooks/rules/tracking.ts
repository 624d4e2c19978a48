import { business, featureNotSupported } from '../fault.js';
import { type JsonObject, objectOf } from '../json.js';
import type { EntityName } from '../model/member.js';
import { find, type Realm } from '../realm/realm.js';

function accountingPreference(realm: Realm, name: string): boolean {
  return objectOf(find(realm, 'Preferences', '1')?.body.AccountingInfoPrefs)?.[name] === true;
}

const tracksClassesPerLine = (realm: Realm): boolean =>
  accountingPreference(realm, 'ClassTrackingPerTxnLine');
const tracksClassesPerDocument = (realm: Realm): boolean =>
  accountingPreference(realm, 'ClassTrackingPerTxn');
const tracksDepartments = (realm: Realm): boolean => accountingPreference(realm, 'TrackDepartments');

/** A list that the company does not keep takes no new entries. */
export function refuseUntrackedList(entity: EntityName, realm: Realm): void {
  if (entity === 'Class' && !tracksClassesPerLine(realm) && !tracksClassesPerDocument(realm))
    throw featureNotSupported('Class tracking');
  if (entity === 'Department' && !tracksDepartments(realm)) throw featureNotSupported('Location tracking');
}

export function refuseUntrackedClassOfLine(detail: JsonObject, realm: Realm): void {
  refuseUntracked(detail, 'ClassRef', { tracked: tracksClassesPerLine(realm), realm });
}

export function refuseUntrackedClassOfDocument(draft: JsonObject, realm: Realm): void {
  refuseUntracked(draft, 'ClassRef', { tracked: tracksClassesPerDocument(realm), realm });
}

export function refuseUntrackedDepartment(draft: JsonObject, realm: Realm): void {
  refuseUntracked(draft, 'DepartmentRef', { tracked: tracksDepartments(realm), realm });
}

/** No source says whether such a reference is refused or dropped, so the company can be told to do either. */
function refuseUntracked(
  holder: JsonObject,
  name: 'ClassRef' | 'DepartmentRef',
  { tracked, realm }: { readonly tracked: boolean; readonly realm: Realm },
): void {
  if (tracked || holder[name] === undefined) return;
  if (realm.settings.untrackedReferencesDropped) {
    delete holder[name];
    return;
  }
  const feature = name === 'ClassRef' ? 'Class' : 'Location';
  throw business(`${feature} tracking is not turned on for this company.`);
}
