import { fieldsOf, requiredText, textIn } from '../http/body.js';
import { Cin7Error } from '../http/cin7-error.js';
import { refuse } from '../http/refuse.js';
import type { Cin7Call, Routes } from '../http/routes.js';
import type { Purchase } from '../model/purchase.js';
import { saveNow } from '../model/save-now.js';
import { renderAdvancedPurchase, renderEmptyShell } from '../render/render-advanced-purchase.js';
import { renderSimplePurchase } from '../render/render-simple-purchase.js';
import { lockDateGate } from '../rules/gates/lock-date-gate.js';
import { undoPurchase, voidPurchase } from '../rules/void-and-undo.js';
import { anyPurchase, plainViewOf, simplePurchase, viewOf } from './find-purchase.js';
import { changeHeader, newPurchase } from './new-purchase.js';

function getSimple(call: Cin7Call): object {
  return renderSimplePurchase(simplePurchase(call.tenant, call.query.text('ID')), viewOf(call));
}

function getAdvanced(call: Cin7Call): object {
  const { tenant, query } = call;
  const purchase = anyPurchase(tenant, query.text('ID'));
  const isShell = purchase.type === 'simple' && tenant.settings.simpleThroughAdvanced === 'shell';
  return (isShell ? renderEmptyShell : renderAdvancedPurchase)(purchase, viewOf(call));
}

function postSimple(call: Cin7Call): object {
  return renderSimplePurchase(newPurchase(call, 'simple'), plainViewOf(call));
}

function postAdvanced(call: Cin7Call): object {
  const fields = fieldsOf(call.body);
  const isSimple = textIn(fields, 'PurchaseType')?.toLowerCase().startsWith('simple') === true;
  const type = fields.IsServiceOnly === true ? 'service' : isSimple ? 'simple' : 'advanced';
  return renderAdvancedPurchase(newPurchase(call, type), plainViewOf(call));
}

function putSimple(call: Cin7Call): object {
  const purchase = simplePurchase(call.tenant, requiredText(fieldsOf(call.body), 'ID'));
  changeHeader(call, purchase);
  return renderSimplePurchase(purchase, plainViewOf(call));
}

function putAdvanced(call: Cin7Call): object {
  const purchase = anyPurchase(call.tenant, requiredText(fieldsOf(call.body), 'ID'));
  changeHeader(call, purchase);
  return renderAdvancedPurchase(purchase, plainViewOf(call));
}

function deleteSimple(call: Cin7Call): object {
  const purchase = simplePurchase(call.tenant, call.query.text('ID'));
  voidOrUndo(call, purchase);
  return renderSimplePurchase(purchase, plainViewOf(call));
}

function deleteAdvanced(call: Cin7Call): object {
  const purchase = anyPurchase(call.tenant, call.query.text('ID'));
  voidOrUndo(call, purchase);
  return renderAdvancedPurchase(purchase, plainViewOf(call));
}

/** Without `Void=true` a DELETE is an undo. */
function voidOrUndo({ tenant, query, world }: Cin7Call, purchase: Purchase): void {
  if (purchase.isVoided) throw new Cin7Error('Purchase is already voided.');
  const dates = [...purchase.invoices, ...purchase.creditNotes].map(({ date }) => date);
  refuse(lockDateGate(tenant.settings.lockDate, ...dates));
  if (query.isTrue('Void')) voidPurchase(purchase);
  else undoPurchase(purchase);
  saveNow(world, tenant, purchase);
}

export const purchaseRoutes: Routes = {
  purchase: { GET: getSimple, POST: postSimple, PUT: putSimple, DELETE: deleteSimple },
  'advanced-purchase': { GET: getAdvanced, POST: postAdvanced, PUT: putAdvanced, DELETE: deleteAdvanced },
};
