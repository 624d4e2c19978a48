import { type Problem, problem } from './problem.js';

/** Up to these days each side takes no changes. */
export interface LockDates {
  /** QuickBooks' closing date. */
  readonly quickBooks: string | null;
  readonly cin7: string | null;
}

/**
 * Why a document with these dates, the one that it has and the one that it shall have, cannot be written: QuickBooks
 * refuses it where either lies in a closed period. Null where none does.
 */
export function closedBooks(
  label: string,
  dates: readonly (string | null)[],
  { quickBooks, cin7 }: LockDates,
): Problem | null {
  const date = dates.find((each) => each !== null && quickBooks !== null && each <= quickBooks);
  if (!date || quickBooks === null) return null;
  const remedy =
    cin7 !== null && date <= cin7
      ? `Open the period there; re-dating it in Cin7 is impossible, because that is locked up to ${cin7}.`
      : 'Open the period there, or re-date it in Cin7.';
  return problem(
    'books-closed',
    quickBooks,
    `${label} is dated ${date}, and the books of QuickBooks are closed up to ${quickBooks}. ${remedy}`,
  );
}
