import { decimalFromNumber, format, type MirroredObject, markerIn } from '#libs/domain';
import type { WireObject } from './quickbooks.client.js';

/** The types that the mirror holds. CDC does not know tax codes; they are read by query. */
export const CDC_ENTITIES = [
  'Account',
  'Vendor',
  'PurchaseOrder',
  'Bill',
  'VendorCredit',
  'Term',
  'Class',
  'Department',
  'Item',
  'Customer',
  'Employee',
] as const;
export const QUERIED_ENTITIES = ['TaxCode', 'TaxRate', 'CompanyInfo', 'Preferences'] as const;

export function mirrored(entity: string, object: WireObject): MirroredObject {
  const deleted = object.status === 'Deleted';
  const metaData = (object.MetaData ?? {}) as Record<string, unknown>;
  return {
    entity,
    quickBooksId: textOf(object.Id) ?? '1',
    syncToken: textOf(object.SyncToken),
    active: !deleted && object.Active !== false,
    deleted,
    name: textOf(object.DisplayName) ?? textOf(object.Name),
    documentNumber: textOf(object.DocNumber),
    currency: textOf((object.CurrencyRef as Record<string, unknown> | undefined)?.value),
    total: totalOf(object),
    marker: markerIn(textOf(object.PrivateNote)),
    lastUpdatedAt: textOf(metaData.LastUpdatedTime),
    payload: object,
  };
}

/** The amount of a transaction as decimal text; null for anything else. */
export function totalOf(object: WireObject): string | null {
  if (typeof object.TotalAmt !== 'number') return null;
  const total = decimalFromNumber(object.TotalAmt);
  return total ? format(total) : null;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
