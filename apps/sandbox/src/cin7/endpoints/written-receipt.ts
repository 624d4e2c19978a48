import { dateIn, type Fields, numberIn, textIn } from '../http/body.js';
import { Cin7Error } from '../http/cin7-error.js';
import { refuse } from '../http/refuse.js';
import { nextId } from '../model/identifiers.js';
import type { ReceiptLine, ReceiptPart } from '../model/purchase.js';
import type { Tenant } from '../model/tenant.js';
import { lockDateGate } from '../rules/gates/lock-date-gate.js';
import { repeatedReceiptLine } from '../rules/repeated-receipt-line.js';
import { unknownReferences } from '../rules/unknown-references.js';
import { writtenStatus } from './purchase-orders.js';
import { linesIn } from './written-lines.js';
import { writtenProduct } from './written-product.js';

/** Whether lines name a place: goods of an advanced purchase get theirs only when they are put away. */
type Places = 'named' | 'none';

/** Adds the lines of a POST to what is there; without any, what is there is authorised. */
export function writtenReceipt(
  tenant: Tenant,
  fields: Fields,
  { earlier, places }: { earlier: ReceiptPart; places: Places },
): ReceiptPart {
  const lines = [...earlier.lines, ...writtenReceiptLines(tenant, fields, places)];
  refuse(repeatedReceiptLine(lines));
  return { ...earlier, status: writtenStatus(fields), lines };
}

export function writtenReceiptLines(tenant: Tenant, fields: Fields, places: Places): ReceiptLine[] {
  const lines = linesIn(fields, 'Lines').map((line) => writtenReceiptLine(tenant, line, places));
  refuse(lockDateGate(tenant.settings.lockDate, ...lines.map(({ date }) => date)));
  return lines;
}

function writtenReceiptLine(tenant: Tenant, line: Fields, places: Places): ReceiptLine {
  const date = dateIn(line, 'Date');
  if (date === null) throw new Cin7Error("'Date' is required for 'Lines' line");
  const quantity = numberIn(line, 'Quantity');
  if (quantity === undefined) throw new Cin7Error("'Quantity' is required for 'Lines' line");
  const given = { sku: textIn(line, 'SKU'), id: textIn(line, 'ProductID') };
  if (given.sku === undefined && given.id === undefined)
    throw new Cin7Error('Required attribute SKU is not provided.');
  refuse(unknownReferences(tenant, { product: given })[0]);
  return {
    ...writtenProduct(tenant, line),
    date,
    quantity,
    location: places === 'named' ? locationIn(tenant, line) : null,
    cardId: textIn(line, 'CardID') ?? nextId(tenant),
    batch: textIn(line, 'BatchSN') ?? null,
    expiry: dateIn(line, 'ExpiryDate'),
    supplierSku: textIn(line, 'SupplierSKU') ?? '',
  };
}

/** By id or by its exact name. */
function locationIn({ books }: Tenant, line: Fields): string {
  const id = textIn(line, 'LocationID')?.toLowerCase();
  const name = textIn(line, 'Location');
  if (id === undefined && name === undefined) throw new Cin7Error("'Location' is required for 'Lines' line");
  const found = books.locations.find((each) => (id === undefined ? each.name === name : each.id === id));
  if (found === undefined)
    throw new Cin7Error(`Location '${name ?? id}' was not found in Locations reference book`);
  return found.name;
}
