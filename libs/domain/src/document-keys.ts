import type { DocumentKind } from './intention.js';
import type { Purchase } from './purchase.js';

/** A document that an earlier reading of the same purchase led to. */
export interface KnownDocument {
  readonly kind: DocumentKind;
  readonly sourceKey: string;
  /** It is in QuickBooks. */
  readonly linked: boolean;
  /** A person said that others have entered it there. */
  readonly leftToOthers?: boolean;
  /** What it goes by in QuickBooks; null where that was never settled. */
  readonly documentNumber: string | null;
}

/**
 * The key of each invoice or credit note. A Simple Purchase has one of each, known by the purchase's id; turned into an
 * Advanced one by a user it comes back with documents of their own ids. The first of them keeps the key of what was made
 * from it, or a second bill would be. Should two of them carry one id, each further one is known by its place as well.
 */
export function documentKeys<Document extends { readonly key: string }>(
  purchase: Purchase,
  documents: readonly Document[],
  known: readonly KnownDocument[],
): ReadonlyMap<Document, string> {
  const keyOf = ({ key }: Document) => (key === purchase.id ? purchase.id : `${purchase.id}/${key}`);
  const knownKeys = new Set(known.map(({ sourceKey }) => sourceKey));
  const keys = new Map<Document, string>();
  for (const document of documents) {
    const sameId = [...keys.keys()].filter(({ key }) => key === document.key).length;
    keys.set(document, sameId === 0 ? keyOf(document) : `${keyOf(document)}~${sameId + 1}`);
  }
  const [first] = documents.filter((document) => !knownKeys.has(keyOf(document)));
  const simpleKeyIsFree = ![...keys.values()].includes(purchase.id);
  if (first && knownKeys.has(purchase.id) && simpleKeyIsFree) keys.set(first, purchase.id);
  return keys;
}
