import { dateIn, type Fields, fieldsOf, numberIn, requiredText, textIn } from '../http/body.js';
import { Cin7Error } from '../http/cin7-error.js';
import type { Cin7Call, Routes } from '../http/routes.js';
import type { Payment, Purchase } from '../model/purchase.js';
import { saveNow } from '../model/save-now.js';
import { renderPayment } from '../render/render-lines.js';
import { isBilled, isCredited } from '../rules/purchase-status.js';
import { addPayment } from '../rules/settle-invoice.js';
import { buildPayment } from '../seed/build-payment.js';
import { anyPurchase } from './find-purchase.js';

type Kind = 'Payment' | 'Refund' | 'Prepayment';

/** A list without an envelope, unlike all others. */
function getPayments({ tenant, query }: Cin7Call): object {
  const purchase = anyPurchase(tenant, query.text('TaskID'));
  return [
    ...purchase.order.prepayments.map((payment) => render(purchase, 'Prepayment', payment)),
    ...purchase.invoices
      .flatMap((each) => each.payments)
      .map((payment) => render(purchase, 'Payment', payment)),
    ...purchase.creditNotes
      .flatMap((each) => each.refunds)
      .map((payment) => render(purchase, 'Refund', payment)),
  ];
}

function postPayment({ tenant, body, world }: Cin7Call): object {
  const fields = fieldsOf(body);
  const purchase = anyPurchase(tenant, textIn(fields, 'TaskID'));
  const kind = kindIn(fields);
  const amount = numberIn(fields, 'Amount');
  const date = dateIn(fields, 'DatePaid');
  if (amount === undefined) throw new Cin7Error('Required attribute Amount is not provided.');
  if (date === null) throw new Cin7Error('Required attribute DatePaid is not provided.');
  const payment = buildPayment(tenant, purchase, {
    amount,
    date,
    account: requiredText(fields, 'Account'),
    reference: textIn(fields, 'Reference'),
    currencyRate: numberIn(fields, 'CurrencyRate'),
  });
  attach(purchase, kind, payment);
  saveNow(world, tenant, purchase);
  return render(purchase, kind, payment);
}

function kindIn(fields: Fields): Kind {
  const word = requiredText(fields, 'Type').toLowerCase();
  if (word === 'payment') return 'Payment';
  if (word === 'refund') return 'Refund';
  if (word === 'prepayment') return 'Prepayment';
  throw new Cin7Error("Attribute 'Type' is invalid.");
}

function attach(purchase: Purchase, kind: Kind, payment: Payment): void {
  if (kind === 'Prepayment') {
    purchase.order.prepayments = [...purchase.order.prepayments, payment];
    return;
  }
  if (kind === 'Refund') {
    const note = purchase.creditNotes.find(isCredited);
    if (note === undefined) throw new Cin7Error('Please authorise Credit Note before Refund');
    note.refunds = [...note.refunds, payment];
    return;
  }
  const invoice = purchase.invoices.find(isBilled);
  if (invoice === undefined) throw new Cin7Error('Please authorise Invoice before Payment');
  addPayment(purchase, invoice, payment);
}

function render(purchase: Purchase, kind: Kind, payment: Payment): object {
  return { TaskID: purchase.id, Type: kind, ...renderPayment(payment), DepositID: null };
}

export const purchasePaymentRoutes: Routes = { 'purchase/payment': { GET: getPayments, POST: postPayment } };
