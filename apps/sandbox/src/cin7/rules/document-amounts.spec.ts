import { describe, expect, it } from '@jest/globals';
import type { Line } from '../model/purchase.js';
import { documentAmounts, lineTax, lineTotal } from './document-amounts.js';
import { dueDate } from './due-date.js';

describe('amounts', () => {
  it.each([
    [{ quantity: 120, price: 0.1375, discount: 0 }, 16.5],
    [{ quantity: 33, price: 0.0825, discount: 0 }, 2.72],
    [{ quantity: 1, price: 1.005, discount: 0 }, 1.01],
    [{ quantity: 3, price: 19.99, discount: 12.5 }, 52.47],
    [{ quantity: 1, price: -0.015, discount: 0 }, -0.02],
    [{ quantity: 99_999.9999, price: 12_345.6789, discount: 0 }, 1_234_567_888.77],
    [{ quantity: 5, price: 10, discount: 100 }, 0],
  ])('come from quantity, price and discount, to the cent: %j', (line, total) => {
    expect(lineTotal(line)).toBe(total);
  });

  it.each([
    ['Exclusive', 'Row Total', 33.33, 2.17],
    ['Exclusive', 'Total', 33.33, 2.1665],
    ['Inclusive', 'Row Total', 2, 0.12],
    ['Inclusive', 'Total', 2, 0.1221],
  ] as const)('hold %s tax under %s', (calculation, method, total, tax) => {
    expect(lineTax(total, { percent: 6.5, calculation, method })).toBe(tax);
  });

  it('add tax on top when exclusive, and find it inside when inclusive', () => {
    const part = { lines: [line(100, 10), line(50, 5)], charges: [] };
    expect(documentAmounts(part, 'Exclusive')).toEqual({ beforeTax: 150, tax: 15, total: 165 });
    expect(documentAmounts(part, 'Inclusive')).toEqual({ beforeTax: 135, tax: 15, total: 150 });
  });

  it('round tax once for the document when its lines are not rounded', () => {
    const part = { lines: [line(33.33, 2.1665), line(33.33, 2.1665), line(33.33, 2.1665)], charges: [] };
    expect(documentAmounts(part, 'Exclusive').tax).toBe(6.5);
  });
});

describe('due dates', () => {
  it.each([
    ['number of days', 30, '2026-01-31', '2026-03-02'],
    ['day of next month', 20, '2026-12-05', '2027-01-20'],
    ['last day of next month', 1, '2026-01-31', '2026-02-28'],
    ['days since the end of the month', 10, '2026-02-03', '2026-03-10'],
  ] as const)('follow the method "%s"', (method, duration, date, due) => {
    const term = { id: '', name: '', isActive: true, isDefault: false, method, duration };
    expect(dueDate(date, term)).toBe(due);
  });
});

function line(total: number, tax: number): Line {
  const amounts = { quantity: 1, price: total, discount: 0, total, tax, taxRule: 'Some' };
  const product = { productId: null, sku: 'A', name: 'A', account: null, supplierSku: '', comment: '' };
  return { ...amounts, ...product, isNonInventory: false };
}
