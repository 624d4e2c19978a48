import { describe, expect, it } from '@jest/globals';
import { amountText } from './amount-text.js';
import { decimal } from './decimal.js';

describe('an amount as text', () => {
  it.each([
    ['1234.5000', 'USD', '1234.50'],
    ['1234', 'USD', '1234.00'],
    ['-0.0500', 'EUR', '-0.05'],
    ['1200.0000', 'JPY', '1200'],
    ['1.5', 'KWD', '1.500'],
    ['0', null, '0.00'],
    // A fraction of a cent is a finding; rounding it away would hide it.
    ['10.0050', 'USD', '10.005'],
  ])('shows %s %s as %s', (value, currency, expected) => {
    expect(amountText(decimal(value), currency)).toBe(expected);
  });
});
