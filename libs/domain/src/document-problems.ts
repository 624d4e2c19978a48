import { closedBooks } from './closed-books.js';
import { add, compare, format, isExactNumber, isZero, round, subtract, ZERO } from './decimal.js';
import { totalDiffers } from './document-amounts.js';
import type { DocumentBasis } from './document-basis.js';
import type { MappingContext } from './mapping-context.js';
import { amountOf, isCurrency, minorDigits, roundToMoney } from './money.js';
import { type Problem, problem } from './problem.js';

/** Why no document can be made for this company and day, whatever it says. */
export function headerProblems(basis: DocumentBasis, context: MappingContext): Problem[] {
  return [...currencyProblems(basis, context), ...dateProblems(basis, context)];
}

function currencyProblems({ purchase, rate }: DocumentBasis, context: MappingContext): Problem[] {
  const { currency, number } = purchase;
  if (!currency || !isCurrency(currency))
    return [
      problem('currency-missing', number, `Purchase ${number} has no currency in Cin7. Set one there.`),
    ];
  const found: Problem[] = [];
  if (purchase.baseCurrency !== null && purchase.baseCurrency !== context.homeCurrency)
    found.push(
      problem(
        'home-currency-differs',
        purchase.baseCurrency,
        `Cin7 keeps its books in ${purchase.baseCurrency}, QuickBooks in ${context.homeCurrency}: rates would be wrong. Connect companies with the same base currency.`,
      ),
    );
  if (currency === context.homeCurrency) return found;
  if (!context.multiCurrency)
    found.push(
      problem(
        'multicurrency-off',
        currency,
        `Purchase ${number} is in ${currency}, but multicurrency is off in QuickBooks. Switch it on there.`,
      ),
    );
  if (rate === null || compare(rate, ZERO) <= 0)
    found.push(
      problem(
        'rate-missing',
        number,
        `Purchase ${number} is in ${currency} but has no exchange rate. Set it in Cin7.`,
      ),
    );
  return found;
}

function dateProblems(
  { date, label, purchase }: DocumentBasis,
  { closingDate, sourceLockDate }: MappingContext,
): Problem[] {
  if (date === null)
    return [problem('date-missing', purchase.number, `${sentence(label)} has no date. Set it in Cin7.`)];
  const closed = closedBooks(sentence(label), [date], { quickBooks: closingDate, cin7: sourceLockDate });
  return closed ? [closed] : [];
}

/** What Cin7's document lacks or contradicts; where it does, there is no sense in dividing its amounts. */
export function sourceProblems(basis: DocumentBasis): Problem[] {
  const { source, label, purchase } = basis;
  const { number } = purchase;
  const currency = purchase.currency ?? '';
  if (source.lines.length === 0)
    return [problem('lines-missing', number, `${sentence(label)} has no lines. Complete it in Cin7.`)];
  if (compare(source.total, ZERO) < 0)
    return [
      problem(
        'negative-total',
        number,
        `${sentence(label)} comes to ${format(source.total)}, and QuickBooks takes no negative document. Turn it into its opposite in Cin7: a credit note for an invoice, an invoice for a credit note.`,
      ),
    ];
  if (!isCurrency(currency)) return [];
  const amounts = [source.total, ...source.lines.map(({ total }) => total)];
  const tooLong = amounts
    .map((amount) => roundToMoney(amount, currency))
    .find(({ minor }) => !isExact(minor));
  if (tooLong)
    return [
      problem(
        'amount-unreadable',
        number,
        `${sentence(label)} has the amount ${amountOf(tooLong)}, more digits than QuickBooks can hold. Correct it in Cin7.`,
      ),
    ];
  const digits = minorDigits(currency);
  const gap = subtract(add(source.totalBeforeTax, source.tax), source.total);
  return isZero(round(gap, digits)) ? [] : [totalDiffers(basis)];
}

/** QuickBooks takes amounts as JSON numbers. */
function isExact(minor: bigint): boolean {
  return isExactNumber({ units: minor, scale: 0 });
}

function sentence(label: string): string {
  return label.charAt(0).toUpperCase() + label.slice(1);
}
