import type { AttachableFile } from '#libs/domain';
import { findByCondition, quoted } from './look-up.js';
import type { QuickBooksClient, WireObject } from './quickbooks.client.js';

export interface AttachableTarget {
  /** QuickBooks' id of the bill. */
  readonly billId: string;
  readonly marker: string;
  readonly purchaseNumber: string | null;
}

/** The metadata of a file that hangs on a bill, with our mark in its note. */
export function attachableToQuickBooks(
  { fileName, contentType }: AttachableFile,
  { billId, marker, purchaseNumber }: AttachableTarget,
): WireObject {
  const of = purchaseNumber === null ? '' : ` of ${purchaseNumber}`;
  return {
    FileName: fileName,
    ContentType: contentType,
    Note: `From Cin7: a file${of} ${marker}`,
    AttachableRef: [{ EntityRef: { type: 'Bill', value: billId } }],
  };
}

/** The files on a bill that carry our mark. */
export async function findAttachables(
  client: QuickBooksClient,
  { billId, marker }: Pick<AttachableTarget, 'billId' | 'marker'>,
): Promise<readonly WireObject[]> {
  const found = await findByCondition(
    client,
    'Attachable',
    `AttachableRef.EntityRef.Type = 'Bill' AND AttachableRef.EntityRef.value = '${quoted(billId)}'`,
  );
  return found.filter(({ Note }) => typeof Note === 'string' && Note.includes(marker));
}

/** A link that QuickBooks does not like may be dropped without a word. */
export function hangsOnBill({ AttachableRef }: WireObject, billId: string): boolean {
  const refs = Array.isArray(AttachableRef) ? (AttachableRef as Record<string, unknown>[]) : [];
  return refs.some(({ EntityRef }) => {
    const { type, value } = (EntityRef ?? {}) as { type?: unknown; value?: unknown };
    return String(type).toLowerCase() === 'bill' && String(value) === billId;
  });
}
