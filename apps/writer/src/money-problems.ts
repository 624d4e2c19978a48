import { type Problem, problem } from '#libs/domain';
import type { PostingEntity } from '#libs/persistence';
import { moneyDifferences, type WireObject } from '#libs/quickbooks';

/** QuickBooks holds the document, but for another amount than was meant: said, never passed over. */
export function moneyProblems(posting: PostingEntity, document: WireObject): readonly Problem[] {
  const { kind, intent, total, documentNumber, sourceNumber, sourceKey } = posting;
  if (kind === 'vendor' || !intent) return [];
  const differences = moneyDifferences({ draft: intent, total }, document);
  if (differences.length === 0) return [];
  const label = documentNumber ?? sourceNumber ?? sourceKey;
  return [
    problem(
      'total-differs-in-quickbooks',
      label,
      `${label} is in QuickBooks (${document.Id}), but ${differences.join(', ')}. Correct it there or in Cin7, then replay: it is compared again and never entered twice.`,
    ),
  ];
}
