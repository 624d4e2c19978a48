import { type Fields, fieldsOf, requiredText, textIn } from '../http/body.js';
import { Cin7Error } from '../http/cin7-error.js';
import { refuse } from '../http/refuse.js';
import type { Cin7Call, Routes } from '../http/routes.js';
import type { Purchase } from '../model/purchase.js';
import { saveNow } from '../model/save-now.js';
import type { Tenant } from '../model/tenant.js';
import { renderPayment } from '../render/render-lines.js';
import { allPayments, type PaymentKind, type PlacedPayment } from '../rules/all-payments.js';
import { lockDateGate } from '../rules/gates/lock-date-gate.js';
import { attachPayment, detachPayment } from '../rules/settle-invoice.js';
import { depositGate, returnToDeposit, takeFromDeposit } from '../rules/use-deposit.js';
import { anyPurchase, purchaseWithTask } from './find-purchase.js';
import { writtenPayment } from './written-payment.js';

type Render = (placed: PlacedPayment) => object;

/** A list without an envelope, unlike all others. */
function getPayments({ tenant, query }: Cin7Call): object {
  return allPayments(purchaseWithTask(tenant, query.text('TaskID'))).map(renderSimple);
}

/** Any of the purchase's numbers will do to find it. */
function getAdvancedPayments({ tenant, query }: Cin7Call): object {
  const id = query.text('PurchaseID');
  const purchase = id === undefined ? numbered(tenant, query) : anyPurchase(tenant, id);
  return allPayments(purchase).map(renderAdvanced);
}

function numbered(tenant: Tenant, query: Cin7Call['query']): Purchase {
  const order = query.text('OrderNumber');
  const invoice = query.text('InvoiceNumber');
  const note = query.text('CreditNoteNumber');
  const found = tenant.purchases
    .all()
    .find(
      ({ purchase }) =>
        (order !== undefined && purchase.orderNumber === order) ||
        (invoice !== undefined && purchase.invoices.some(({ number }) => number === invoice)) ||
        (note !== undefined && purchase.creditNotes.some(({ number }) => number === note)),
    );
  if (found === undefined) throw new Cin7Error('Purchase not found');
  return found.purchase;
}

function posting(render: Render): (call: Cin7Call) => object {
  return ({ tenant, body, world }) => {
    const fields = fieldsOf(body);
    const taskId = textIn(fields, 'TaskID')?.toLowerCase();
    const purchase = purchaseWithTask(tenant, taskId);
    const kind = kindIn(fields);
    const payment = writtenPayment(tenant, purchase, fields, undefined);
    refuse(lockDateGate(tenant.settings.lockDate, payment.datePaid) ?? depositGate(tenant, payment));
    const placed = attachPayment(purchase, { kind, payment, taskId: taskId ?? purchase.id });
    takeFromDeposit(tenant, payment);
    saveNow(world, tenant, purchase);
    return render(placed);
  };
}

function putting(render: Render): (call: Cin7Call) => object {
  return ({ tenant, body, world }) => {
    const fields = fieldsOf(body);
    const earlier = paymentWithId(tenant, requiredText(fields, 'ID'));
    const { purchase, kind, taskId } = earlier;
    const payment = writtenPayment(tenant, purchase, fields, earlier.payment);
    refuse(lockDateGate(tenant.settings.lockDate, earlier.payment.datePaid, payment.datePaid));
    detachPayment(purchase, earlier.payment.id);
    const placed = attachPayment(purchase, { kind, payment, taskId });
    saveNow(world, tenant, purchase);
    return render(placed);
  };
}

/** Serves payments of every kind of purchase. What came from a deposit goes back to it, unless told not to. */
function deletePayment({ tenant, query, world }: Cin7Call): object {
  const { purchase, payment } = paymentWithId(tenant, query.text('ID') ?? '');
  refuse(lockDateGate(tenant.settings.lockDate, payment.datePaid));
  detachPayment(purchase, payment.id);
  if (query.flag('DeleteAllocation') ?? true) returnToDeposit(tenant, payment);
  saveNow(world, tenant, purchase);
  return { Success: true };
}

function paymentWithId(tenant: Tenant, id: string): PlacedPayment {
  const wanted = id.toLowerCase();
  for (const { purchase } of tenant.purchases.all()) {
    const found = allPayments(purchase).find(({ payment }) => payment.id === wanted);
    if (found !== undefined) return found;
  }
  throw new Cin7Error('Payment with specified ID not found');
}

function kindIn(fields: Fields): PaymentKind {
  const word = requiredText(fields, 'Type').toLowerCase();
  if (word === 'payment') return 'Payment';
  if (word === 'refund') return 'Refund';
  if (word === 'prepayment') return 'Prepayment';
  throw new Cin7Error("Attribute 'Type' is invalid.");
}

function renderSimple({ purchase, kind, payment }: PlacedPayment): object {
  return { TaskID: purchase.id, Type: kind, ...renderPayment(payment), DepositID: payment.depositId };
}

function renderAdvanced(placed: PlacedPayment): object {
  return { PurchaseID: placed.purchase.id, ...renderSimple(placed), TaskID: placed.taskId };
}

export const purchasePaymentRoutes: Routes = {
  'purchase/payment': {
    GET: getPayments,
    POST: posting(renderSimple),
    PUT: putting(renderSimple),
    DELETE: deletePayment,
  },
  'advanced-purchase/payment': {
    GET: getAdvancedPayments,
    POST: posting(renderAdvanced),
    PUT: putting(renderAdvanced),
    DELETE: deletePayment,
  },
};
