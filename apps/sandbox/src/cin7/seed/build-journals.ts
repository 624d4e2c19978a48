import type { JournalLineDescription } from '../../company/purchase-description.js';
import type { JournalPart, Purchase } from '../model/purchase.js';

/** All lines in one journal, under the task of the first invoice. */
export function buildJournals(purchase: Purchase, lines: readonly JournalLineDescription[]): JournalPart[] {
  if (lines.length === 0) return [];
  const invoice = purchase.invoices[0];
  return [
    {
      taskId: invoice?.taskId ?? purchase.id,
      group: invoice?.group ?? 0,
      status: 'AUTHORISED',
      lines: lines.map((line) => ({
        ...line,
        reference: line.reference ?? '',
        isSystem: line.isSystem ?? false,
      })),
    },
  ];
}
