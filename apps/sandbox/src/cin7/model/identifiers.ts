import { createHash } from 'node:crypto';
import type { Tenant } from './tenant.js';

/** A GUID that depends on its name only: the same company has the same ids in every run. */
export function guidFrom(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

export function nextId(tenant: Tenant): string {
  tenant.counters.id += 1;
  return guidFrom(`${tenant.accountId}/${tenant.counters.id}`);
}

/** PO-00042: at least five digits, more when five no longer do. */
export function nextOrderNumber(tenant: Tenant): string {
  tenant.counters.order += 1;
  return `${tenant.settings.orderNumberPrefix}${String(tenant.counters.order).padStart(5, '0')}`;
}
