import type { JsonObject } from '../../../apps/sandbox/src/quickbooks/json.js';
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

/** Words that the service's own schema names and no example happens to use. */
const alsoInTheSchema: JsonObject[] = [
  { Classification: 'Expense' },
  { Classification: 'Revenue' },
  { Classification: 'Equity' },
  { SpecialTaxType: 'ZERO_RATE' },
  { SpecialTaxType: 'REVERSE_CHARGE' },
  { SpecialTaxType: 'ADJUSTMENT_RATE' },
  { TaxTypeApplicable: 'TaxOnAmountPlusTax' },
  { TaxTypeApplicable: 'TaxOnTax' },
];

let known: Vocabulary | undefined;

/** Every word of the samples and recordings. */
export function quickBooksVocabulary(): Vocabulary {
  known ??= vocabularyOf(
    [
      ...recordingNames()
        .filter((name) => name.startsWith('quickbooks/'))
        .map(recording),
      ...alsoInTheSchema,
    ],
    choices,
  );
  return known;
}
