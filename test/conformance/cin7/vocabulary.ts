import { isObject, type Json, type JsonObject } from '../../../apps/sandbox/src/quickbooks/json.js';
import { recording, recordingNames } from '../recordings.js';
import { type Vocabulary, vocabularyOf } from '../vocabulary.js';

const SCHEMA = 'cin7/core/_schema';

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

/** Words of the manual's prose and of live accounts, which stand in no example. */
const alsoSeen: JsonObject[] = [
  { Type: 'Prepayment' },
  { Type: 'Purchase/OrderAuthorised' },
  { CombinedPaymentStatus: 'PREPAID' },
];

let known: Vocabulary | undefined;

/** Every word of the examples and of the manual's tables. */
export function cin7Vocabulary(): Vocabulary {
  known ??= vocabularyOf(
    [
      ...recordingNames()
        .filter((name) => name.startsWith('cin7/core/') && name !== SCHEMA)
        .map(recording),
      ...choicesIn(recording(SCHEMA)),
      ...alsoSeen,
    ],
    choices,
  );
  return known;
}

/** A field of a table names the words that it may hold. */
function* choicesIn(schema: Json): Iterable<JsonObject> {
  if (Array.isArray(schema)) for (const each of schema) yield* choicesIn(each);
  else if (isObject(schema)) {
    const { name, values_named_in_note: words } = schema;
    if (typeof name === 'string' && Array.isArray(words)) for (const word of words) yield { [name]: word };
    for (const member of Object.values(schema)) yield* choicesIn(member);
  }
}
