import type { IncomingHttpHeaders } from 'node:http';
import type { Tenant } from '../model/tenant.js';
import type { Cin7World } from '../world.js';

const ACCOUNT_HEADER = 'api-auth-accountid';
const KEY_HEADER = 'api-auth-applicationkey';

/** The account that these headers open, if they open one. */
export function tenantFor(world: Cin7World, headers: IncomingHttpHeaders): Tenant | undefined {
  const tenant = world.tenants.get(accountIdIn(headers) ?? '');
  const key = String(headers[KEY_HEADER] ?? '').toLowerCase();
  const isOpen = tenant?.settings.credentialsRevoked === false && tenant.applicationKeys.includes(key);
  return isOpen ? tenant : undefined;
}

/** Whose calls are counted together: the account's, or those of one of its keys. */
export function limitedBy(tenant: Tenant, headers: IncomingHttpHeaders): string {
  const isByKey = tenant.settings.rateLimitScope === 'key';
  return isByKey ? `${tenant.accountId}/${String(headers[KEY_HEADER]).toLowerCase()}` : tenant.accountId;
}

export function accountIdIn(headers: IncomingHttpHeaders): string | null {
  const id = headers[ACCOUNT_HEADER];
  return typeof id === 'string' ? id.toLowerCase() : null;
}

/** Which credentials came along. Their values stay out of every log. */
export function authHeaderNames(headers: IncomingHttpHeaders): string[] {
  return [ACCOUNT_HEADER, KEY_HEADER, 'authorization'].filter((name) => headers[name] !== undefined);
}
