import { recording, recordingNames } from '../recordings.js';
import { type Vocabulary, vocabularyOf } from '../vocabulary.js';

/** Members whose texts are a choice of the manual's. */
const choices = new Set([
  'Status',
  'OrderStatus',
  'StockReceivedStatus',
  'UnstockStatus',
  'InvoiceStatus',
  'CreditNoteStatus',
  'CombinedInvoiceStatus',
  'CombinedPaymentStatus',
  'CombinedReceivingStatus',
  'Approach',
  'TaxCalculation',
  'Type',
  'Method',
  'Class',
  'CostingMethod',
  'ExternalAuthorizationType',
]);

let known: Vocabulary | undefined;

/** Every word of the examples. */
export function cin7Vocabulary(): Vocabulary {
  known ??= vocabularyOf(
    recordingNames()
      .filter((name) => name.startsWith('cin7/core/') && name !== 'cin7/core/_schema')
      .map(recording),
    choices,
  );
  return known;
}
