import { describe, expect, it } from '@jest/globals';
import { cin7AdvancedPurchase } from '#libs/testing';
import { purchaseFromCin7 } from './purchase-from-cin7.js';
import { isStandAloneCredit } from './stand-alone-credit.js';

describe('P1 a supplier credit without a purchase', () => {
  it.each([
    ['Credit Note', true],
    ['Purchase Credit Note', true],
    ['Simple Purchase', false],
    ['Advanced Purchase', false],
    [null, false],
  ])('listed as %s: %s', (type, expected) => {
    expect(isStandAloneCredit(type)).toBe(expected);
  });

  it.each([
    ['by its own type', { Type: 'Credit Note' }, null],
    ['by the type that it was listed as', { Type: undefined }, 'Purchase Credit Note'],
  ])('has no order, whatever Cin7 shows, told %s', (_how, changes, listedAs) => {
    const payload = { ...cin7AdvancedPurchase(changes), Order: { Status: 'AUTHORISED', Total: 99 } };
    expect(purchaseFromCin7(payload, listedAs)).toMatchObject({ shape: 'credit', order: { status: 'none' } });
  });
});
