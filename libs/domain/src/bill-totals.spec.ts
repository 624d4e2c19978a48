import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aLine, anInvoice, aPurchase, someContext } from '#libs/testing';
import { billFromPurchase } from './bill-from-purchase.js';
import { add, type Decimal, decimal, multiply, round, subtract, sum } from './decimal.js';
import { documentTotal } from './document-basis.js';
import { amountOf, minorDigits } from './money.js';

/** Quantity and price of four decimals and a discount in percent: what a person types in Cin7. */
const typedLine = fc.record({
  quantity: fc
    .integer({ min: 1, max: 5_000_000 })
    .map((units): Decimal => ({ units: BigInt(units), scale: 4 })),
  price: fc
    .integer({ min: 0, max: 90_000_000 })
    .map((units): Decimal => ({ units: BigInt(units), scale: 4 })),
  discount: fc.constantFrom('0', '5', '12.5', '33.33', '100').map(decimal),
  isCharge: fc.boolean(),
});

/** Line Total = Quantity × Price × (1 − Discount/100), to four decimals. */
function totalOf({
  quantity,
  price,
  discount,
}: {
  quantity: Decimal;
  price: Decimal;
  discount: Decimal;
}): Decimal {
  const share = multiply(subtract(decimal('100'), discount), decimal('0.01'));
  return round(multiply(multiply(quantity, price), share), 4);
}

const typedPurchase = fc.record({
  currency: fc.constantFrom('JPY', 'USD', 'EUR', 'KWD'),
  typed: fc.array(typedLine, { minLength: 1, maxLength: 60 }),
  discountLine: fc.option(
    fc.integer({ min: 1, max: 2_000_000 }).map((units) => ({ units: BigInt(-units), scale: 4 })),
  ),
  rounding: fc.constantFrom('by line', 'by document', 'not at all'),
  offBy: fc.constantFrom<number[]>(0, 0, 0, 1, -1, 7, -250),
});

type TypedPurchase = typeof typedPurchase extends fc.Arbitrary<infer Value> ? Value : never;

function purchaseOf({ currency, typed, discountLine, rounding, offBy }: TypedPurchase) {
  const digits = minorDigits(currency);
  const lines = typed.map((line) =>
    aLine({
      quantity: line.quantity,
      price: line.price,
      total: totalOf(line),
      ...(line.isCharge ? { sku: null, description: 'Freight', accountCode: '6100' } : {}),
    }),
  );
  if (discountLine) lines.push(aLine({ sku: null, description: 'Discount', total: discountLine }));
  const totals = lines.map((line) => line.total);
  const summed = {
    'by line': sum(totals.map((total) => round(total, digits))),
    'by document': round(sum(totals), digits),
    'not at all': sum(totals),
  }[rounding];
  const total = add(summed, { units: BigInt(offBy), scale: digits });
  const invoice = anInvoice({ lines, totalBeforeTax: total, total });
  return { purchase: aPurchase({ currency, invoices: [invoice] }), invoice };
}

const context = someContext({ multiCurrency: true });
const PLACE = { number: 'INV-7781', orderLines: [] };

describe('P9 whatever a supplier bills', () => {
  it('the bill comes to what the invoice says and its lines add up to it, or it is held and says why', () => {
    fc.assert(
      fc.property(typedPurchase, (typed) => {
        const { purchase, invoice } = purchaseOf(typed);
        const mapped = billFromPurchase(purchase, invoice, PLACE, context);
        if (!mapped.ok) {
          expect(mapped.problems.map(({ code }) => code)).toEqual([
            invoice.total.units < 0n ? 'negative-total' : 'total-differs',
          ]);
          return;
        }
        const { lines, total } = mapped.value;
        const unit = 10n ** BigInt(4 - minorDigits(typed.currency));
        expect(total).toEqual(documentTotal(invoice, typed.currency));
        expect(lines.reduce((taken, { amount }) => taken + amount.minor, 0n)).toBe(total.minor);
        for (const [index, { amount }] of lines.entries()) {
          const error = amount.minor * unit - (invoice.lines[index]?.total.units ?? 0n);
          expect([amountOf(amount), error < unit && error > -unit]).toEqual([amountOf(amount), true]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('an invoice that Cin7 added up in either way is not held', () => {
    fc.assert(
      fc.property(typedPurchase, (typed) => {
        const { purchase, invoice } = purchaseOf({ ...typed, offBy: 0 });
        if (invoice.total.units < 0n) return;
        expect(billFromPurchase(purchase, invoice, PLACE, context).ok).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('a total that no way of rounding gives is held: nothing is made up to fit', () => {
    fc.assert(
      fc.property(typedPurchase, (typed) => {
        const { purchase, invoice } = purchaseOf({ ...typed, rounding: 'by document', offBy: 500 });
        // 61 lines can be off by half a unit each.
        expect(billFromPurchase(purchase, invoice, PLACE, context).ok).toBe(false);
      }),
    );
  });
});
