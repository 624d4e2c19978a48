import type { KnownDocument } from './document-keys.js';
import type { PurchaseIntention } from './intention.js';
import { isCurrency, type Money } from './money.js';
import { type Problem, problem } from './problem.js';
import type { Purchase } from './purchase.js';
import type { PurchaseCase } from './purchase-case.js';

const WORD = {
  bill: 'bill',
  'purchase-order': 'purchase order',
  'vendor-credit': 'vendor credit',
} as const;

/**
 * Documents of earlier readings that count no more: their order, invoice or credit note was undone or voided. Cin7 keeps
 * no amounts of it. What is in QuickBooks is taken back, or held for a person, as the pipeline's policy says.
 */
export function goneIntentions(
  { purchase, evidence, context }: PurchaseCase,
  present: readonly PurchaseIntention[],
): readonly PurchaseIntention[] {
  const isPresent = ({ kind, sourceKey }: KnownDocument) =>
    present.some((intention) => intention.kind === kind && intention.sourceKey === sourceKey);
  return evidence.known
    .filter((document) => document.kind !== 'vendor' && !isPresent(document))
    .map((document) => gone(document, purchase, context.policies.withdrawal));
}

function gone(
  { kind, sourceKey, linked }: KnownDocument,
  purchase: Purchase,
  policy: 'delete' | 'hold',
): PurchaseIntention {
  if (kind === 'vendor') throw new Error('A vendor is no document of a purchase');
  const frame = {
    kind,
    sourceKey,
    sourceNumber: purchase.number,
    documentDate: null,
    total: nothing(purchase),
    supplierId: purchase.supplierId,
    orderKey: null,
  };
  if (!linked) return { ...frame, decision: { outcome: 'exclude', reason: 'no-longer-owed' } };
  if (policy === 'delete') return { ...frame, decision: { outcome: 'withdraw' } };
  return { ...frame, decision: { outcome: 'hold', problems: [withdrawn(purchase, WORD[kind])] } };
}

function withdrawn({ number }: Purchase, word: string): Problem {
  return problem(
    'source-withdrawn',
    number,
    `The source of this ${word} of ${number} was undone or voided in Cin7 after it was posted. Delete the ${word} in QuickBooks, or authorise the document in Cin7 again.`,
  );
}

function nothing({ currency }: Purchase): Money | null {
  return currency && isCurrency(currency) ? { minor: 0n, currency } : null;
}
