import { fieldsOf, textIn } from '../http/body.js';
import { refuse } from '../http/refuse.js';
import type { Cin7Call, Routes } from '../http/routes.js';
import { nextId } from '../model/identifiers.js';
import type { Purchase, ReceiptPart } from '../model/purchase.js';
import { saveNow } from '../model/save-now.js';
import type { PurchaseView } from '../render/purchase-view.js';
import { renderPutAway, renderReceipt } from '../render/render-receipt.js';
import { convertToAdvanced } from '../rules/convert-to-advanced.js';
import { stockGate } from '../rules/gates/stock-gate.js';
import { absentStatus } from '../rules/purchase-status.js';
import { anyPurchase, plainViewOf, purchaseWithTask, simplePurchase, viewOf } from './find-purchase.js';
import { emptyInvoice } from './write-invoice.js';
import { type Group, withPart, writtenGroup } from './written-group.js';
import { writtenReceipt } from './written-receipt.js';

function getSimpleStock(call: Cin7Call): object {
  return renderSimple(simplePurchase(call.tenant, call.query.text('TaskID')), viewOf(call));
}

function postSimpleStock(call: Cin7Call): object {
  const { tenant, world } = call;
  const fields = fieldsOf(call.body);
  const purchase = simplePurchase(tenant, textIn(fields, 'TaskID'));
  const earlier = onlyReceipt(purchase);
  refuse(stockGate(purchase, earlier));
  purchase.receipts = [writtenReceipt(tenant, fields, { earlier, places: 'named' })];
  saveNow(world, tenant, purchase);
  return renderSimple(purchase, plainViewOf(call));
}

function onlyReceipt(purchase: Purchase): ReceiptPart {
  const absent = { taskId: purchase.id, group: 0, status: absentStatus(purchase), lines: [] };
  return purchase.receipts[0] ?? absent;
}

/** The one receipt with its places and cards, under the purchase's own id. */
function renderSimple(purchase: Purchase, view: PurchaseView): object {
  return renderPutAway(onlyReceipt(purchase), view);
}

function getStock({ tenant, query }: Cin7Call): object {
  return renderAll(anyPurchase(tenant, query.text('PurchaseID')));
}

/** To receive by this endpoint turns a simple purchase into an advanced one, for good. */
function writeStock(call: Cin7Call): object {
  const { tenant, world } = call;
  const fields = fieldsOf(call.body);
  const purchase = anyPurchase(tenant, textIn(fields, 'PurchaseID'));
  const isConverted = purchase.type === 'simple';
  const group = isConverted ? { taskId: nextId(tenant), group: 1 } : writtenGroup(tenant, purchase, fields);
  const earlier = isConverted
    ? purchase.receipts[0]
    : purchase.receipts.find(({ taskId }) => taskId === group.taskId);
  refuse(stockGate(purchase, earlier));
  const base = { status: 'NOT AVAILABLE' as const, lines: [], ...earlier, ...group };
  const receipt = writtenReceipt(tenant, fields, { earlier: base, places: 'none' });
  if (isConverted) convertToAdvanced(purchase, group.taskId);
  purchase.receipts = withPart(purchase.receipts, receipt);
  withEmptyInvoice(purchase, group);
  saveNow(world, tenant, purchase);
  return renderAll(purchase);
}

/** A new group comes with an invoice that nobody has written yet. */
function withEmptyInvoice(purchase: Purchase, group: Group): void {
  if (purchase.invoices.some(({ taskId }) => taskId === group.taskId)) return;
  purchase.invoices = [...purchase.invoices, emptyInvoice({ ...group, currencyRate: purchase.currencyRate })];
}

/** Answers 200 in either case. */
function deleteStock({ tenant, query, world }: Cin7Call): object {
  const taskId = (query.text('TaskID') ?? '').toLowerCase();
  const purchase = purchaseWithTask(tenant, taskId);
  const receipt = purchase.receipts.find((each) => each.taskId === taskId);
  if (receipt !== undefined && tenant.settings.advancedStockDelete === 'undo') {
    receipt.status = query.isTrue('Void') ? 'VOIDED' : 'DRAFT';
    if (receipt.status === 'VOIDED') receipt.lines = [];
    saveNow(world, tenant, purchase);
  }
  return renderAll(purchase);
}

function renderAll(purchase: Purchase): object {
  return { PurchaseID: purchase.id, StockReceiving: purchase.receipts.map(renderReceipt) };
}

export const purchaseStockRoutes: Routes = {
  'purchase/stock': { GET: getSimpleStock, POST: postSimpleStock },
  'advanced-purchase/stock': { GET: getStock, POST: writeStock, PUT: writeStock, DELETE: deleteStock },
};
