import { type Decimal, decimal, equal, isZero, multiply, round, sum } from './decimal.js';
import type { TaxCode, TaxRate } from './mapping-context.js';
import { type Money, minorDigits, roundToMoney, sumMoney } from './money.js';
import type { DocumentTaxRate } from './purchase-document.js';

const ONE_PERCENT = decimal('0.01');

/** What falls on a net amount, in percent of it: more than the rate says where it is charged on other taxes too. */
function ofNet({ percent, basePercent }: TaxRate): Decimal {
  return multiply(multiply(percent, basePercent), ONE_PERCENT);
}

/** Of what all rates of a code come to. */
export function wholePercent({ rates }: TaxCode): Decimal {
  return sum(rates.map(ofNet));
}

export function atPercent(net: Money, percent: Decimal): Money {
  return roundToMoney(atExactPercent(net, percent), net.currency);
}

function atExactPercent(net: Money, percent: Decimal): Decimal {
  return multiply(multiply(amountAsDecimal(net), percent), ONE_PERCENT);
}

function amountAsDecimal({ minor, currency }: Money): Decimal {
  return { units: minor, scale: minorDigits(currency) };
}

/**
 * Divides a code's tax among its rates; the last one takes what rounding leaves. Where they cancel each other, as in a
 * reverse charge, each is what its percent gives.
 */
export function ratesOf(code: TaxCode, net: Money, tax: Money): DocumentTaxRate[] {
  const whole = wholePercent(code);
  let left = tax.minor;
  return code.rates.map((rate, index) => {
    const isLast = index === code.rates.length - 1;
    const part = isZero(whole) ? atPercent(net, ofNet(rate)).minor : shareOf(tax.minor, ofNet(rate), whole);
    const minor = isLast ? left : part;
    left -= minor;
    return {
      rateId: rate.id,
      percent: rate.percent,
      taxable: atPercent(net, rate.basePercent),
      amount: { minor, currency: tax.currency },
      isReadOnly: rate.isReadOnly,
    };
  });
}

function shareOf(minor: bigint, percent: Decimal, whole: Decimal): bigint {
  const scale = Math.max(percent.scale, whole.scale);
  const part = round(percent, scale).units;
  const all = round(whole, scale).units;
  const product = minor * part;
  const [size, by] = all < 0n ? [-product, -all] : [product, all];
  return size < 0n ? -((-size + by / 2n) / by) : (size + by / 2n) / by;
}

/** Two codes may share a rate; QuickBooks wants one line for each rate. */
export function mergeRates(rates: readonly DocumentTaxRate[]): readonly DocumentTaxRate[] {
  const merged = new Map<string, DocumentTaxRate>();
  for (const rate of rates) {
    const same = merged.get(rate.rateId);
    merged.set(rate.rateId, {
      ...rate,
      taxable: same ? sumMoney([same.taxable, rate.taxable], rate.taxable.currency) : rate.taxable,
      amount: same ? sumMoney([same.amount, rate.amount], rate.amount.currency) : rate.amount,
    });
  }
  return [...merged.values()];
}

/** What the rate gives by itself on what it is charged on, in whole minor units. */
export function isAsComputed({ taxable, percent, amount }: DocumentTaxRate): boolean {
  return atPercent(taxable, percent).minor === amount.minor;
}

/** QuickBooks may work in cents whatever the currency: in yen it would give a part of one. */
const QUICKBOOKS_DIGITS = 2;

/** That, where QuickBooks is sure to work it out so too. */
export function isWhatQuickBooksGives(rate: DocumentTaxRate): boolean {
  const { taxable, percent, amount } = rate;
  const inCents = round(atExactPercent(taxable, percent), QUICKBOOKS_DIGITS);
  return isAsComputed(rate) && equal(inCents, amountAsDecimal(amount));
}
