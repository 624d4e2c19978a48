import { type Fields, fieldsOf, textIn } from '../http/body.js';
import { Cin7Error } from '../http/cin7-error.js';
import type { Cin7Call, Routes } from '../http/routes.js';
import type { Purchase } from '../model/purchase.js';
import { saveNow } from '../model/save-now.js';
import { renderParts } from '../render/render-lines.js';
import { renderTotals } from '../render/render-totals.js';
import { documentAmounts } from '../rules/document-amounts.js';
import { anyPurchase, viewOf } from './find-purchase.js';
import { writtenParts } from './written-lines.js';

function getOrder({ tenant, query }: Cin7Call): object {
  return render(anyPurchase(tenant, query.text('TaskID')), viewOf(tenant, query).combineCharges);
}

/** Overwrites the order's lines; possible only while nobody has authorised it. */
function postOrder({ tenant, body, world }: Cin7Call): object {
  const fields = fieldsOf(body);
  const purchase = anyPurchase(tenant, textIn(fields, 'TaskID'));
  const { status } = purchase.order;
  if (purchase.isVoided || (status !== 'DRAFT' && status !== 'NOT AVAILABLE'))
    throw new Cin7Error(`Purchase order with status ${status} can't be changed.`);
  const { order } = purchase;
  purchase.order = {
    ...order,
    ...writtenParts(tenant, fields, 'order'),
    memo: textIn(fields, 'Memo') ?? order.memo,
    status: writtenStatus(fields),
  };
  saveNow(world, tenant, purchase);
  return render(purchase, false);
}

/** A POST may leave a draft or authorise; everything else is Cin7's own to say. */
export function writtenStatus(fields: Fields): 'DRAFT' | 'AUTHORISED' {
  const status = textIn(fields, 'Status')?.toUpperCase();
  if (status === undefined) throw new Cin7Error('Required attribute Status is not provided.');
  if (status !== 'DRAFT' && status !== 'AUTHORISED') throw new Cin7Error("Attribute 'Status' is invalid.");
  return status;
}

function render(purchase: Purchase, combined: boolean): object {
  return {
    TaskID: purchase.id,
    CombineAdditionalCharges: combined,
    Memo: purchase.order.memo,
    Status: purchase.order.status,
    ...renderParts(purchase.order, 'order', combined),
    ...renderTotals(documentAmounts(purchase.order, purchase.taxCalculation)),
  };
}

export const purchaseOrderRoutes: Routes = { 'purchase/order': { GET: getOrder, POST: postOrder } };
