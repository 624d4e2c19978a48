import { cut } from './cut.js';

/** Longer than any id, code or number; a subject is indexed, and an index takes no text of any length. */
const SUBJECT_LENGTH = 200;

/**
 * Why a mapping cannot be done or a posting was refused: a code for machines, a subject to group by (the thing an
 * operator settles once for all its documents), and a sentence with cause and remedy.
 */
export interface Problem {
  readonly code: ProblemCode;
  readonly subject: string;
  readonly message: string;
}

export const problemCodes = [
  // What Cin7's document lacks or contradicts: mended in Cin7.
  'supplier-missing',
  'supplier-name-missing',
  'account-missing',
  'amount-unreadable',
  'date-missing',
  'lines-missing',
  'currency-missing',
  'rate-missing',
  'total-differs',
  'negative-total',
  'tax-differs',
  'source-unreadable',
  'source-withdrawn',
  // What an operator settles with a mapping rule or in QuickBooks.
  'supplier-not-read',
  'supplier-without-vendor',
  'account-unmapped',
  'account-not-usable',
  'vendor-not-usable',
  'vendor-name-taken',
  'vendor-currency-differs',
  'vendor-has-balance',
  'multicurrency-off',
  'home-currency-differs',
  'item-not-usable',
  'department-unmapped',
  'class-unmapped',
  'dimension-not-usable',
  'tracking-switched-off',
  'customer-unmapped',
  'customer-not-usable',
  'payables-missing',
  'tax-unmapped',
  'tax-not-of-code',
  'tax-not-changeable',
  // What QuickBooks said, or what a person did there.
  'refused-by-quickbooks',
  'number-taken',
  'books-closed',
  'changed-in-quickbooks',
  'bill-paid',
  'linked-in-quickbooks',
  'deleted-in-quickbooks',
  'several-in-quickbooks',
  'already-in-quickbooks',
  'total-differs-in-quickbooks',
  // What keeps a file from its bill; the bill itself is not concerned.
  'attachment-type-refused',
  'attachment-too-large',
  'attachment-unreadable',
] as const;

export type ProblemCode = (typeof problemCodes)[number];

export function problem(code: ProblemCode, subject: string, message: string): Problem {
  return { code, subject: cut(subject, SUBJECT_LENGTH), message };
}
