import type { InvoicePart, Line, Purchase } from '../model/purchase.js';
import { inBaseCurrency } from '../rules/base-currency.js';
import { isBilled, isCredited } from '../rules/purchase-status.js';
import { renderMovement } from './render-lines.js';

/** What the stock is worth because of this purchase, in base currency. Receipts alone move quantities, not money. */
export function renderMovements(purchase: Purchase): object[] {
  return [
    ...purchase.creditNotes
      .filter(isCredited)
      .flatMap((note) =>
        note.lines.map((line) =>
          movement(line, { taskId: note.taskId, date: note.date, rate: -purchase.currencyRate }),
        ),
      ),
    ...purchase.invoices
      .filter(isBilled)
      .flatMap((invoice) =>
        invoice.lines.map((line) =>
          movement(line, { taskId: invoice.taskId, date: invoice.date, rate: rateOf(invoice, purchase) }),
        ),
      ),
  ];
}

function rateOf(invoice: InvoicePart, purchase: Purchase): number {
  return invoice.currencyRate ?? purchase.currencyRate;
}

function movement(line: Line, at: { taskId: string; date: string | null; rate: number }): object {
  return renderMovement({
    taskId: at.taskId,
    productId: line.productId ?? '',
    date: at.date,
    cogs: inBaseCurrency(line.total, at.rate),
  });
}
