import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { countries } from '../../company/trading-company.js';
import { newTenant } from '../seed/new-tenant.js';
import { defined, SettingsChange } from './settings-change.js';
import { type SideDoorCall, type SideDoorRoutes, tenantOf } from './side-door-call.js';

const NewAccount = z.object({
  accountId: z.guid().toLowerCase().optional(),
  applicationKey: z.guid().toLowerCase().optional(),
  /** More keys of the same account. */
  applicationKeys: z.array(z.guid().toLowerCase()).optional(),
  company: z.enum(['demo', 'empty']).default('empty'),
  country: z.enum(countries).optional(),
  companyName: z.string().optional(),
  baseCurrency: z.string().length(3).optional(),
  accountCodes: z.enum(['linked', 'numeric']).default('linked'),
  settings: SettingsChange.optional(),
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
    country: wanted.country,
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

export const accountActions: SideDoorRoutes = [
  ['POST accounts', createAccount],
  ['GET accounts', ({ world }) => ({ accounts: [...world.tenants.keys()] })],
  ['POST accounts/:accountId/settings', changeSettings],
  ['GET accounts/:accountId/settings', (call) => tenantOf(call).settings],
];
