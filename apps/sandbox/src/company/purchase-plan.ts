import type { SeededChoice } from './seeded-choice.js';

/** What becomes of a purchase in the demo company's year. */
export type Story =
  | 'bill'
  | 'advanced-bill'
  | 'service'
  | 'several-invoices'
  | 'taxed'
  | 'credited'
  | 'voided'
  | 'strange-account'
  | 'ordered'
  | 'received'
  | 'drafted'
  | 'invoice-drafted';

/** Most purchases are plain: one untaxed invoice. The rest is there because real companies have it too. */
const settledStories: Readonly<Partial<Record<Story, number>>> = {
  bill: 170,
  'advanced-bill': 35,
  service: 20,
  'several-invoices': 15,
  taxed: 20,
  credited: 12,
  voided: 8,
  'strange-account': 6,
};

const openStories: Readonly<Partial<Record<Story, number>>> = {
  ordered: 12,
  received: 10,
  drafted: 8,
  'invoice-drafted': 4,
};

/** What is still open is recent, so the open ones lie in the last third. */
const OPEN_FROM = 2 / 3;

/** The stories in the order of their order numbers. */
export function purchasePlan(choice: SeededChoice): Story[] {
  const settled = choice.shuffled(repeated(settledStories));
  const early = Math.floor(settled.length * OPEN_FROM);
  return [
    ...settled.slice(0, early),
    ...choice.shuffled([...settled.slice(early), ...repeated(openStories)]),
  ];
}

function repeated(counts: Readonly<Partial<Record<Story, number>>>): Story[] {
  return (Object.entries(counts) as [Story, number][]).flatMap(([story, count]) =>
    Array<Story>(count).fill(story),
  );
}
