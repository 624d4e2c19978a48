import { documentFromPurchase } from './document-from-purchase.js';
import { documentNumber } from './document-number.js';
import type { Mapped } from './intention.js';
import { type MappingContext, termFor } from './mapping-context.js';
import { type Problem, problem } from './problem.js';
import type { Purchase, PurchaseLine } from './purchase.js';
import type { PurchaseOrder } from './purchase-document.js';

/** The order part of a purchase becomes a purchase order. */
export function orderFromPurchase(purchase: Purchase, context: MappingContext): Mapped<PurchaseOrder> {
  const { order } = purchase;
  const mapped = documentFromPurchase(
    {
      purchase,
      source: order,
      date: order.date,
      rate: purchase.rate,
      label: `the order of ${purchase.number}`,
      documentNumber: documentNumber(purchase.number),
      note: [`Cin7 purchase ${purchase.number}`, order.memo].filter(Boolean).join(': '),
      accountCodeOf: (line) => accountCodeOf(line, purchase),
      orderLines: [],
    },
    // An order moves no account, so closed books do not mind it.
    { ...context, closingDate: null },
  );
  const payableId = payableOf(purchase, context);
  if (!mapped.ok) return mapped;
  if (payableId === null) return { ok: false, problems: [payablesMissing(purchase, context)] };
  return {
    ok: true,
    value: {
      ...mapped.value,
      payableId,
      expectedOn: purchase.requiredBy,
      termId: termFor(context, purchase.terms),
      closed: order.closed,
    },
  };
}

/** Every currency has an account payable of its own. One of another currency spoils the order, so none stands in for it. */
function payableOf({ currency }: Purchase, { payables, homeCurrency }: MappingContext): string | null {
  return payables.get(currency ?? homeCurrency) ?? null;
}

/** QuickBooks opens the account of a currency with the first bill in it, which an order may well come before. */
function payablesMissing({ number, currency }: Purchase, { homeCurrency }: MappingContext): Problem {
  const wanted = currency ?? homeCurrency;
  return problem(
    'payables-missing',
    wanted,
    `The order of ${number} needs an account payable in ${wanted}, and QuickBooks has no active one. Make one there; the first bill in ${wanted} makes one, too.`,
  );
}

/** An order's lines name no account in Cin7: what the goods were invoiced on, else the account for stock. */
function accountCodeOf(line: PurchaseLine, { invoices, inventoryAccount }: Purchase): string | null {
  const invoiced = invoices
    .flatMap(({ lines }) => lines)
    .find(
      (each) =>
        each.accountCode !== null &&
        (line.productId !== null
          ? each.productId === line.productId
          : each.productId === null && each.description === line.description),
    );
  return line.accountCode ?? invoiced?.accountCode ?? inventoryAccount;
}
