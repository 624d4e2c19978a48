import { fieldsOf, textIn } from '../http/body.js';
import { Cin7Error } from '../http/cin7-error.js';
import type { Cin7Call, Routes } from '../http/routes.js';
import type { Purchase } from '../model/purchase.js';
import { saveNow } from '../model/save-now.js';
import { renderAdvancedPurchase, renderEmptyShell } from '../render/render-advanced-purchase.js';
import { renderSimplePurchase } from '../render/render-simple-purchase.js';
import { undoPurchase, voidPurchase } from '../rules/void-and-undo.js';
import { anyPurchase, simplePurchase, viewOf } from './find-purchase.js';
import { newPurchase } from './new-purchase.js';

function getSimple({ tenant, query }: Cin7Call): object {
  return renderSimplePurchase(simplePurchase(tenant, query.text('ID')), viewOf(tenant, query));
}

function getAdvanced({ tenant, query }: Cin7Call): object {
  const purchase = anyPurchase(tenant, query.text('ID'));
  const isShell = purchase.type === 'simple' && tenant.settings.simpleThroughAdvanced === 'shell';
  return (isShell ? renderEmptyShell : renderAdvancedPurchase)(purchase, viewOf(tenant, query));
}

function postSimple(call: Cin7Call): object {
  return renderSimplePurchase(newPurchase(call, 'simple'), viewOf(call.tenant, call.query));
}

function postAdvanced(call: Cin7Call): object {
  const fields = fieldsOf(call.body);
  const isSimple = textIn(fields, 'PurchaseType')?.toLowerCase().startsWith('simple') === true;
  const type = fields.IsServiceOnly === true ? 'service' : isSimple ? 'simple' : 'advanced';
  return renderAdvancedPurchase(newPurchase(call, type), viewOf(call.tenant, call.query));
}

function deleteSimple(call: Cin7Call): object {
  const purchase = simplePurchase(call.tenant, call.query.text('ID'));
  voidOrUndo(call, purchase);
  return renderSimplePurchase(purchase, viewOf(call.tenant, call.query));
}

function deleteAdvanced(call: Cin7Call): object {
  const purchase = anyPurchase(call.tenant, call.query.text('ID'));
  voidOrUndo(call, purchase);
  return renderAdvancedPurchase(purchase, viewOf(call.tenant, call.query));
}

/** Without `Void=true` a DELETE is an undo. */
function voidOrUndo({ tenant, query, world }: Cin7Call, purchase: Purchase): void {
  if (purchase.isVoided) throw new Cin7Error('Purchase is already voided.');
  if (query.isTrue('Void')) voidPurchase(purchase);
  else undoPurchase(purchase);
  saveNow(world, tenant, purchase);
}

export const purchaseRoutes: Routes = {
  purchase: { GET: getSimple, POST: postSimple, DELETE: deleteSimple },
  'advanced-purchase': { GET: getAdvanced, POST: postAdvanced, DELETE: deleteAdvanced },
};
