import { type Answer, ok } from '../answer.js';
import { Fault } from '../fault.js';
import { numberOf, textOf } from '../json.js';
import { realmsDoor } from './realms.js';
import { type SideDoorHandler, SideDoorRefusal, type SideDoorRequest } from './side-door-request.js';
import { tokensDoor } from './tokens.js';
import { webhooksDoor } from './webhooks.js';

const doors: Readonly<Record<string, SideDoorHandler>> = {
  realms: realmsDoor,
  tokens: tokensDoor,
  apps: appsDoor,
  clock: clockDoor,
  calls: callsDoor,
  reset: resetDoor,
  webhooks: webhooksDoor,
};

/** The way in for tests and demonstrations: what people, time and bad luck do to a company. */
export async function answerSideDoor(request: SideDoorRequest): Promise<Answer> {
  try {
    const answer = await doors[request.segments[0] ?? '']?.(request);
    return answer ?? { status: 404, headers: {}, body: { error: 'The side door has no such room.' } };
  } catch (error) {
    if (error instanceof SideDoorRefusal) return { status: 400, headers: {}, body: { error: error.message } };
    if (error instanceof Fault)
      return { status: 400, headers: {}, body: { error: error.message, Fault: error.body() } };
    throw error;
  }
}

function appsDoor({ world, method, body }: SideDoorRequest): Answer | undefined {
  if (method !== 'POST') return undefined;
  const clientId = textOf(body.clientId);
  const clientSecret = textOf(body.clientSecret);
  if (clientId === undefined || clientSecret === undefined)
    throw new SideDoorRefusal('Send clientId and clientSecret.');
  const redirectUris = Array.isArray(body.redirectUris)
    ? body.redirectUris.filter((uri) => typeof uri === 'string')
    : [];
  world.oauth.apps.set(clientId, { clientId, clientSecret, redirectUris });
  return ok({ clientId, redirectUris });
}

/** `{ advanceMs }` or `{ advanceSeconds }` moves the clock, `{ now }` sets it, `{ rate }` hurries it; without any it only tells the time. */
function clockDoor({ world, method, body }: SideDoorRequest): Answer | undefined {
  if (method !== 'POST' && method !== 'GET') return undefined;
  const now = textOf(body.now);
  if (now !== undefined) {
    const date = new Date(now);
    if (Number.isNaN(date.getTime()))
      throw new SideDoorRefusal('now must be a moment such as 2026-11-23T12:00:00Z.');
    world.clock.set(date);
  }
  if (typeof body.rate === 'number') {
    if (!(body.rate > 0)) throw new SideDoorRefusal('rate must be above 0.');
    world.clock.hurry(body.rate);
  }
  world.clock.advance((numberOf(body.advanceMs) ?? 0) + (numberOf(body.advanceSeconds) ?? 0) * 1000);
  return ok({ now: world.clock.now().toISOString(), rate: world.clock.rate() });
}

function callsDoor({ world, method }: SideDoorRequest): Answer | undefined {
  if (method === 'DELETE') world.calls.clear();
  else if (method !== 'GET') return undefined;
  return ok({ calls: world.calls.list().map((call) => ({ ...call, query: { ...call.query } })) });
}

function resetDoor({ method, reset }: SideDoorRequest): Answer | undefined {
  if (method !== 'POST') return undefined;
  reset();
  return ok({ reset: true });
}
