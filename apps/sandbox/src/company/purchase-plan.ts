import type { SeededChoice } from './seeded-choice.js';

/** What becomes of a purchase in the company's year. */
export type Story =
  | 'bill'
  | 'advanced-bill'
  | 'service'
  | 'several-invoices'
  | 'part-invoiced'
  | 'taxed'
  | 'credited'
  | 'voided'
  | 'strange-account'
  | 'ordered'
  | 'received'
  | 'drafted'
  | 'invoice-drafted';

export type StoryCounts = Readonly<Partial<Record<Story, number>>>;

/** What is still open is recent, so the open ones lie in the last third. */
const OPEN_FROM = 2 / 3;

/** The stories in the order of their order numbers. */
export function purchasePlan(
  choice: SeededChoice,
  counts: { readonly settled: StoryCounts; readonly open: StoryCounts },
): Story[] {
  const settled = choice.shuffled(repeated(counts.settled));
  const early = Math.floor(settled.length * OPEN_FROM);
  return [
    ...settled.slice(0, early),
    ...choice.shuffled([...settled.slice(early), ...repeated(counts.open)]),
  ];
}

function repeated(counts: StoryCounts): Story[] {
  return (Object.entries(counts) as [Story, number][]).flatMap(([story, count]) =>
    Array<Story>(count).fill(story),
  );
}
