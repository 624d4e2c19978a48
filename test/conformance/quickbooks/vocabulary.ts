import { recording, recordingNames } from '../recordings.js';
import { type Vocabulary, vocabularyOf } from '../vocabulary.js';

/** Members whose texts are a choice of QuickBooks'. */
const choices = new Set([
  'domain',
  'status',
  'DetailType',
  'TxnType',
  'PayType',
  'PrintStatus',
  'BillableStatus',
  'POStatus',
  'EmailStatus',
  'AccountType',
  'Classification',
  'TaxTypeApplicable',
  'SpecialTaxType',
  'DisplayType',
  'GlobalTaxCalculation',
]);

let known: Vocabulary | undefined;

/** Every word of the samples and recordings. */
export function quickBooksVocabulary(): Vocabulary {
  known ??= vocabularyOf(
    recordingNames()
      .filter((name) => name.startsWith('quickbooks/'))
      .map(recording),
    choices,
  );
  return known;
}
