import { describe, expect, it } from '@jest/globals';
import { cin7AdvancedPurchase, cin7Invoice, cin7Purchase, cin7Supplier } from '#libs/testing';
import {
  countedOnPurchase,
  listedPurchase,
  purchaseDocument,
  readableRows,
  supplierDocument,
} from './listed.js';
import { SourceUnreadableError } from './source-unreadable.error.js';

const purchasePrint = (changes: Record<string, unknown>) =>
  purchaseDocument(JSON.stringify(cin7Purchase(changes))).fingerprint;
const supplierPrint = (changes: Record<string, unknown>) =>
  supplierDocument(cin7Supplier(changes)).fingerprint;

describe('G2 the fingerprint of a purchase', () => {
  it('does not change with the time of change alone', () => {
    expect(purchasePrint({ LastUpdatedDate: '2026-11-01T00:00:00Z' })).toBe(purchasePrint({}));
  });

  it.each([
    ['a member', { Note: 'urgent' }],
    ['the status', { Status: 'COMPLETED' }],
    ['an amount far inside', { Invoice: cin7Invoice({ Paid: 10 }) }],
    ['the shape', { Invoice: [cin7Invoice()] }],
  ])('changes with %s', (_what, changes) => {
    expect(purchasePrint(changes)).not.toBe(purchasePrint({}));
  });

  it('ignores the time of change of the purchase only, not one inside it', () => {
    const inside = (LastUpdatedDate: string) => purchasePrint({ Invoice: cin7Invoice({ LastUpdatedDate }) });
    expect(inside('2026-11-01T00:00:00Z')).not.toBe(inside('2026-11-02T00:00:00Z'));
  });

  it('does not change with the order of members', () => {
    const text = JSON.stringify(cin7Purchase());
    const turned = JSON.stringify(Object.fromEntries(Object.entries(cin7Purchase()).reverse()));
    expect(turned).not.toBe(text);
    expect(purchaseDocument(turned).fingerprint).toBe(purchaseDocument(text).fingerprint);
  });
});

describe('the fingerprint of a supplier', () => {
  it('does not change with the time of change alone', () => {
    expect(supplierPrint({ LastModifiedOn: '2026-11-01T00:00:00Z' })).toBe(supplierPrint({}));
  });

  it('changes with anything else', () => {
    expect(supplierPrint({ Comments: 'call first' })).not.toBe(supplierPrint({}));
    expect(supplierPrint({ LastUpdatedDate: '2026-11-01T00:00:00Z' })).not.toBe(supplierPrint({}));
  });
});

describe('a document as it is kept', () => {
  it('is the text as it came', () => {
    const body = `  ${JSON.stringify(cin7Purchase(), null, 1)}\n`;
    expect(purchaseDocument(body)).toMatchObject({
      sourceId: cin7Purchase().ID,
      number: 'PO-00042',
      payload: body,
    });
    expect(supplierDocument(cin7Supplier())).toMatchObject({ number: 'Harbour Timber Ltd' });
  });

  it('of a list row moves with every change, its time too', () => {
    const row = {
      ID: 'p',
      OrderNumber: 'PO-1',
      Type: 'Simple Purchase',
      LastUpdatedDate: '2026-11-01T00:00:00Z',
    };
    expect(listedPurchase(row)).toMatchObject({ sourceId: 'p', number: 'PO-1', shape: 'Simple Purchase' });
    expect(listedPurchase({ ...row, LastUpdatedDate: '2026-11-02T00:00:00Z' }).fingerprint).not.toBe(
      listedPurchase(row).fingerprint,
    );
  });

  it('P1 has one identity in whatever letters Cin7 writes its id', () => {
    const capitals = { ID: 'ABC-1', OrderNumber: 'PO-1', Name: 'A' };
    expect(listedPurchase(capitals).sourceId).toBe('abc-1');
    expect(purchaseDocument(JSON.stringify(capitals)).sourceId).toBe('abc-1');
    expect(supplierDocument(capitals).sourceId).toBe('abc-1');
  });

  it('without an identity is set aside', () => {
    expect(() => supplierDocument({ Name: 'x' })).toThrow(SourceUnreadableError);
    expect(() => listedPurchase({ OrderNumber: 'PO-1' })).toThrow(SourceUnreadableError);
    expect(() => purchaseDocument('{}')).toThrow(SourceUnreadableError);
  });
});

describe('P2 what counts on a purchase', () => {
  const bills = (count: number, total: string) => ({ kind: 'bill', count, total, currency: 'USD' });
  const orders = (count: number, total: string) => ({ ...bills(count, total), kind: 'purchase-order' });
  const credits = (count: number, total: string) => ({ ...bills(count, total), kind: 'vendor-credit' });

  it.each([
    ['a Simple one: its order and its invoice', cin7Purchase(), [orders(1, '125.00'), bills(1, '125.00')]],
    [
      'an Advanced one: what is authorised or paid',
      cin7AdvancedPurchase({
        Order: { Status: 'DRAFT', Total: 7 },
        Invoice: [
          cin7Invoice({ TaskID: '1', Total: 10.25 }),
          cin7Invoice({ TaskID: '2', Total: 5, Status: 'PAID' }),
          cin7Invoice({ TaskID: '3', Total: 99, Status: 'DRAFT' }),
          cin7Invoice({ TaskID: '4', Total: 0, Status: 'VOIDED' }),
        ],
        CreditNote: [
          { TaskID: '5', Status: 'AUTHORISED', Total: 3.1 },
          { TaskID: '6', Status: 'VOIDED', Total: 0 },
        ],
      }),
      [bills(2, '15.25'), credits(1, '3.10')],
    ],
    [
      'totals of four places to the cent, each document for itself',
      cin7AdvancedPurchase({
        Order: { Status: 'DRAFT', Total: 7 },
        Invoice: [cin7Invoice({ TaskID: '1', Total: 10.004 }), cin7Invoice({ TaskID: '2', Total: 10.004 })],
      }),
      [bills(2, '20.00')],
    ],
    ['one that cannot be read: nothing', cin7Purchase({ Invoice: 'x' }), []],
  ])('%s', (_what, purchase, counted) => {
    expect(countedOnPurchase(JSON.stringify(purchase))).toEqual(counted);
  });
});

describe('G10 a page of a list', () => {
  it('keeps what it can where a row has no identity, and says how many it cannot', () => {
    const { kept, unreadable } = readableRows([cin7Supplier(), { Name: 'nobody' }, null], supplierDocument);
    expect(kept).toHaveLength(1);
    expect(unreadable).toBe(2);
  });
});
