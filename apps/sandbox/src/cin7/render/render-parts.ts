import type { Charge, Line, Purchase } from '../model/purchase.js';
import { shownLineTotal } from '../rules/shown-line-total.js';
import type { PurchaseView } from './purchase-view.js';
import { renderCharge, renderInvoiceLine, renderOrderLine } from './render-lines.js';

/** With `CombineAdditionalCharges` the charges stand among the lines, and the lines lose their product ids. */
export function renderParts(
  purchase: Purchase,
  part: { lines: readonly Line[]; charges: readonly Charge[] },
  { document, view }: { document: 'order' | 'invoice'; view: PurchaseView },
): { Lines: object[]; AdditionalCharges: object[] } {
  const shown = <Each extends Line | Charge>(each: Each): Each => ({
    ...each,
    total: shownLineTotal(each, purchase.taxCalculation, view.lineTotals),
  });
  const lines = part.lines.map(shown).map(document === 'order' ? renderOrderLine : renderInvoiceLine);
  const charges = part.charges.map(shown).map((charge) => renderCharge(charge, document));
  if (!view.combineCharges) return { Lines: lines, AdditionalCharges: charges };
  const bare = lines.map((line) => ({ ...line, ProductID: undefined }));
  const named = part.charges.map((charge, index) => ({
    SKU: '',
    Name: charge.description,
    ...charges[index],
  }));
  return { Lines: [...bare, ...named], AdditionalCharges: [] };
}
