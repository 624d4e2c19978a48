import { dateIn, type Fields, fieldsOf, numberIn, textIn } from '../http/body.js';
import { Cin7Error } from '../http/cin7-error.js';
import type { Cin7Call } from '../http/routes.js';
import type { Purchase, PurchaseType } from '../model/purchase.js';
import { saveNow } from '../model/save-now.js';
import { absentInvoice } from '../render/render-simple-purchase.js';
import { buildPurchase } from '../seed/build-purchase.js';
import { approachIn, attributesIn, calculationIn, checkHeader, supplierIn } from './purchase-header.js';

/** A POST makes the header only: an order or invoice inside its body is ignored without a word. */
export function newPurchase({ tenant, body, world }: Cin7Call, type: PurchaseType): Purchase {
  const fields = fieldsOf(body);
  checkHeader(tenant, fields, ['Supplier', 'Approach', 'Location']);
  const now = world.clock.now();
  const rate = numberIn(fields, 'CurrencyRate');
  const purchase = buildPurchase(
    tenant,
    {
      type,
      supplierId: supplierIn(tenant, fields).id,
      approach: approachIn(fields) ?? 'INVOICE',
      location: textIn(fields, 'Location'),
      taxRule: textIn(fields, 'TaxRule'),
      taxCalculation: calculationIn(fields) ?? 'Exclusive',
      terms: textIn(fields, 'Terms'),
      note: textIn(fields, 'Note'),
      requiredBy: dateIn(fields, 'RequiredBy'),
      ...(rate === undefined ? {} : { currencyRate: rate }),
      orderStatus: 'NOT AVAILABLE',
      received: 'none',
      invoices: [],
      attributes: attributesIn(fields) ?? [],
    },
    now,
  );
  startInvoice(purchase, now);
  writeContact(purchase, fields);
  saveNow(world, tenant, purchase);
  return purchase;
}

function writeContact(purchase: Purchase, fields: Fields): void {
  purchase.contact = textIn(fields, 'Contact') ?? purchase.contact;
  purchase.phone = textIn(fields, 'Phone') ?? purchase.phone;
  purchase.blindReceipt = fields.BlindReceipt === true;
}

/** Invoice first begins with a draft that has a date and nothing else; stock first begins with nothing. */
function startInvoice(purchase: Purchase, now: Date): void {
  const isInvoiceFirst = purchase.approach === 'INVOICE';
  if (!isInvoiceFirst && purchase.type !== 'simple') return;
  const draft = { date: now.toISOString().slice(0, 10), status: 'DRAFT' as const };
  purchase.invoices = [{ ...absentInvoice(purchase), ...(isInvoiceFirst ? draft : {}) }];
}

/** A PUT changes what it names of the header. Type and supplier's currency stay. */
export function changeHeader({ tenant, body, world }: Cin7Call, purchase: Purchase): void {
  const fields = fieldsOf(body);
  if (purchase.isVoided) throw new Cin7Error('Purchase is voided.');
  checkHeader(tenant, fields, []);
  const hasSupplier = textIn(fields, 'SupplierID') !== undefined || textIn(fields, 'Supplier') !== undefined;
  if (hasSupplier) {
    const supplier = supplierIn(tenant, fields);
    purchase.supplierId = supplier.id;
    purchase.supplierName = supplier.name;
  }
  purchase.approach = approachIn(fields) ?? purchase.approach;
  purchase.location = textIn(fields, 'Location') ?? purchase.location;
  purchase.taxRule = textIn(fields, 'TaxRule') ?? purchase.taxRule;
  purchase.taxCalculation = calculationIn(fields) ?? purchase.taxCalculation;
  purchase.terms = textIn(fields, 'Terms') ?? purchase.terms;
  purchase.note = textIn(fields, 'Note') ?? purchase.note;
  purchase.requiredBy = dateIn(fields, 'RequiredBy') ?? purchase.requiredBy;
  purchase.currencyRate = numberIn(fields, 'CurrencyRate') ?? purchase.currencyRate;
  purchase.attributes = attributesIn(fields) ?? purchase.attributes;
  writeContact(purchase, fields);
  saveNow(world, tenant, purchase);
}
