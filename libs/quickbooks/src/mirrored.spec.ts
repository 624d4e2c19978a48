import { describe, expect, it } from '@jest/globals';
import { marker } from '#libs/domain';
import { mirrored, totalOf } from './mirrored.js';

const mark = marker({ realmId: '1', kind: 'bill', sourceKey: 'a' });

describe('what the mirror keeps', () => {
  it('of a bill', () => {
    const bill = {
      Id: '17',
      SyncToken: '2',
      DocNumber: 'INV-1',
      CurrencyRef: { value: 'USD' },
      TotalAmt: 1234.5,
      PrivateNote: `memo ${mark}`,
      MetaData: { LastUpdatedTime: '2026-11-20T02:15:00-08:00' },
    };
    expect(mirrored('Bill', bill)).toEqual({
      entity: 'Bill',
      quickBooksId: '17',
      syncToken: '2',
      active: true,
      deleted: false,
      name: null,
      documentNumber: 'INV-1',
      currency: 'USD',
      total: '1234.5',
      marker: mark,
      lastUpdatedAt: '2026-11-20T02:15:00-08:00',
      payload: bill,
    });
  });

  it.each([
    [
      { Id: '5', DisplayName: 'Harbour', Active: true },
      { name: 'Harbour', active: true, deleted: false },
    ],
    [
      { Id: '5', Name: 'Inventory', Active: false },
      { name: 'Inventory', active: false, deleted: false },
    ],
    [
      { Id: '5', status: 'Deleted' },
      { active: false, deleted: true, marker: null, total: null },
    ],
  ])('of %j', (object, kept) => {
    expect(mirrored('Vendor', object)).toMatchObject(kept);
  });

  it.each([
    [0, '0'],
    [0.1, '0.1'],
    [-5, '-5'],
    ['5', null],
    [undefined, null],
    [0.1 + 0.2, null],
  ])('P9 of the amount %p is %s', (TotalAmt, total) => {
    expect(totalOf({ TotalAmt })).toBe(total);
  });
});
