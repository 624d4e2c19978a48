import { entry, Fault, madeInactive, unsupportedOperation, unsupportedProperty } from '../fault.js';
import { isObject, type JsonObject } from '../json.js';
import { describe, entityAt } from '../model/entity-table.js';
import { unparsable } from '../query/query-fault.js';
import { runQuery } from '../query/run.js';
import { changesSince } from '../read/cdc.js';
import { temporaryLink } from '../realm/file-link.js';
import type { Realm } from '../realm/realm.js';
import { objectOfId } from '../write/save.js';
import type { BooksRequest } from './api-request.js';
import { runBatch } from './batch.js';
import { exchangeRate } from './exchange-rate.js';
import { includesOf, read, write } from './operations.js';
import { upload } from './upload.js';

/** Carries out one call that the gateway has let through; a text is answered as plain text. */
export function route(realm: Realm, request: BooksRequest): JsonObject | string {
  const [segment = '', id, ...more] = request.path.split('/').slice(1);
  const { method, query } = request;
  realm.address.origin = request.origin;
  if (segment === 'query') return runQuery(realm, statementOf(request));
  if (segment === 'batch' && method === 'POST') return runBatch(realm, bodyOf(request));
  if (segment === 'cdc')
    return changesSince(realm, query.get('entities') ?? '', query.get('changedSince') ?? '');
  if (segment === 'exchangerate' && method === 'GET') return exchangeRate(realm, query);
  if (segment === 'upload' && method === 'POST') return upload(realm, request);
  if (segment === 'download' && method === 'GET') return downloadLink(realm, id);
  const description = entityAt(segment);
  if (description === undefined || description.path !== segment || more.length > 0)
    throw noSuchAddress(request);
  if (method === 'GET') return read(realm, description, id);
  if (method !== 'POST' || id !== undefined) throw unsupportedOperation(method);
  return write(realm, description, {
    operation: query.get('operation')?.toLowerCase(),
    include: includesOf(query.get('include')),
    input: bodyOf(request),
  });
}

function downloadLink(realm: Realm, id = ''): string {
  const { id: fileId } = objectOfId({ realm, description: describe('Attachable') }, id);
  if (!realm.files.has(fileId)) throw madeInactive();
  return temporaryLink(realm, fileId);
}

/** A posted statement may come in the body, or in the address with an empty body. */
function statementOf({ method, body, query, headers }: BooksRequest): string {
  if (method !== 'POST' || body.trim() === '') return query.get('query') ?? '';
  refuseStatementThatIsNoText(headers['content-type']);
  return body;
}

/** A statement that is sent as something else than text does not reach the parser. */
function refuseStatementThatIsNoText(contentType: string | undefined): void {
  if (!/^(application\/text|text\/plain)\b/i.test(contentType ?? '')) throw unparsable('null');
}

function bodyOf({ body }: BooksRequest): JsonObject {
  /** Bytes that were no UTF-8 have become replacement characters on reading. */
  if (body.includes('\uFFFD')) throw unsupportedProperty('Invalid UTF-8 middle byte 0x6d');
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw unsupportedProperty('Unexpected character');
  }
  if (!isObject(value)) throw unsupportedProperty('Can not deserialize instance');
  return value;
}

function noSuchAddress({ path }: BooksRequest): Fault {
  const detail = `System Failure Error: Could not find resource for relative : ${path}`;
  return new Fault(
    [entry('10000', 'An application error has occurred while processing your request', detail)],
    404,
    'SystemFault',
  );
}
