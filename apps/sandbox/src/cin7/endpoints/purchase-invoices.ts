import { fieldsOf, textIn } from '../http/body.js';
import { Cin7Error } from '../http/cin7-error.js';
import type { Cin7Call, Routes } from '../http/routes.js';
import { nextId } from '../model/identifiers.js';
import type { InvoicePart, Purchase } from '../model/purchase.js';
import { saveNow } from '../model/save-now.js';
import { renderInvoice } from '../render/render-invoice.js';
import { undoInvoice, voidInvoice } from '../rules/void-and-undo.js';
import { invoiceGate } from '../rules/write-gates.js';
import { anyPurchase, simplePurchase, viewOf } from './find-purchase.js';
import { emptyInvoice, writeInvoice } from './write-invoice.js';

const ZERO_GUID = '00000000-0000-0000-0000-000000000000';

function getSimpleInvoice({ tenant, query }: Cin7Call): object {
  const purchase = simplePurchase(tenant, query.text('TaskID'));
  return renderInvoice(purchase, onlyInvoice(purchase), viewOf(tenant, query).combineCharges);
}

function postSimpleInvoice({ tenant, body, world }: Cin7Call): object {
  const fields = fieldsOf(body);
  const purchase = simplePurchase(tenant, textIn(fields, 'TaskID'));
  const earlier = onlyInvoice(purchase);
  refuse(invoiceGate(purchase, earlier));
  const invoice = writeInvoice(tenant, purchase, fields, earlier);
  purchase.invoices = [invoice];
  saveNow(world, tenant, purchase);
  return renderInvoice(purchase, invoice, false);
}

function onlyInvoice(purchase: Purchase): InvoicePart {
  return purchase.invoices[0] ?? emptyInvoice({ taskId: purchase.id, group: 0, currencyRate: null });
}

function getInvoices({ tenant, query }: Cin7Call): object {
  return renderAll(anyPurchase(tenant, query.text('PurchaseID')), viewOf(tenant, query).combineCharges);
}

/** Without a task, or with the zero GUID, a new group begins. */
function postInvoice({ tenant, body, world }: Cin7Call): object {
  const fields = fieldsOf(body);
  const purchase = anyPurchase(tenant, textIn(fields, 'PurchaseID'));
  const taskId = textIn(fields, 'TaskID') ?? ZERO_GUID;
  const earlier = purchase.invoices.find((invoice) => invoice.taskId === taskId.toLowerCase());
  if (earlier === undefined && taskId !== ZERO_GUID)
    throw new Cin7Error('Purchase Task with specified ID not found');
  refuse(invoiceGate(purchase, earlier));
  const group = Math.max(0, ...purchase.invoices.map((invoice) => invoice.group)) + 1;
  const base =
    earlier ?? emptyInvoice({ taskId: nextId(tenant), group, currencyRate: purchase.currencyRate });
  const invoice = writeInvoice(tenant, purchase, fields, base);
  purchase.invoices =
    earlier === undefined
      ? [...purchase.invoices, invoice]
      : purchase.invoices.map((each) => (each === earlier ? invoice : each));
  saveNow(world, tenant, purchase);
  return renderAll(purchase, false);
}

function deleteInvoice({ tenant, query, world }: Cin7Call): object {
  const taskId = (query.text('TaskID') ?? query.text('ID') ?? '').toLowerCase();
  const purchase = tenant.purchases.withTask(taskId);
  const invoice = purchase?.invoices.find((each) => each.taskId === taskId);
  if (purchase === undefined || invoice === undefined)
    throw new Cin7Error('Purchase Task with specified ID not found');
  if (query.isTrue('Void')) voidInvoice(invoice);
  else undoInvoice(invoice);
  saveNow(world, tenant, purchase);
  return renderAll(purchase, false);
}

function refuse(problem: string | undefined): void {
  if (problem !== undefined) throw new Cin7Error(problem);
}

function renderAll(purchase: Purchase, combined: boolean): object {
  return {
    PurchaseID: purchase.id,
    Invoices: purchase.invoices.map((invoice) => renderInvoice(purchase, invoice, combined)),
  };
}

export const purchaseInvoiceRoutes: Routes = {
  'purchase/invoice': { GET: getSimpleInvoice, POST: postSimpleInvoice },
  'advanced-purchase/invoice': { GET: getInvoices, POST: postInvoice, DELETE: deleteInvoice },
};
