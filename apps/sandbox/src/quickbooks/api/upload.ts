import { Fault, missingParameter, unsupportedProperty } from '../fault.js';
import { isObject, type JsonObject } from '../json.js';
import { describe } from '../model/entity-table.js';
import { present } from '../read/present.js';
import type { Realm } from '../realm/realm.js';
import { create } from '../write/save.js';
import type { BooksRequest } from './api-request.js';
import { type FormPart, partsOf } from './multipart.js';

const METADATA = 'file_metadata_';
const CONTENT = 'file_content_';

/** Every file by itself: one that is refused carries its Fault, the others are kept, and all is 200. */
export function upload(realm: Realm, { body, headers }: BooksRequest): JsonObject {
  const parts = new Map(partsOf(body, headers['content-type']).map((part) => [part.name, part]));
  const places = [...parts.keys()].flatMap(
    (name) => /^file_(?:metadata|content)_(.+)$/.exec(name)?.[1] ?? [],
  );
  if (places.length === 0) throw new Fault([missingParameter(`${CONTENT}0`)]);
  return {
    AttachableResponse: [...new Set(places)].map((place) =>
      answerOf(realm, parts.get(`${METADATA}${place}`), parts.get(`${CONTENT}${place}`)),
    ),
  };
}

function answerOf(realm: Realm, metadata: FormPart | undefined, file: FormPart | undefined): JsonObject {
  try {
    return keepFile(realm, metadata, file);
  } catch (error) {
    if (error instanceof Fault) return { Fault: error.body() };
    throw error;
  }
}

function keepFile(realm: Realm, metadata: FormPart | undefined, file: FormPart | undefined): JsonObject {
  if (file === undefined) throw new Fault([missingParameter(`${CONTENT}0`)]);
  const described: JsonObject = {
    ...(file.fileName === undefined ? {} : { FileName: file.fileName }),
    ...(file.contentType === undefined ? {} : { ContentType: file.contentType }),
    ...metadataOf(metadata),
  };
  const attachable = create({ realm, description: describe('Attachable') }, described);
  const bytes = Buffer.from(file.content, 'latin1');
  realm.files.set(attachable.id, bytes);
  attachable.body = { ...attachable.body, Size: bytes.length };
  return { Attachable: present(realm, attachable) };
}

function metadataOf(part: FormPart | undefined): JsonObject {
  if (part === undefined) return {};
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(part.content, 'latin1').toString('utf8'));
  } catch {
    throw unsupportedProperty('Unexpected character');
  }
  if (!isObject(value)) throw unsupportedProperty('Can not deserialize instance');
  return value;
}
