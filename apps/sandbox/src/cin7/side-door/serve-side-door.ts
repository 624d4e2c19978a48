import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { readJson, UnreadableBody } from '../../platform/json-body.js';
import { type Answer, json, send } from '../http/answer.js';
import { originOf } from '../http/serve-api.js';
import { sideDoorRoutes } from './routes.js';
import { NotThere, type SideDoorCall, type SideDoorState } from './side-door-call.js';

const BASE = '/_sandbox/';

export function isSideDoor(url: URL): boolean {
  return url.pathname.startsWith(BASE);
}

/** The door for tests. It has no part in the real API, so its answers look different from Cin7's on purpose. */
export async function serveSideDoor(
  state: SideDoorState & { isOpen: boolean },
  { request, response, url }: { request: IncomingMessage; response: ServerResponse; url: URL },
): Promise<void> {
  send(response, await answer(state, request, url));
}

async function answer(
  state: SideDoorState & { isOpen: boolean },
  request: IncomingMessage,
  url: URL,
): Promise<Answer> {
  if (!state.isOpen) return json({ error: 'The side door is closed; set SANDBOX_SIDE_DOOR=1.' }, 404);
  try {
    const body = await readJson(request);
    const call = { ...state, body: body ?? {}, url, origin: originOf(request), parameters: {} };
    return json(await run(call, request.method ?? ''));
  } catch (error) {
    return refusal(error);
  }
}

function run(call: SideDoorCall, method: string): unknown {
  const steps = call.url.pathname.slice(BASE.length).split('/');
  for (const [pattern, action] of sideDoorRoutes) {
    const parameters = matched(pattern, [method, ...steps]);
    if (parameters !== undefined) return action({ ...call, parameters });
  }
  throw new NotThere(`There is no ${method} ${call.url.pathname}.`);
}

/** `POST accounts/:accountId/faults` against the method and the steps of a path. */
function matched(pattern: string, steps: readonly string[]): Record<string, string> | undefined {
  const wanted = pattern.split(/[ /]/);
  if (wanted.length !== steps.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, step] of wanted.entries()) {
    const given = steps[index] ?? '';
    if (step.startsWith(':')) parameters[step.slice(1)] = decodeURIComponent(given).toLowerCase();
    else if (step !== given) return undefined;
  }
  return parameters;
}

function refusal(error: unknown): Answer {
  if (error instanceof NotThere) return json({ error: error.message }, 404);
  if (error instanceof z.ZodError) return json({ error: z.prettifyError(error) }, 400);
  if (error instanceof UnreadableBody) return json({ error: error.message }, 400);
  if (error instanceof Error) return json({ error: error.message }, 400);
  return json({ error: String(error) }, 500);
}
