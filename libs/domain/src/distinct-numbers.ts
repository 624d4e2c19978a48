import { documentNumber } from './document-number.js';
import type { Purchase } from './purchase.js';

/**
 * The numbers that the documents of a purchase go by in QuickBooks: the supplier's own. One without a number goes by the
 * purchase's, one whose number is taken by another document of the supplier has the purchase's behind it, and a further
 * one of the same purchase its place, so that each number is one document.
 */
export function distinctNumbers<Document extends { readonly number: string | null }>(
  purchase: Purchase,
  documents: readonly Document[],
  takenElsewhere: ReadonlySet<string>,
): ReadonlyMap<Document, string> {
  const used = new Set<string>();
  const numbers = new Map<Document, string>();
  for (const document of documents) {
    const own = document.number ?? purchase.number;
    const isTaken = document.number !== null && takenElsewhere.has(documentNumber(own));
    const base = isTaken ? `${own} ${purchase.number}` : own;
    let number = base;
    for (let place = 2; used.has(documentNumber(number)); place += 1) number = `${base}/${place}`;
    used.add(documentNumber(number));
    numbers.set(document, number);
  }
  return numbers;
}
