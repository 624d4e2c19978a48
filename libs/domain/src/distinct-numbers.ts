import type { KnownDocument } from './document-keys.js';
import { documentNumber } from './document-number.js';
import type { Purchase } from './purchase.js';

/** However few documents are left of a purchase, one of them may have been the twentieth. */
const PLACES_MIN = 20;

interface Numbered {
  readonly number: string | null;
}

/**
 * The numbers that the documents of a purchase go by in QuickBooks: the supplier's own. One without a number goes by the
 * purchase's, one whose number is taken by another document of the supplier has the purchase's behind it, and a further
 * one of the same purchase its place, so that each number is one document. A number that a document goes by already
 * stays, as long as it is one that the document may have: what QuickBooks shows does not change because a neighbour did.
 */
export function distinctNumbers<Document extends Numbered>(
  purchase: Purchase,
  documents: readonly Document[],
  takenElsewhere: ReadonlySet<string>,
  before: ReadonlyMap<Document, string> = new Map(),
): ReadonlyMap<Document, string> {
  const used = new Set<string>();
  const numbers = new Map<Document, string>();
  const isFree = (number: string) => !used.has(documentNumber(number));
  const take = (document: Document, number: string) => {
    used.add(documentNumber(number));
    numbers.set(document, number);
  };
  const candidates = (document: Document) => candidatesOf(purchase, document, documents.length);
  const isTaken = (number: string) => takenElsewhere.has(documentNumber(number));
  for (const document of documents) {
    const kept = candidates(document).find((each) => documentNumber(each) === before.get(document));
    if (kept !== undefined && isFree(kept) && !isTaken(kept)) take(document, kept);
  }
  for (const document of documents.filter((each) => !numbers.has(each))) {
    const [own = purchase.number] = candidates(document);
    // Whoever has the number elsewhere, a place behind it would not tell the purchases apart.
    const mayHave = isTaken(own) ? withPurchase(purchase, document, documents.length) : candidates(document);
    take(document, mayHave.find((each) => isFree(each) && !isTaken(each)) ?? purchase.id);
  }
  return numbers;
}

/** Every number that a document may come to go by: of these it has to be known whether they are taken. */
export function possibleNumbers(purchase: Purchase, documents: readonly Numbered[]): readonly string[] {
  const all = documents.flatMap((document) => candidatesOf(purchase, document, documents.length));
  return [...new Set(all.map(documentNumber))];
}

/** The document's number as it stands in QuickBooks, where an earlier reading led to one. */
export function knownNumbers<Document>(
  keys: ReadonlyMap<Document, string>,
  known: readonly KnownDocument[],
): ReadonlyMap<Document, string> {
  const byKey = new Map(known.map(({ sourceKey, documentNumber }) => [sourceKey, documentNumber]));
  return new Map(
    [...keys].flatMap(([document, key]) => {
      const number = byKey.get(key);
      return number ? [[document, number] as const] : [];
    }),
  );
}

function candidatesOf(purchase: Purchase, document: Numbered, count: number): readonly string[] {
  return [...places(document.number ?? purchase.number, count), ...withPurchase(purchase, document, count)];
}

function withPurchase(purchase: Purchase, document: Numbered, count: number): readonly string[] {
  const own = document.number === null ? purchase.number : `${document.number} ${purchase.number}`;
  return places(own, count);
}

/** As it is, and with the places that others of the same number need. */
function places(number: string, count: number): readonly string[] {
  const length = Math.max(count, PLACES_MIN);
  return [number, ...Array.from({ length }, (_, index) => `${number}/${index + 2}`)];
}
