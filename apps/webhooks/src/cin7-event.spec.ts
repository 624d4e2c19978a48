import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { cin7Event } from './cin7-event.js';

const FIXTURES = new URL('../../../../shared/fixtures/cin7/core/webhook_payloads/', import.meta.url);
const areThere = existsSync(FIXTURES);
if (!areThere)
  console.warn(
    'Documented webhooks are not tested: ../shared/fixtures/cin7/core/webhook_payloads is missing.',
  );

const ID = '8b1538e4-fa56-49c8-89c9-38d106439577';
const read = (body: unknown) => cin7Event(body, Buffer.from(JSON.stringify(body) ?? ''));
const told = (changes: object = {}) => ({
  TaskID: ID.toUpperCase(),
  PurchaseOrderNumber: 'PO-00005',
  EventType: 'Purchase/InvoiceAuthorised',
  ...changes,
});

describe('what a post of Cin7 tells of', () => {
  it('is a purchase, by an id in either case and by its number', () => {
    expect(read(told())?.hints).toEqual([{ recordType: 'purchase', id: ID, number: 'PO-00005' }]);
  });

  it.each([
    ['no id', { TaskID: null }, { id: null, number: 'PO-00005' }],
    ['an id that is none', { TaskID: "' or 1=1" }, { id: null, number: 'PO-00005' }],
    ['no number', { PurchaseOrderNumber: undefined }, { id: ID, number: null }],
    ['a number that Postgres cannot keep', { PurchaseOrderNumber: 'PO\u0000' }, { id: ID, number: null }],
    ['a number with half a character', { PurchaseOrderNumber: 'PO\ud800' }, { id: ID, number: null }],
    ['a number that is none', { PurchaseOrderNumber: { $gt: '' } }, { id: ID, number: null }],
  ])('is still looked for with %s', (_why, changes, hint) => {
    expect(read(told(changes))?.hints).toEqual([{ recordType: 'purchase', ...hint }]);
  });

  it.each([
    ['a text of people', { TaskID: undefined, PurchaseOrderNumber: undefined }],
    ['a sale', { EventType: 'Sale/Created' }],
    ['no type', { EventType: undefined }],
    ['a type that is none', { EventType: { a: 1 } }],
  ])('is nothing to look for in %s', (_why, changes) => {
    expect(read(told(changes))).toMatchObject({ hints: [] });
  });

  it.each([[null], [[]], ['x'], [5]])('is nothing at all in %j', (body) => {
    expect(read(body)).toBeNull();
  });

  it('is a hundred documents at the most', () => {
    const CustomerDetailsList = Array.from({ length: 500 }, () => ({ ID, OrderNumber: 'PO-1' }));
    expect(read({ EventType: 'Purchase/Updated', CustomerDetailsList })?.hints).toHaveLength(100);
  });

  it('takes members of prototypes for nothing', () => {
    const body = JSON.parse(
      `{"EventType": "Purchase/Updated", "CustomerDetailsList": [{"__proto__": {"ID": "${ID}"}}]}`,
    );
    expect(read(body)).toMatchObject({ hints: [] });
  });
});

(areThere ? describe : describe.skip)('documented posts of Cin7', () => {
  const files = areThere ? readdirSync(FIXTURES) : [];

  it.each(files)('%s', (name) => {
    const event = read(JSON.parse(readFileSync(new URL(name, FIXTURES), 'utf8')));
    expect(event?.type).toBe(name.replace('_', '/').replace('.json', ''));
    const hint = { id: expect.stringMatching(/^[0-9a-f-]{36}$/) };
    const expected = {
      Purchase: [{ recordType: 'purchase', ...hint, number: expect.stringMatching(/^PO-/) }],
      Supplier: [{ recordType: 'supplier', ...hint, number: null }],
      Product: [],
    }[name.split('_')[0] ?? ''];
    expect(event?.hints).toEqual(expected);
  });
});
