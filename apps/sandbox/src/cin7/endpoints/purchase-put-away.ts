import { fieldsOf, textIn } from '../http/body.js';
import { Cin7Error } from '../http/cin7-error.js';
import type { Cin7Call, Routes } from '../http/routes.js';
import { saveNow } from '../model/save-now.js';
import { renderPutAway } from '../render/render-receipt.js';
import { anyPurchase, plainViewOf } from './find-purchase.js';
import { writtenStatus } from './purchase-orders.js';
import { writtenReceiptLines } from './written-receipt.js';

function getPutAway(call: Cin7Call): object {
  const purchase = anyPurchase(call.tenant, call.query.text('PurchaseID'));
  const view = plainViewOf(call);
  return {
    PurchaseID: purchase.id,
    PutAway: purchase.receipts.map((receipt) => renderPutAway(receipt, view)),
  };
}

/** Overwrites where the goods of one group lie. */
function postPutAway(call: Cin7Call): object {
  const { tenant, world } = call;
  const fields = fieldsOf(call.body);
  const purchase = anyPurchase(tenant, textIn(fields, 'PurchaseID'));
  const taskId = textIn(fields, 'TaskID')?.toLowerCase();
  const receipt = purchase.receipts.find((each) => each.taskId === taskId);
  if (receipt === undefined) throw new Cin7Error('Purchase Task with specified ID not found');
  receipt.putAway = {
    status: writtenStatus(fields),
    lines: writtenReceiptLines(tenant, fields, 'named'),
  };
  saveNow(world, tenant, purchase);
  const view = plainViewOf(call);
  return { PurchaseID: purchase.id, PutAway: purchase.receipts.map((each) => renderPutAway(each, view)) };
}

export const purchasePutAwayRoutes: Routes = {
  'advanced-purchase/put-away': { GET: getPutAway, POST: postPutAway },
};
