import {
  add,
  type Decimal,
  decimalFromNumber,
  equal,
  format,
  multiply,
  parseDecimal,
  round,
  sum,
  ZERO,
} from '#libs/domain';
import type { Draft } from './draft.js';
import type { WireObject } from './quickbooks.client.js';

export interface IntendedMoney {
  readonly draft: Draft;
  /** What the supplier's paper comes to, as decimal text; counts where QuickBooks was to work out the tax. */
  readonly total: string | null;
}

/** Home amounts are compared, for which any currency's cents are enough. */
const HOME_DIGITS = 2;

/**
 * What QuickBooks says of a document's money otherwise than it was meant, each in words; empty where both agree to the cent. It
 * may have worked the tax out anew, ignored a currency or taken a rate of its own, and answers all the same with success.
 */
export function moneyDifferences({ draft, total }: IntendedMoney, theirs: WireObject): readonly string[] {
  const ours = { ...moneyOf(draft), total: intendedTotal(draft, total) };
  const said = { ...moneyOf(theirs), total: numberAt(theirs, 'TotalAmt') };
  const found: string[] = [];
  if (differ(ours.total, said.total)) found.push(`the total is ${text(said.total)}, not ${text(ours.total)}`);
  if (ours.tax && !equal(ours.tax, said.tax ?? ZERO))
    found.push(`the tax is ${text(said.tax ?? ZERO)}, not ${text(ours.tax)}`);
  if (ours.currency && said.currency && ours.currency !== said.currency)
    found.push(`the currency is ${said.currency}, not ${ours.currency}`);
  if (
    ours.rate &&
    said.rate &&
    ours.total &&
    differ(home(ours.total, ours.rate), home(ours.total, said.rate))
  )
    found.push(`the exchange rate is ${text(said.rate)}, not ${text(ours.rate)}`);
  return found;
}

function moneyOf(document: WireObject) {
  return {
    tax: numberAt(document.TxnTaxDetail, 'TotalTax'),
    currency: (document.CurrencyRef as { readonly value?: string } | undefined)?.value,
    rate: numberAt(document, 'ExchangeRate'),
  };
}

/** The lines with the tax that was sent; where none was, because QuickBooks works it out, what the paper says. */
function intendedTotal(draft: Draft, total: string | null): Decimal | null {
  const isLeftToQuickBooks = 'GlobalTaxCalculation' in draft && !('TxnTaxDetail' in draft);
  if (isLeftToQuickBooks) return parseDecimal(total ?? '');
  const lines = Array.isArray(draft.Line) ? draft.Line : [];
  const amounts = lines.map((line) => numberAt(line, 'Amount') ?? ZERO);
  return add(sum(amounts), numberAt(draft.TxnTaxDetail, 'TotalTax') ?? ZERO);
}

function numberAt(object: unknown, member: string): Decimal | null {
  const value = (object as Record<string, unknown> | null | undefined)?.[member];
  return typeof value === 'number' ? decimalFromNumber(value) : null;
}

function differ(left: Decimal | null, right: Decimal | null): boolean {
  return left !== null && right !== null && !equal(left, right);
}

function home(amount: Decimal, rate: Decimal): Decimal {
  return round(multiply(amount, rate), HOME_DIGITS);
}

function text(value: Decimal | null): string {
  return value ? format(value) : 'not said';
}
