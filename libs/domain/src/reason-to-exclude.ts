import { isZero } from './decimal.js';
import type { ExclusionReason } from './intention.js';
import type { MappingContext } from './mapping-context.js';
import type { SourceDocument } from './purchase.js';

/** Why a document that counts is still none of ours; null where it is. */
export function reasonToExclude(
  source: SourceDocument,
  date: string | null,
  { cutOverDate }: MappingContext,
): ExclusionReason | null {
  if (cutOverDate && date && date < cutOverDate) return 'before-cut-over';
  const comesToNothing = isZero(source.total) && source.lines.every((line) => isZero(line.total));
  return comesToNothing && source.lines.length > 0 ? 'nothing-to-pay' : null;
}
