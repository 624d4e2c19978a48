import { type Fields, fieldsOf, textIn } from '../http/body.js';
import { Cin7Error } from '../http/cin7-error.js';
import { refuse } from '../http/refuse.js';
import type { Cin7Call, Routes } from '../http/routes.js';
import type { Purchase } from '../model/purchase.js';
import { saveNow } from '../model/save-now.js';
import type { PurchaseView } from '../render/purchase-view.js';
import { renderParts } from '../render/render-parts.js';
import { renderTotals } from '../render/render-totals.js';
import { documentAmounts } from '../rules/document-amounts.js';
import { orderGate } from '../rules/gates/order-gate.js';
import { anyPurchase, plainViewOf, viewOf } from './find-purchase.js';
import { writtenParts } from './written-lines.js';

function getOrder(call: Cin7Call): object {
  return render(anyPurchase(call.tenant, call.query.text('TaskID')), viewOf(call));
}

/** Overwrites the order's lines; possible only while nobody has authorised it. */
function postOrder(call: Cin7Call): object {
  const { tenant, world } = call;
  const fields = fieldsOf(call.body);
  const purchase = anyPurchase(tenant, textIn(fields, 'TaskID'));
  refuse(orderGate(purchase));
  const { order, taxCalculation: calculation } = purchase;
  purchase.order = {
    ...order,
    ...writtenParts(tenant, fields, { kind: 'order', calculation }),
    memo: textIn(fields, 'Memo') ?? order.memo,
    status: writtenStatus(fields),
  };
  saveNow(world, tenant, purchase);
  return render(purchase, plainViewOf(call));
}

/** A POST may leave a draft or authorise; everything else is Cin7's own to say. */
export function writtenStatus(fields: Fields): 'DRAFT' | 'AUTHORISED' {
  const status = textIn(fields, 'Status')?.toUpperCase();
  if (status === undefined) throw new Cin7Error('Required attribute Status is not provided.');
  if (status !== 'DRAFT' && status !== 'AUTHORISED') throw new Cin7Error("Attribute 'Status' is invalid.");
  return status;
}

function render(purchase: Purchase, view: PurchaseView): object {
  return {
    TaskID: purchase.id,
    CombineAdditionalCharges: view.combineCharges,
    Memo: purchase.order.memo,
    Status: purchase.order.status,
    ...renderParts(purchase, purchase.order, { document: 'order', view }),
    ...renderTotals(documentAmounts(purchase.order, purchase.taxCalculation)),
  };
}

export const purchaseOrderRoutes: Routes = { 'purchase/order': { GET: getOrder, POST: postOrder } };
