import { multiplyToCents } from '../decimal.js';
import { fault } from '../fault.js';
import { type JsonObject, numberOf } from '../json.js';
import type { Realm } from '../realm/realm.js';

interface PricedLine {
  readonly line: JsonObject;
  readonly detail: JsonObject;
  readonly draft: JsonObject;
  readonly realm: Realm;
}

/** Quantity times price is the amount; where it is not, the sources differ whether QuickBooks refuses or recomputes. */
export function completeAmount({ line, detail, draft, realm }: PricedLine): void {
  const qty = numberOf(detail.Qty);
  const unitPrice = numberOf(detail.UnitPrice);
  if (qty === undefined || unitPrice === undefined) return;
  const priced = multiplyToCents(qty, unitPrice);
  if (priced === multiplyToCents(numberOf(line.Amount) ?? 0, 1)) return;
  /** The price of a line with tax inside may be the gross one. */
  if (draft.GlobalTaxCalculation === 'TaxInclusive' && detail.TaxInclusiveAmt === priced) return;
  if (!realm.settings.amountsRecomputed) refuseWrongArithmetic(line);
  line.Amount = priced;
}

function refuseWrongArithmetic(line: JsonObject): never {
  throw fault(
    '6070',
    'Amount calculation incorrect in the request',
    `Amount is not equal to UnitPrice * Qty. Supplied value:${numberOf(line.Amount) ?? 0}`,
  );
}
