import type { Charge, CreditNotePart, InvoicePart, Line, Payment, Purchase } from '../model/purchase.js';
import type { Tenant } from '../model/tenant.js';
import { isBilled, isCredited } from './purchase-status.js';

/** One double entry. It is turned into base currency only where it is shown. */
export interface Entry {
  readonly taskId: string;
  readonly debit: string;
  readonly credit: string;
  /** In the purchase's currency. */
  readonly amount: number;
  readonly rate: number;
  readonly date: string;
  readonly reference: string;
  readonly transaction: string;
}

type Document = Pick<InvoicePart, 'taskId' | 'date' | 'number' | 'lines' | 'charges'>;

/** What a purchase is to the books: its authorised invoices and credit notes, its payments, and what people journalled. */
export function purchaseEntries(tenant: Tenant, purchase: Purchase): Entry[] {
  const payables = tenant.suppliers.get(purchase.supplierId)?.accountPayable ?? '';
  return [
    ...purchase.order.prepayments.map((payment) => paymentEntry(purchase, payment, depositsAccount(tenant))),
    ...purchase.invoices.filter(isBilled).flatMap((invoice) => [
      ...documentEntries(tenant, purchase, {
        document: invoice,
        rate: rateOf(purchase, invoice),
        payables,
      }),
      ...invoice.payments.map((payment) => paymentEntry(purchase, payment, payables)),
    ]),
    ...purchase.creditNotes
      .filter(isCredited)
      .flatMap((note) => creditEntries(tenant, purchase, note, payables)),
    ...journalEntries(purchase),
  ];
}

function rateOf(purchase: Purchase, invoice: InvoicePart): number {
  return invoice.currencyRate ?? purchase.currencyRate;
}

function creditEntries(tenant: Tenant, purchase: Purchase, note: CreditNotePart, payables: string): Entry[] {
  const given = documentEntries(tenant, purchase, { document: note, rate: purchase.currencyRate, payables });
  const refunds = note.refunds.map((payment) => paymentEntry(purchase, payment, payables));
  return [...given, ...refunds].map((entry) => ({ ...entry, debit: entry.credit, credit: entry.debit }));
}

/** Each line on its own account, tax on that of its rule; the other side is always what is owed. */
function documentEntries(
  tenant: Tenant,
  purchase: Purchase,
  { document, rate, payables }: { document: Document; rate: number; payables: string },
): Entry[] {
  const common = {
    taskId: document.taskId,
    rate,
    credit: payables,
    date: document.date ?? purchase.orderDate,
    reference: document.number ?? '',
    transaction: `${purchase.supplierName} - ${purchase.orderNumber}`,
  };
  return [...document.lines, ...document.charges].flatMap((line) => [
    { ...common, debit: line.account ?? '', amount: netOf(purchase, line) },
    ...(line.tax === 0 ? [] : [{ ...common, debit: taxAccount(tenant, line), amount: line.tax }]),
  ]);
}

function netOf(purchase: Purchase, line: Line | Charge): number {
  return purchase.taxCalculation === 'Inclusive' ? line.total - line.tax : line.total;
}

function taxAccount({ books }: Tenant, { taxRule }: Line | Charge): string {
  return books.taxRules.find(({ name }) => name === taxRule)?.account ?? '';
}

function paymentEntry(purchase: Purchase, payment: Payment, debit: string): Entry {
  return {
    taskId: purchase.id,
    debit,
    credit: payment.account,
    amount: payment.amount,
    rate: payment.currencyRate,
    date: payment.datePaid,
    reference: payment.reference,
    transaction: `${purchase.supplierName} - ${purchase.orderNumber}`,
  };
}

/** Money paid before there is an invoice is an asset. */
function depositsAccount({ books }: Tenant): string {
  return books.accounts.find(({ name }) => name === 'Supplier Deposits')?.code ?? '';
}

function journalEntries(purchase: Purchase): Entry[] {
  const authorised = purchase.journals.filter(({ status }) => status === 'AUTHORISED');
  return authorised.flatMap(({ taskId, lines }) =>
    lines.map(({ debit, credit, amount, date, reference }) => ({
      taskId,
      debit,
      credit,
      amount,
      rate: 1,
      date,
      reference,
      transaction: `${purchase.supplierName} - ${purchase.orderNumber}`,
    })),
  );
}
