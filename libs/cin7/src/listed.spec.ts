import { describe, expect, it } from '@jest/globals';
import { cin7AdvancedPurchase, cin7Invoice, cin7Purchase, cin7Supplier } from '#libs/testing';
import {
  listedPurchase,
  owedOnPurchase,
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

describe('P2 what is owed on a purchase', () => {
  it.each([
    ['a Simple one', cin7Purchase(), { count: 1, total: '125.0000', currency: 'USD' }],
    [
      'an Advanced one: what is authorised or paid',
      cin7AdvancedPurchase({
        Invoice: [
          cin7Invoice({ TaskID: '1', Total: 10.25 }),
          cin7Invoice({ TaskID: '2', Total: 5, Status: 'PAID' }),
          cin7Invoice({ TaskID: '3', Total: 99, Status: 'DRAFT' }),
          cin7Invoice({ TaskID: '4', Total: 0, Status: 'VOIDED' }),
        ],
      }),
      { count: 2, total: '15.2500', currency: 'USD' },
    ],
    ['one that cannot be read', cin7Purchase({ Invoice: 'x' }), { count: 0, total: '0', currency: null }],
  ])('%s', (_what, purchase, owed) => {
    expect(owedOnPurchase(JSON.stringify(purchase))).toEqual(owed);
  });
});

describe('G10 a page of a list', () => {
  it('keeps what it can where a row has no identity, and says how many it cannot', () => {
    const { kept, unreadable } = readableRows([cin7Supplier(), { Name: 'nobody' }, null], supplierDocument);
    expect(kept).toHaveLength(1);
    expect(unreadable).toBe(2);
  });
});
