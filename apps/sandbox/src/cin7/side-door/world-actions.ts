import { z } from 'zod';
import type { SideDoorCall, SideDoorRoutes } from './side-door-call.js';

const ClockChange = z.object({
  advanceMs: z.number().optional(),
  now: z.iso.datetime().optional(),
});

/** Answers when whatever was due by then has been delivered. */
async function changeClock({ world, body }: SideDoorCall): Promise<object> {
  const change = ClockChange.parse(body);
  if (change.now !== undefined) world.clock.set(new Date(change.now));
  if (change.advanceMs !== undefined) world.clock.advance(change.advanceMs);
  world.changed();
  world.postman.wake();
  await world.postman.settled();
  return { now: world.clock.now().toISOString() };
}

/** Back to the first start: only the demo account, no faults, no calls remembered. */
function reset({ world, calls, limit }: SideDoorCall): object {
  world.reset();
  world.clock.set(new Date());
  calls.clear();
  limit.forget();
  return { accounts: [...world.tenants.keys()] };
}

function listCalls({ calls, url }: SideDoorCall): object {
  const accountId = url.searchParams.get('accountId')?.toLowerCase();
  const path = url.searchParams.get('path')?.toLowerCase();
  const found = calls
    .all()
    .filter((call) => accountId === undefined || call.accountId === accountId)
    .filter((call) => path === undefined || call.path.toLowerCase().includes(path));
  return { calls: found };
}

function forgetCalls({ calls }: SideDoorCall): object {
  calls.clear();
  return { calls: [] };
}

export const worldActions: SideDoorRoutes = [
  ['POST clock', changeClock],
  ['GET clock', ({ world }) => ({ now: world.clock.now().toISOString() })],
  ['POST reset', reset],
  ['GET calls', listCalls],
  ['DELETE calls', forgetCalls],
];
