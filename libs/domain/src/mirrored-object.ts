/** One object of QuickBooks as its last reading or answer showed it: what we search and add up by, and the whole. */
export interface MirroredObject {
  readonly entity: string;
  readonly quickBooksId: string;
  readonly syncToken: string | null;
  readonly active: boolean;
  readonly deleted: boolean;
  readonly name: string | null;
  readonly documentNumber: string | null;
  readonly currency: string | null;
  /** A transaction's amount as decimal text. */
  readonly total: string | null;
  readonly marker: string | null;
  readonly lastUpdatedAt: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
}
