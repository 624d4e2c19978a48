export const findingCodes = [
  'several-with-one-marker',
  'posted-but-gone',
  'marker-of-no-posting',
  'amount-drift',
  'look-alike',
  'missed',
  'gone-from-cin7',
] as const;
export type FindingCode = (typeof findingCodes)[number];

/** Something on either side that is not as we left it, or not of our making, and that a person should look at. */
export interface Finding {
  readonly code: FindingCode;
  /** QuickBooks' type of the document, or the record type of Cin7. */
  readonly entity: string;
  /** Its id there; one of the two. */
  readonly quickBooksId: string | null;
  readonly cin7Id: string | null;
  readonly postingId: string | null;
  /** Of the other document, where there are two. */
  readonly otherId: string | null;
  readonly foundAt: Date;
}

/** What it means and what to do about it. */
export function findingText({ code, entity, quickBooksId, cin7Id, otherId }: Finding): string {
  const it = `${entity} ${quickBooksId ?? cin7Id}`;
  switch (code) {
    case 'several-with-one-marker':
      return `${it} carries the same mark of Billbridge as ${otherId}: keep one, and delete the other in QuickBooks.`;
    case 'posted-but-gone':
      return `${it} was posted and is not in QuickBooks any more: look who deleted it, and post it anew or void it in Cin7.`;
    case 'marker-of-no-posting':
      return `${it} carries a mark of Billbridge that no posting has: after a restore it is linked when its document is read again; else it is a copy that somebody made.`;
    case 'amount-drift':
      return `${it} does not come to what was posted: somebody has changed its amounts in QuickBooks.`;
    case 'look-alike':
      return `${it} has the vendor, number and total of ${otherId}, which is ours, and is not: look whether one bill was entered twice.`;
    case 'missed':
      return `${it} had changed long before and was only found by comparing with the whole list of Cin7; it is read now. If there are many, look at the sync runs.`;
    case 'gone-from-cin7':
      return `${it} was read once, and Cin7 neither lists it nor gives it by its id any more: void in QuickBooks what should not stand, or ask Cin7 for it.`;
  }
}
