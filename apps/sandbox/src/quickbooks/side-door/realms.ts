import { type Answer, ok } from '../answer.js';
import { type JsonObject, textOf } from '../json.js';
import type { Realm } from '../realm/realm.js';
import { companyKinds, isCompanyKind } from '../seed/open-company.js';
import { addCompany } from '../world.js';
import { planFault } from './faults.js';
import { ledgerOf } from './ledger.js';
import { mergeVendors } from './merge.js';
import { createObject, deleteObject, editObject, listObjects, payBill, voidBillPayment } from './people.js';
import { changeSettings, settingsOf } from './settings.js';
import { SideDoorRefusal, type SideDoorRequest } from './side-door-request.js';

/** Everything below `/_sandbox/realms`. */
export function realmsDoor(request: SideDoorRequest): Answer | undefined {
  const { world, method, segments, body } = request;
  if (segments.length === 1) {
    if (method === 'POST') return openRealm(request);
    return method === 'GET' ? ok({ realms: [...world.realms.keys()] }) : undefined;
  }
  const realm = world.realms.get(segments[1] ?? '');
  if (realm === undefined) throw new SideDoorRefusal(`There is no company ${segments[1]}.`);
  const [, , room, ...rest] = segments;
  if (method === 'GET' && room === 'ledger') return ok(ledgerOf(realm));
  if (room === 'settings') return ok(method === 'POST' ? changeSettings(realm, body) : settingsOf(realm));
  if (room === 'faults') return faultsDoor(realm, method, body);
  if (room === 'objects') return objectsDoor(realm, method, rest, body);
  if (method === 'POST' && room === 'bills' && rest[1] === 'pay')
    return ok(payBill(realm, rest[0] ?? '', body));
  return undefined;
}

function openRealm({ world, body }: SideDoorRequest): Answer {
  const realmId = textOf(body.realmId);
  if (realmId !== undefined && world.realms.has(realmId))
    throw new SideDoorRefusal(`The company ${realmId} exists already.`);
  const { company } = body;
  if (company !== undefined && !isCompanyKind(company))
    throw new SideDoorRefusal(`company must be one of ${companyKinds.join(', ')}.`);
  return ok(
    addCompany(world, {
      realmId,
      company,
      name: textOf(body.name),
      country: textOf(body.country),
      homeCurrency: textOf(body.homeCurrency),
      refreshToken: textOf(body.refreshToken),
      clientId: textOf(body.clientId),
    }),
  );
}

function faultsDoor(realm: Realm, method: string, body: JsonObject): Answer | undefined {
  if (method === 'POST') planFault(realm, body);
  else if (method === 'DELETE') realm.faults.length = 0;
  else if (method !== 'GET') return undefined;
  return ok({ faults: realm.faults.map((planned) => ({ ...planned })) });
}

function objectsDoor(
  realm: Realm,
  method: string,
  rest: readonly string[],
  body: JsonObject,
): Answer | undefined {
  const [entity, id, action] = rest;
  if (method === 'POST' && id !== undefined) return ok(actOn(realm, { entity, id, action }, body));
  if (method === 'POST') return ok(createObject(realm, entity, body));
  if (method === 'GET' && entity !== undefined && id === undefined) return ok(listObjects(realm, entity));
  if (entity === undefined || id === undefined) return undefined;
  if (method === 'PATCH') return ok(editObject(realm, { entity, id }, body));
  return method === 'DELETE' ? ok(deleteObject(realm, { entity, id })) : undefined;
}

interface Action {
  readonly entity: string | undefined;
  readonly id: string;
  readonly action: string | undefined;
}

function actOn(realm: Realm, { entity, id, action }: Action, body: JsonObject): JsonObject {
  const name = entity?.toLowerCase();
  if (name === 'vendor' && action === 'merge') return mergeVendors(realm, id, body);
  if (name === 'billpayment' && action === 'void') return voidBillPayment(realm, id);
  throw new SideDoorRefusal(
    'People merge vendors (vendor/{id}/merge) and void payments (billpayment/{id}/void).',
  );
}
