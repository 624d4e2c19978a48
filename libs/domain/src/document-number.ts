import { shortHash } from './canonical-hash.js';
import { cut } from './cut.js';

/** QuickBooks takes at most 21 characters in `DocNumber` of any transaction. */
export const DOCUMENT_NUMBER_LENGTH = 21;

const SUFFIX_LENGTH = 6;

/**
 * The supplier's invoice number as QuickBooks can hold it. A longer one is cut and given a suffix made from the whole
 * number, so that two numbers with the same beginning stay two; the full number stands in the note.
 */
export function documentNumber(sourceNumber: string): string {
  const number = sourceNumber.trim();
  if (number.length <= DOCUMENT_NUMBER_LENGTH) return number;
  const kept = cut(number, DOCUMENT_NUMBER_LENGTH - SUFFIX_LENGTH - 1);
  return `${kept}~${shortHash(['document-number', number]).slice(0, SUFFIX_LENGTH)}`;
}
