import { currencyName } from '../currency-name.js';
import { type Json, type JsonObject, objectOf, objectsOf, referenceOf, textOf } from '../json.js';
import { describe } from '../model/entity-table.js';
import type { EntityName, Shape } from '../model/member.js';
import { pacificSecond } from '../pacific-time.js';
import { temporaryLink } from '../realm/file-link.js';
import { all, type Realm } from '../realm/realm.js';
import type { StoredObject, Version } from '../realm/stored-object.js';

/** An object as the API shows it; names inside references are of now, whatever the client sent. */
export function present(realm: Realm, object: StoredObject, version: Version = object): JsonObject {
  const description = describe(object.entity);
  const shown = withNames(realm, description.shape, version.body);
  if (typeof shown.TaxIdentifier === 'string') shown.TaxIdentifier = masked(shown.TaxIdentifier);
  return {
    ...shown,
    ...linksOf(realm, object),
    domain: 'QBO',
    sparse: false,
    Id: object.id,
    SyncToken: String(version.syncToken),
    MetaData: {
      CreateTime: pacificSecond(object.createdMs),
      ...(description.kind === 'transaction' ? { LastModifiedByRef: { value: realm.id } } : {}),
      LastUpdatedTime: pacificSecond(version.updatedMs),
    },
  };
}

/** Only what was uploaded can be fetched; the temporary link is made anew for every answer. */
function linksOf(realm: Realm, { entity, id }: StoredObject): JsonObject {
  if (entity !== 'Attachable' || !realm.files.has(id)) return {};
  return {
    FileAccessUri: `/v3/company/${realm.id}/download/${id}`,
    TempDownloadUri: temporaryLink(realm, id),
  };
}

/** What is left to see of a deleted transaction. */
export function presentDeletion(object: StoredObject): JsonObject {
  return {
    domain: 'QBO',
    status: 'Deleted',
    Id: object.id,
    MetaData: { LastUpdatedTime: pacificSecond(object.updatedMs) },
  };
}

function withNames(realm: Realm, shape: Shape, body: JsonObject): JsonObject {
  const shown: JsonObject = {};
  for (const name of Object.keys(body)) {
    const value = body[name];
    if (value === undefined) continue;
    shown[name] = shownMember(realm, shape, name, value);
  }
  return shown;
}

function shownMember(realm: Realm, shape: Shape, name: string, value: Json): Json {
  const member = shape[name];
  switch (member?.kind) {
    case 'reference':
      return member.named && member.to !== null ? namedReference(realm, member.to, value) : value;
    case 'currency':
      return namedCurrency(value);
    case 'object': {
      const nested = objectOf(value);
      return nested === undefined ? value : withNames(realm, member.shape, nested);
    }
    case 'list':
      return objectsOf(value).map((item) => withNames(realm, member.shape, item));
    default:
      return value;
  }
}

function namedReference(realm: Realm, to: EntityName, value: Json): Json {
  const id = referenceOf(value);
  if (id === undefined) return value;
  const name = shownName(realm, to, id);
  return name === undefined ? { value: id } : { value: id, name };
}

function namedCurrency(value: Json): Json {
  const code = referenceOf(value);
  return code === undefined ? value : { value: code, name: currencyName(code) };
}

/** Accounts and other trees are named by their whole path. */
export function shownName(realm: Realm, entity: EntityName, id: string): string | undefined {
  const body = all(realm, entity).get(id)?.body;
  return textOf(body?.FullyQualifiedName) ?? textOf(body?.DisplayName) ?? textOf(body?.Name);
}

function masked(identifier: string): string {
  return identifier.length <= 4 ? identifier : `XXXXXXX${identifier.slice(-4)}`;
}
