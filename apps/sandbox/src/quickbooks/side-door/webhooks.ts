import { type Answer, ok } from '../answer.js';
import { type Json, type JsonObject, textOf } from '../json.js';
import { entityAt } from '../model/entity-table.js';
import type { EntityName } from '../model/member.js';
import {
  newSubscription,
  type Post,
  type Subscription,
  usualWebhookSettings,
} from '../webhooks/subscription.js';
import { checkedSwitches } from './checked-switches.js';
import { SideDoorRefusal, type SideDoorRequest } from './side-door-request.js';

const CHOICES = { format: ['cloudevents', 'legacy'], signature: ['right', 'wrong', 'missing'] };

/** Everything below `/_sandbox/webhooks`: what the developer portal does, and a look at what is on its way. */
export async function webhooksDoor(request: SideDoorRequest): Promise<Answer | undefined> {
  const { world, method, segments, body } = request;
  const [, room] = segments;
  if (room === 'deliver' && method === 'POST') {
    const sent = await request.deliverWebhooks();
    return ok({ sent: sent.map((post) => ({ ...post })) });
  }
  if (room === 'deliveries' && method === 'GET') return ok({ subscriptions: all(request, deliveriesOf) });
  if (room !== undefined) return undefined;
  if (method === 'POST') return ok(shown(subscribe(request)));
  if (method === 'DELETE') world.subscriptions.delete(clientIdOf(body));
  else if (method !== 'GET') return undefined;
  return ok({ subscriptions: all(request, shown) });
}

function all({ world }: SideDoorRequest, show: (subscription: Subscription) => Json): Json[] {
  return [...world.subscriptions.values()].map(show);
}

const clientIdOf = (body: JsonObject): string => textOf(body.clientId) ?? 'sandbox-client';

/** Subscribes an app, or changes what is said of its subscription. */
function subscribe({ world, body }: SideDoorRequest): Subscription {
  const clientId = clientIdOf(body);
  if (!world.oauth.apps.has(clientId)) throw new SideDoorRefusal(`There is no app ${clientId}.`);
  const { clientId: _, url, verifierToken, entities, ...switches } = body;
  const address = textOf(url) ?? world.subscriptions.get(clientId)?.url ?? '';
  if (!URL.canParse(address)) throw new SideDoorRefusal('Send the url to which events shall be posted.');
  const chosen = chosenEntities(entities);
  checkedSwitches({ ...usualWebhookSettings() }, switches, CHOICES);
  const subscription = world.subscriptions.get(clientId) ?? newSubscription(clientId, address);
  subscription.url = address;
  subscription.verifierToken = textOf(verifierToken) ?? subscription.verifierToken;
  if (chosen !== undefined) subscription.entities = chosen;
  Object.assign(subscription.settings, switches);
  world.subscriptions.set(clientId, subscription);
  return subscription;
}

function chosenEntities(entities: Json | undefined): EntityName[] | null | undefined {
  if (entities === undefined || entities === null) return entities;
  if (!Array.isArray(entities))
    throw new SideDoorRefusal('entities must be a list of names, or null for all.');
  return entities.map((name) => {
    const description = entityAt(String(name).toLowerCase());
    if (description === undefined) throw new SideDoorRefusal(`There is no entity ${String(name)}.`);
    return description.name;
  });
}

function shown(subscription: Subscription): JsonObject {
  const { clientId, url, verifierToken, entities, settings, events, posts, eventsDropped } = subscription;
  return {
    clientId,
    url,
    verifierToken,
    entities: entities === null ? null : [...entities],
    ...settings,
    eventsWaiting: events.length,
    postsWaiting: posts.length,
    eventsDropped,
  };
}

function deliveriesOf({ clientId, events, posts, taken }: Subscription): JsonObject {
  return {
    clientId,
    events: events.map((event) => ({ ...event })),
    waiting: posts.map((post) => ({ ...shownPost(post), nextAt: new Date(post.dueMs).toISOString() })),
    taken: taken.map(shownPost),
  };
}

function shownPost({ id, body, attempts }: Post): JsonObject {
  return { id, body: JSON.parse(body) as Json, attempts: attempts.map((attempt) => ({ ...attempt })) };
}
