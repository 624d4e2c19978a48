import { fieldsOf, textIn } from '../http/body.js';
import { Cin7Error } from '../http/cin7-error.js';
import { refuse } from '../http/refuse.js';
import type { Cin7Call, Routes } from '../http/routes.js';
import type { Purchase } from '../model/purchase.js';
import { saveNow } from '../model/save-now.js';
import type { PurchaseView } from '../render/purchase-view.js';
import { renderInvoice } from '../render/render-invoice.js';
import { absentInvoice } from '../render/render-simple-purchase.js';
import { invoiceGate } from '../rules/gates/invoice-gate.js';
import { lockDateGate } from '../rules/gates/lock-date-gate.js';
import { undoInvoiceGate } from '../rules/gates/undo-gate.js';
import { undoInvoice, voidInvoice } from '../rules/void-and-undo.js';
import { anyPurchase, plainViewOf, simplePurchase, viewOf } from './find-purchase.js';
import { emptyInvoice, writeInvoice } from './write-invoice.js';
import { withPart, writtenGroup } from './written-group.js';

function getSimpleInvoice(call: Cin7Call): object {
  const purchase = simplePurchase(call.tenant, call.query.text('TaskID'));
  return renderInvoice(purchase, purchase.invoices[0] ?? absentInvoice(purchase), viewOf(call));
}

function postSimpleInvoice(call: Cin7Call): object {
  const { tenant, world } = call;
  const fields = fieldsOf(call.body);
  const purchase = simplePurchase(tenant, textIn(fields, 'TaskID'));
  const earlier = purchase.invoices[0] ?? absentInvoice(purchase);
  refuse(invoiceGate(purchase, earlier));
  const invoice = writeInvoice(tenant, purchase, fields, earlier);
  purchase.invoices = [invoice];
  saveNow(world, tenant, purchase);
  return renderInvoice(purchase, invoice, plainViewOf(call));
}

function getInvoices(call: Cin7Call): object {
  return renderAll(anyPurchase(call.tenant, call.query.text('PurchaseID')), viewOf(call));
}

function postInvoice(call: Cin7Call): object {
  const { tenant, world } = call;
  const fields = fieldsOf(call.body);
  const purchase = anyPurchase(tenant, textIn(fields, 'PurchaseID'));
  const group = writtenGroup(tenant, purchase, fields);
  const earlier = purchase.invoices.find(({ taskId }) => taskId === group.taskId);
  refuse(invoiceGate(purchase, earlier));
  const base = earlier ?? emptyInvoice({ ...group, currencyRate: purchase.currencyRate });
  purchase.invoices = withPart(purchase.invoices, writeInvoice(tenant, purchase, fields, base));
  saveNow(world, tenant, purchase);
  return renderAll(purchase, plainViewOf(call));
}

/** Without `Void=true` a DELETE is an undo. */
function deleteInvoice(call: Cin7Call): object {
  const { tenant, query, world } = call;
  const taskId = (query.text('TaskID') ?? query.text('ID') ?? '').toLowerCase();
  const purchase = tenant.purchases.withTask(taskId);
  const invoice = purchase?.invoices.find((each) => each.taskId === taskId);
  if (purchase === undefined || invoice === undefined)
    throw new Cin7Error('Purchase Task with specified ID not found');
  refuse(lockDateGate(tenant.settings.lockDate, invoice.date) ?? undoInvoiceGate(purchase, invoice));
  if (query.isTrue('Void')) voidInvoice(invoice);
  else undoInvoice(invoice);
  saveNow(world, tenant, purchase);
  return renderAll(purchase, plainViewOf(call));
}

function renderAll(purchase: Purchase, view: PurchaseView): object {
  return {
    PurchaseID: purchase.id,
    Invoices: purchase.invoices.map((invoice) => renderInvoice(purchase, invoice, view)),
  };
}

export const purchaseInvoiceRoutes: Routes = {
  'purchase/invoice': { GET: getSimpleInvoice, POST: postSimpleInvoice },
  'advanced-purchase/invoice': { GET: getInvoices, POST: postInvoice, DELETE: deleteInvoice },
};
