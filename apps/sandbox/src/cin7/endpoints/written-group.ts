import { type Fields, textIn } from '../http/body.js';
import { Cin7Error } from '../http/cin7-error.js';
import { nextId } from '../model/identifiers.js';
import type { Purchase } from '../model/purchase.js';
import type { Tenant } from '../model/tenant.js';

const ZERO_GUID = '00000000-0000-0000-0000-000000000000';

/** One invoicing and receiving group of an advanced purchase; a simple one is a single group under its own id. */
export interface Group {
  readonly taskId: string;
  readonly group: number;
}

/** The group that a body means. Without a task, or with the zero GUID, a new one begins. */
export function writtenGroup(tenant: Tenant, purchase: Purchase, fields: Fields): Group {
  const taskId = (textIn(fields, 'TaskID') ?? ZERO_GUID).toLowerCase();
  if (purchase.type === 'simple') return { taskId: purchase.id, group: 0 };
  const groups = groupsOf(purchase);
  if (taskId === ZERO_GUID) {
    const last = Math.max(0, ...groups.map(({ group }) => group));
    return { taskId: nextId(tenant), group: last + 1 };
  }
  const known = groups.find((each) => each.taskId === taskId);
  if (known === undefined) throw new Cin7Error('Purchase Task with specified ID not found');
  return { taskId, group: known.group };
}

function groupsOf(purchase: Purchase): Group[] {
  return [...purchase.invoices, ...purchase.receipts, ...purchase.journals];
}

/** Puts a part in the place of the earlier one of the same task, or at the end. */
export function withPart<Part extends { taskId: string }>(parts: readonly Part[], part: Part): Part[] {
  const isThere = parts.some(({ taskId }) => taskId === part.taskId);
  return isThere ? parts.map((each) => (each.taskId === part.taskId ? part : each)) : [...parts, part];
}
