import { describe, expect, it } from '@jest/globals';
import { anInvoice, aPurchase } from '#libs/testing';
import { distinctNumbers, possibleNumbers } from './distinct-numbers.js';
import { DOCUMENT_NUMBER_LENGTH, documentNumber } from './document-number.js';

const purchase = aPurchase();
const invoices = (...numbers: (string | null)[]) =>
  numbers.map((number, index) => anInvoice({ key: `${index}`, number }));

function numbersOf(
  given: readonly (string | null)[],
  { taken = [], before = [] }: { taken?: readonly string[]; before?: readonly (string | null)[] } = {},
): readonly (string | undefined)[] {
  const documents = invoices(...given);
  const known = documents.flatMap((document, index) => {
    const number = before[index];
    return number ? [[document, number] as const] : [];
  });
  const numbers = distinctNumbers(purchase, documents, new Set(taken), new Map(known));
  return documents.map((document) => documentNumber(numbers.get(document) ?? ''));
}

describe('the numbers of a purchase', () => {
  it.each([
    ['the supplier’s own', ['INV-1'], {}, ['INV-1']],
    ['the purchase’s where the supplier’s is missing', [null], {}, ['PO-00042']],
    ['told apart where two are missing', [null, null], {}, ['PO-00042', 'PO-00042/2']],
    ['told apart where one is repeated', ['A', 'A', 'A'], {}, ['A', 'A/2', 'A/3']],
    ['with the purchase’s where another purchase has it', ['A'], { taken: ['A'] }, ['A PO-00042']],
    [
      'told apart where another purchase has it and it is repeated',
      ['A', 'A'],
      { taken: ['A'] },
      ['A PO-00042', 'A PO-00042/2'],
    ],
    ['free even where what would be made is taken', ['A'], { taken: ['A', 'A PO-00042'] }, ['A PO-00042/2']],
    ['free where the place is taken', ['A', 'A'], { taken: ['A/2'] }, ['A', 'A/3']],
    ['kept when the one before it is undone', ['A'], { before: ['A/2'] }, ['A/2']],
    ['kept whatever the order of the invoices', ['A', 'A'], { before: ['A/2', 'A'] }, ['A/2', 'A']],
    ['kept before a newcomer of the same number', ['A', 'A'], { before: [null, 'A'] }, ['A/2', 'A']],
    ['kept when the other purchase no longer has it', ['A'], { before: ['A PO-00042'] }, ['A PO-00042']],
    ['new when the supplier’s number changes', ['B'], { before: ['A'] }, ['B']],
    [
      'new when another purchase has the kept one, too',
      ['A'],
      { before: ['A'], taken: ['A'] },
      ['A PO-00042'],
    ],
  ] as const)('are %s', (_what, given, circumstances, expected) => {
    expect(numbersOf(given, circumstances)).toEqual(expected);
  });

  it('stay two and readable when both are too long and begin alike', () => {
    const [first, second] = numbersOf(['2026/HARBOUR-TIMBER/000123', '2026/HARBOUR-TIMBER/000124']);
    expect(first).not.toBe(second);
    for (const number of [first, second]) {
      expect(number?.length).toBeLessThanOrEqual(DOCUMENT_NUMBER_LENGTH);
      expect(number).toMatch(/^2026\/HARBOUR-T/);
    }
  });

  it('are each among those that were asked for beforehand', () => {
    const given = ['A', 'A', null, null, '2026/HARBOUR-TIMBER/000123'];
    const asked = possibleNumbers(purchase, invoices(...given));
    for (const taken of [[], ['A'], ['A', 'A PO-00042', 'PO-00042']])
      for (const number of numbersOf(given, { taken })) expect(asked).toContain(number);
  });
});
