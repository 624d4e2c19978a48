import { hash } from 'node:crypto';
import type { Json, JsonObject } from '../json.js';
import type { ChangeKind } from '../realm/changes.js';
import type { ChangeEvent } from './change-event.js';
import type { Subscription } from './subscription.js';

/** The body of one post. */
export function notification({ clientId, settings }: Subscription, events: readonly ChangeEvent[]): string {
  const source = `intuit.${hash('sha256', clientId, 'base64')}`;
  const body =
    settings.format === 'legacy' ? legacy(events) : events.map((event) => cloudEvent(event, source));
  return JSON.stringify(body);
}

function cloudEvent(
  { id, realmId, entity, entityId, kind, atMs, vanishedId }: ChangeEvent,
  source: string,
): Json {
  return {
    specversion: '1.0',
    id,
    source,
    type: `qbo.${entity.toLowerCase()}.${kind}.v1`,
    datacontenttype: 'application/json',
    time: new Date(atMs).toISOString().replace('Z', '000000Z'),
    intuitentityid: entityId,
    intuitaccountid: realmId,
    /** No recording shows a merge; the old format's word for the id that has vanished is the best guess. */
    data: vanishedId === null ? {} : { deletedId: vanishedId },
  };
}

const OPERATIONS: Readonly<Record<ChangeKind, string>> = {
  created: 'Create',
  updated: 'Update',
  deleted: 'Delete',
  voided: 'Void',
  merged: 'Merge',
};

function legacy(events: readonly ChangeEvent[]): JsonObject {
  const byRealm = new Map<string, Json[]>();
  for (const { realmId, entity, entityId, kind, atMs, vanishedId } of events) {
    const entities = byRealm.get(realmId) ?? [];
    byRealm.set(realmId, entities);
    entities.push({
      name: entity,
      id: entityId,
      operation: OPERATIONS[kind],
      lastUpdated: new Date(atMs).toISOString(),
      ...(vanishedId === null ? {} : { deletedId: vanishedId }),
    });
  }
  return {
    eventNotifications: [...byRealm].map(([realmId, entities]) => ({
      realmId,
      dataChangeEvent: { entities },
    })),
  };
}
