import { z } from 'zod';
import { faultKinds } from '../model/fault.js';
import { type SideDoorCall, type SideDoorRoutes, tenantOf } from './side-door-call.js';

const MINUTE_MS = 60_000;

const NewFault = z
  .object({
    path: z.string().optional(),
    method: z.enum(['GET', 'POST', 'PUT', 'DELETE']).optional(),
    times: z.number().int().positive().default(1),
    skip: z.number().int().nonnegative().default(0),
    kind: z.enum(faultKinds),
    afterMs: z.number().nonnegative().default(0),
    rows: z.number().int().positive().default(1),
    staleMs: z.number().positive().default(MINUTE_MS),
  })
  .strict();

function addFault(call: SideDoorCall): object {
  const tenant = tenantOf(call);
  tenant.faults = [...tenant.faults, NewFault.parse(call.body)];
  return { faults: tenant.faults };
}

function clearFaults(call: SideDoorCall): object {
  tenantOf(call).faults = [];
  return { faults: [] };
}

export const faultActions: SideDoorRoutes = [
  ['POST accounts/:accountId/faults', addFault],
  ['GET accounts/:accountId/faults', (call) => ({ faults: tenantOf(call).faults })],
  ['DELETE accounts/:accountId/faults', clearFaults],
];
