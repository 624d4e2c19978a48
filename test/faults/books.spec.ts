import { describe, expect, it } from '@jest/globals';
import { differencesIn, duplicatesIn } from './books.js';

/** One purchase whose order, invoice and credit are in QuickBooks, its paper on the bill. */
const cin7 = {
  orders: [{ currency: 'USD', total: '251.00' }],
  invoices: [{ number: 'A-1', currency: 'USD', total: '100.40', isBilled: true, files: ['paper.pdf'] }],
  creditNotes: [{ currency: 'USD', total: '25.10' }],
};
const bill = { id: '7', docNumber: 'A-1', currency: 'USD', total: '100.40', privateNote: 'A-1 [bb:aaaa]' };
const paper = { id: '9', fileName: 'paper.pdf', note: '[bb:bbbb]', attachedTo: [{ id: '7' }] };
const quickBooks = {
  purchaseOrders: [{ id: '5', docNumber: 'PO-1', ...cin7.orders[0], privateNote: '[bb:cccc]' }],
  bills: [bill],
  vendorCredits: [{ id: '8', docNumber: 'C-1', ...cin7.creditNotes[0], privateNote: '[bb:dddd]' }],
  attachments: [paper],
};

describe('the books of both companies after a crash', () => {
  it('agree where each document and each file is there once', () => {
    expect(differencesIn({ cin7, quickBooks })).toEqual([]);
    expect(duplicatesIn({ quickBooks })).toEqual([]);
  });

  it.each([
    ['a bill', { bills: [bill, { ...bill, id: '10' }] }, 'bills A-1 (7) = bills A-1 (10)'],
    [
      'a file',
      { attachments: [paper, { ...paper, id: '11' }] },
      'attachments paper.pdf (9) = attachments paper.pdf (11)',
    ],
  ])('show that %s is there twice', (_, changes, words) => {
    expect(duplicatesIn({ quickBooks: { ...quickBooks, ...changes } })).toEqual([words]);
  });

  it.each([
    ['a bill is lost', { bills: [] }, 'bills: Cin7 1 of USD 10040, QuickBooks '],
    [
      'a cent is lost',
      { bills: [{ ...bill, total: '100.39' }] },
      'bills: Cin7 1 of USD 10040, QuickBooks 1 of USD 10039',
    ],
    ['a credit is lost', { vendorCredits: [] }, 'credits: Cin7 1 of USD 2510, QuickBooks '],
    ['an order is lost', { purchaseOrders: [] }, 'orders: Cin7 1 of USD 25100, QuickBooks '],
    ['a file is lost', { attachments: [] }, 'files: paper.pdf on A-1: Cin7 1, QuickBooks 0'],
    [
      'a file hangs on its bill twice',
      { attachments: [paper, { ...paper, id: '11', note: '[bb:eeee]' }] },
      'files: paper.pdf on A-1: Cin7 1, QuickBooks 2',
    ],
    [
      'a file hangs on nothing that is left',
      { attachments: [{ ...paper, attachedTo: [{ id: '6' }] }] },
      'files: paper.pdf on A-1: Cin7 1, QuickBooks 0',
    ],
    [
      'a file hangs on a bill that has none in Cin7',
      {
        bills: [bill, { ...bill, id: '12', docNumber: 'B-1', total: '0.00' }],
        attachments: [{ ...paper, attachedTo: [{ id: '7' }, { id: '12' }] }],
      },
      'files: paper.pdf on B-1: Cin7 0, QuickBooks 1',
    ],
  ])('differ where %s', (_, changes, words) => {
    expect(differencesIn({ cin7, quickBooks: { ...quickBooks, ...changes } })).toContain(words);
  });
});
