import { allocateRounding } from './allocate-rounding.js';
import type { Bill, BillLine } from './bill.js';
import { cut } from './cut.js';
import { add, compare, equal, format, isExactNumber, isZero, sum, ZERO } from './decimal.js';
import { documentNumber } from './document-number.js';
import type { Mapped } from './intention.js';
import { type LedgerAccount, type MappingContext, ruleTarget, termFor } from './mapping-context.js';
import { amountOf, isCurrency, type Money, roundToMoney } from './money.js';
import { type Problem, problem } from './problem.js';
import type { InvoiceLine, Purchase, SupplierInvoice } from './purchase.js';

/** QuickBooks' length of a line's description. */
const DESCRIPTION_LENGTH = 4000;

/** Accounts that no bill line may use: the ledger itself moves them. */
export const CONTROL_ACCOUNT_TYPES: readonly string[] = [
  'Accounts Payable',
  'Accounts Receivable',
  'Non-Posting',
];

/** Checks everything first, so that the operator sees every problem at once; builds only what is sound. */
export function billFromPurchase(
  purchase: Purchase,
  invoice: SupplierInvoice,
  context: MappingContext,
): Mapped<Bill> {
  const currency = purchase.currency ?? '';
  const amounts = isCurrency(currency)
    ? allocateRounding(lineTotals(invoice), billTotal(invoice, currency))
    : null;
  const problems = [
    ...currencyProblems(purchase, invoice, context),
    ...dateProblems(purchase, invoice),
    ...amountProblems(purchase, invoice, amounts),
    ...invoice.lines.flatMap((line, index) => lineProblems(line, index, context)),
  ];
  if (problems.length > 0 || !amounts) return { ok: false, problems };
  return { ok: true, value: build(purchase, invoice, amounts, context) };
}

/** What the bill comes to: what the supplier's paper says, tax and all. */
export function billTotal(invoice: SupplierInvoice, currency: string): Money {
  return roundToMoney(invoice.total, currency);
}

function lineTotals(invoice: SupplierInvoice) {
  return invoice.lines.map((line) => line.total);
}

function currencyProblems(purchase: Purchase, invoice: SupplierInvoice, context: MappingContext): Problem[] {
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
  if (invoice.rate === null || compare(invoice.rate, ZERO) <= 0)
    found.push(
      problem(
        'rate-missing',
        number,
        `Purchase ${number} is in ${currency} but has no exchange rate. Set it in Cin7.`,
      ),
    );
  return found;
}

function dateProblems(purchase: Purchase, invoice: SupplierInvoice): Problem[] {
  if (invoice.date) return [];
  return [
    problem('date-missing', purchase.number, `An invoice of ${purchase.number} has no date. Set it in Cin7.`),
  ];
}

function amountProblems(
  purchase: Purchase,
  invoice: SupplierInvoice,
  amounts: readonly Money[] | null,
): Problem[] {
  const { number } = purchase;
  if (invoice.lines.length === 0)
    return [problem('lines-missing', number, `The invoice of ${number} has no lines. Complete it in Cin7.`)];
  if (!isZero(invoice.tax) || invoice.lines.some((line) => !isZero(line.tax)))
    return [
      problem(
        'purchase-tax',
        'purchase tax',
        `The invoice of ${number} carries ${format(invoice.tax)} of tax. Purchase taxes are not carried yet; enter the bill by hand.`,
      ),
    ];
  if (compare(invoice.total, ZERO) < 0)
    return [
      problem(
        'negative-total',
        number,
        `The invoice of ${number} comes to ${format(invoice.total)}. QuickBooks takes no negative bill; use a credit note in Cin7.`,
      ),
    ];
  const currency = purchase.currency ?? '';
  if (!isCurrency(currency)) return [];
  const tooLong = [billTotal(invoice, currency), ...(amounts ?? [])].find(({ minor }) => !isExact(minor));
  if (tooLong)
    return [
      problem(
        'amount-unreadable',
        number,
        `The invoice of ${number} has the amount ${amountOf(tooLong)}, more digits than QuickBooks can hold. Correct it in Cin7.`,
      ),
    ];
  const adds = equal(add(invoice.totalBeforeTax, invoice.tax), invoice.total);
  if (!adds || !amounts)
    return [
      problem(
        'total-differs',
        number,
        `The lines of the invoice of ${number} come to ${format(sum(lineTotals(invoice)))}, the invoice says ${format(invoice.totalBeforeTax)} and ${format(invoice.total)} with tax. Correct it in Cin7.`,
      ),
    ];
  return [];
}

/** QuickBooks takes amounts as JSON numbers. */
function isExact(minor: bigint): boolean {
  return isExactNumber({ units: minor, scale: 0 });
}

function lineProblems(line: InvoiceLine, index: number, context: MappingContext): Problem[] {
  const label = `line ${index + 1} (${line.sku ?? line.description})`;
  if (!line.accountCode)
    return [problem('account-missing', label, `The invoice has no account in ${label}. Set it in Cin7.`)];
  const accountId = ruleTarget(context, 'account', line.accountCode);
  if (!accountId)
    return [
      problem(
        'account-unmapped',
        line.accountCode,
        `Cin7 account ${line.accountCode} is not mapped to an account of QuickBooks. Add a mapping rule for it.`,
      ),
    ];
  const reason = reasonNotToUse(context.accounts.get(accountId));
  if (!reason) return [];
  return [
    problem(
      'account-not-usable',
      line.accountCode,
      `Cin7 account ${line.accountCode} is mapped to account ${accountId} of QuickBooks, ${reason}. Map it to another account.`,
    ),
  ];
}

function reasonNotToUse(account: LedgerAccount | undefined): string | null {
  if (!account) return 'which does not exist there';
  if (!account.active) return `${account.name}, which is inactive`;
  if (CONTROL_ACCOUNT_TYPES.includes(account.type))
    return `${account.name}, which is of type ${account.type} and takes no bill lines`;
  return null;
}

function build(
  purchase: Purchase,
  invoice: SupplierInvoice,
  amounts: readonly Money[],
  context: MappingContext,
): Bill {
  const currency = purchase.currency ?? context.homeCurrency;
  const sourceNumber = invoice.number ?? purchase.number;
  return {
    documentNumber: documentNumber(sourceNumber),
    date: invoice.date ?? '',
    dueDate: invoice.dueDate,
    termId: termFor(context, purchase.terms),
    currency,
    exchangeRate: currency === context.homeCurrency ? null : invoice.rate,
    lines: invoice.lines.map((line, index) => buildLine(line, amounts[index], context, currency)),
    total: billTotal(invoice, currency),
    note: `Cin7 purchase ${purchase.number}, supplier invoice ${sourceNumber}`,
  };
}

function buildLine(
  line: InvoiceLine,
  amount: Money | undefined,
  context: MappingContext,
  currency: string,
): BillLine {
  const accountId = ruleTarget(context, 'account', line.accountCode);
  if (!accountId || !amount) throw new Error('A line was built that had not been checked');
  return { accountId, amount, description: describe(line, currency) };
}

function describe(line: InvoiceLine, currency: string): string {
  const article = [line.sku, line.description].filter(Boolean).join(' ');
  const price = `${format(line.quantity)} × ${format(line.price)} ${currency}`;
  return `${cut(article, DESCRIPTION_LENGTH - price.length - 3)} (${price})`.trim();
}
