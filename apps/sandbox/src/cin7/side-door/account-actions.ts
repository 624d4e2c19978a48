import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { faultKinds } from '../model/tenant.js';
import { newTenant } from '../seed/new-tenant.js';
import { type SideDoorCall, type SideDoorRoutes, tenantOf } from './side-door-call.js';

const NewAccount = z.object({
  accountId: z.guid().toLowerCase().optional(),
  applicationKey: z.guid().toLowerCase().optional(),
  /** More keys of the same account. */
  applicationKeys: z.array(z.guid().toLowerCase()).optional(),
  company: z.enum(['demo', 'empty']).default('empty'),
  companyName: z.string().optional(),
  baseCurrency: z.string().length(3).optional(),
  accountCodes: z.enum(['linked', 'numeric']).default('linked'),
  settings: z.lazy(() => SettingsChange).optional(),
});

const SettingsChange = z.object({
  callsPerMinute: z.number().int().min(0).optional(),
  throttledAnswer: z.enum(['429', '503', '400']).optional(),
  updatedSince: z.enum(['after', 'inclusive']).optional(),
  simpleThroughAdvanced: z.enum(['full', 'shell']).optional(),
  credentialsRevoked: z.boolean().optional(),
  taxCalculationMethod: z.enum(['Row Total', 'Total']).optional(),
  orderNumberPrefix: z.string().optional(),
});

const NewFault = z.object({
  path: z.string().optional(),
  times: z.number().int().positive().default(1),
  kind: z.enum(faultKinds),
  afterMs: z.number().nonnegative().default(0),
});

/** An account that exists is replaced, so that a test can begin again. */
function createAccount(call: SideDoorCall): object {
  const wanted = NewAccount.parse(call.body);
  const accountId = wanted.accountId ?? randomUUID();
  const applicationKeys = [wanted.applicationKey ?? randomUUID(), ...(wanted.applicationKeys ?? [])];
  const tenant = newTenant({
    accountId,
    applicationKeys,
    template: { company: wanted.company, accountCodes: wanted.accountCodes },
    baseCurrency: wanted.baseCurrency,
    companyName: wanted.companyName,
    callsPerMinute: call.world.callsPerMinute,
  });
  tenant.settings = { ...tenant.settings, ...defined(wanted.settings ?? {}) };
  call.world.tenants.set(accountId, tenant);
  call.world.changed();
  return { accountId, applicationKey: applicationKeys[0], applicationKeys, company: tenant.company.name };
}

function changeSettings(call: SideDoorCall): object {
  const tenant = tenantOf(call);
  tenant.settings = { ...tenant.settings, ...defined(SettingsChange.parse(call.body)) };
  call.world.changed();
  return tenant.settings;
}

/** What a body leaves out must not erase what was set before. */
function defined<Change extends object>(
  change: Change,
): { [Name in keyof Change]: NonNullable<Change[Name]> } {
  const entries = Object.entries(change).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Name in keyof Change]: NonNullable<Change[Name]> };
}

function addFault(call: SideDoorCall): object {
  const tenant = tenantOf(call);
  tenant.faults = [...tenant.faults, NewFault.parse(call.body)];
  return { faults: tenant.faults };
}

function clearFaults(call: SideDoorCall): object {
  tenantOf(call).faults = [];
  return { faults: [] };
}

export const accountActions: SideDoorRoutes = [
  ['POST accounts', createAccount],
  ['GET accounts', ({ world }) => ({ accounts: [...world.tenants.keys()] })],
  ['POST accounts/:accountId/settings', changeSettings],
  ['GET accounts/:accountId/settings', (call) => tenantOf(call).settings],
  ['POST accounts/:accountId/faults', addFault],
  ['DELETE accounts/:accountId/faults', clearFaults],
];
