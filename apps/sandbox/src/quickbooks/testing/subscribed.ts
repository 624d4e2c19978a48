import { afterEach, beforeEach } from '@jest/globals';
import { type WebhookReceiver, webhookReceiver } from '../../platform/webhook-receiver.js';
import { type Json, type JsonObject, objectsOf } from '../json.js';
import { aBill, type Caller, callSandbox, entityOf } from './caller.js';

export const VERIFIER = 'a verifier token';

/** Everything in order and once: each test adds the one unkindness that it is about. */
const KIND = { automatic: false, duplicateEvery: 0, newestFirst: false, delayMs: 0 };

/** For specs only: a sandbox, somebody who listens to its webhooks, and the shortest way to make and deliver some. */
export interface Subscribed {
  sandbox(): Caller;
  receiver(): WebhookReceiver;
  subscribe(changes?: JsonObject): Promise<JsonObject>;
  deliver(): Promise<JsonObject[]>;
  advance(seconds: number): Promise<JsonObject>;
  bodies(): Json[];
  events(): JsonObject[];
  newBill(changes?: JsonObject): Promise<JsonObject>;
  newTerm(name: string): Promise<JsonObject>;
}

export function subscribed(): Subscribed {
  let sandbox: Caller;
  let receiver: WebhookReceiver;
  beforeEach(async () => {
    sandbox = await callSandbox();
    receiver = await webhookReceiver();
  });
  afterEach(async () => {
    await sandbox.close();
    await receiver.close();
  });
  const bodies = (): Json[] => receiver.received.map(({ body }) => JSON.parse(body) as Json);
  return {
    sandbox: () => sandbox,
    receiver: () => receiver,
    subscribe: (changes = {}) =>
      sandbox.door('POST', '/webhooks', { url: receiver.url, verifierToken: VERIFIER, ...KIND, ...changes }),
    deliver: async () => objectsOf((await sandbox.door('POST', '/webhooks/deliver')).sent),
    advance: (advanceSeconds) => sandbox.door('POST', '/clock', { advanceSeconds }),
    bodies,
    events: () => bodies().flatMap((body) => objectsOf(body)),
    newBill: async (changes = {}) => entityOf(await sandbox.post('/bill', aBill(changes)), 'Bill'),
    newTerm: async (Name) => entityOf(await sandbox.post('/term', { Name, DueDays: 3 }), 'Term'),
  };
}
