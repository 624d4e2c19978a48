import { shortHash } from './canonical-hash.js';
import type { DocumentKind } from './intention.js';

/** QuickBooks takes at most 50 characters. Source: Intuit, "Learn basic field definitions". */
export const REQUEST_ID_LENGTH = 50;

const MARKER_LENGTH = 26;

export interface DocumentIdentity {
  readonly realmId: string;
  readonly kind: DocumentKind | 'attachment';
  readonly sourceKey: string;
}

export type Operation = 'create' | 'update' | 'delete';

/**
 * QuickBooks' idempotency key. It is made from what is intended and from nothing that a database restore could lose,
 * so the same intention has the same id for ever.
 */
export function requestId(
  identity: DocumentIdentity & { readonly operation: Operation; readonly revision: number },
): string {
  const { realmId, kind, sourceKey, operation, revision } = identity;
  return shortHash(['request', realmId, kind, sourceKey, operation, String(revision)]).slice(
    0,
    REQUEST_ID_LENGTH,
  );
}

/** Our mark inside the document: the same for every revision of it, and for no other document. */
export function marker({ realmId, kind, sourceKey }: DocumentIdentity): string {
  return `[bb:${shortHash(['marker', realmId, kind, sourceKey]).slice(0, MARKER_LENGTH)}]`;
}

export function hasMarker(note: string | null | undefined, wanted: string): boolean {
  return note?.includes(wanted) ?? false;
}

/** The marker that a note carries, if any. */
export function markerIn(note: string | null | undefined): string | null {
  return /\[bb:[a-z2-7]{26}\]/.exec(note ?? '')?.[0] ?? null;
}
