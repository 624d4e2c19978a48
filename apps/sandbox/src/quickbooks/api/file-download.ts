import type { ServerResponse } from 'node:http';
import type { IncomingCall, Outcome } from '../incoming-call.js';
import { textOf } from '../json.js';
import { FILES_PATH, isGoodLink } from '../realm/file-link.js';
import { find } from '../realm/realm.js';
import type { World } from '../world.js';

/** Stands for the file store, another host with answers of its own: the bytes, or 403 for a link that is no good. */
export function answerFileDownload(
  world: World,
  call: IncomingCall,
  response: ServerResponse,
): Outcome | undefined {
  const [, path, realmId = '', fileId = '', ...more] = call.path.split('/');
  if (`/${path}` !== FILES_PATH || more.length > 0 || call.method !== 'GET') return undefined;
  const realm = world.realms.get(realmId);
  const bytes = realm?.files.get(fileId);
  if (realm === undefined || bytes === undefined || !isGoodLink(realm, fileId, call.query)) {
    response.writeHead(403, { 'content-type': 'application/xml' });
    response.end('<?xml version="1.0" encoding="UTF-8"?><Error><Code>AccessDenied</Code></Error>');
    return { status: 403, fault: null };
  }
  const contentType = textOf(find(realm, 'Attachable', fileId)?.body.ContentType);
  response.writeHead(200, {
    'content-type': contentType ?? 'application/octet-stream',
    'content-length': String(bytes.length),
  });
  response.end(bytes);
  return { status: 200, fault: null };
}
