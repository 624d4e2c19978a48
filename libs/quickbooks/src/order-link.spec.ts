import { describe, expect, it } from '@jest/globals';
import { droppedLinks, withOrderLinks } from './order-link.js';

const order = { id: '31', lineIds: ['1', '2'] };
const draft = { Line: [{ Amount: 10, OrderLine: 1 }, { Amount: 5 }, { Amount: 20, OrderLine: 0 }] };
const link = (TxnLineId: string, TxnId = '31') => [{ TxnId, TxnType: 'PurchaseOrder', TxnLineId }];

describe('the links of a bill to its order', () => {
  it('stand on the lines, with all three members, and once on the document', () => {
    expect(withOrderLinks(draft, order)).toEqual({
      LinkedTxn: [{ TxnId: '31', TxnType: 'PurchaseOrder' }],
      Line: [{ Amount: 10, LinkedTxn: link('2') }, { Amount: 5 }, { Amount: 20, LinkedTxn: link('1') }],
    });
  });

  it('are left out without the order, and never leave as places', () => {
    expect(withOrderLinks(draft, null)).toEqual({ Line: [{ Amount: 10 }, { Amount: 5 }, { Amount: 20 }] });
  });

  const held = { Line: [{ LinkedTxn: link('2') }, { LinkedTxn: [] }, { LinkedTxn: link('1') }] };

  it.each([
    ['none where QuickBooks shows all of them', order, held, []],
    [
      'those of lines that QuickBooks shows none for',
      order,
      { Line: [{ LinkedTxn: link('2') }, {}, {}] },
      [3],
    ],
    [
      'those that lead to another line',
      order,
      { Line: [{ LinkedTxn: link('9') }, {}, { LinkedTxn: link('1') }] },
      [1],
    ],
    [
      'those that lead to another order',
      order,
      { Line: [{ LinkedTxn: link('2', '7') }, {}, { LinkedTxn: link('1') }] },
      [1],
    ],
    ['all of them where the order is not there', null, { Line: [{}, {}, {}] }, [1, 3]],
    ['all of them where the answer has no lines', order, {}, [1, 3]],
    ['those of order lines that are not there', { id: '31', lineIds: ['1'] }, held, [1]],
  ])('are dropped: %s', (_what, to, document, dropped) => {
    expect(droppedLinks(draft, to, document)).toEqual(dropped);
  });
});
