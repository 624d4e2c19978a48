import { dateIn, type Fields, fieldsOf, numberIn, textIn } from '../http/body.js';
import { Cin7Error } from '../http/cin7-error.js';
import type { Cin7Call } from '../http/routes.js';
import type { Purchase, PurchaseType } from '../model/purchase.js';
import { saveNow } from '../model/save-now.js';
import type { Supplier } from '../model/supplier.js';
import type { Tenant } from '../model/tenant.js';
import { buildPurchase } from '../seed/build-purchase.js';

/** A POST makes the header only: an order or invoice inside its body is ignored without a word. */
export function newPurchase({ tenant, body, world }: Cin7Call, type: PurchaseType): Purchase {
  const fields = fieldsOf(body);
  checkHeader(tenant, fields);
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
      taxCalculation: textIn(fields, 'TaxCalculation') === 'Inclusive' ? 'Inclusive' : 'Exclusive',
      terms: textIn(fields, 'Terms'),
      note: textIn(fields, 'Note'),
      requiredBy: dateIn(fields, 'RequiredBy'),
      ...(rate === undefined ? {} : { currencyRate: rate }),
      orderStatus: 'NOT AVAILABLE',
      received: 'none',
      invoices: [],
    },
    now,
  );
  startInvoice(purchase, now);
  saveNow(world, tenant, purchase);
  return purchase;
}

function checkHeader(tenant: Tenant, fields: Fields): void {
  const problems: string[] = [];
  const required = (name: string) => problems.push(`Required attribute ${name} is not provided.`);
  if (textIn(fields, 'SupplierID') === undefined && textIn(fields, 'Supplier') === undefined)
    required('SupplierID');
  if (approachIn(fields) === undefined) required('Approach');
  const location = textIn(fields, 'Location');
  if (location === undefined) required('Location');
  else if (!tenant.books.locations.some((each) => each.name === location))
    problems.push(`Location '${location}' was not found in Locations reference book`);
  if (problems.length > 0) throw new Cin7Error(problems);
}

function approachIn(fields: Fields): 'INVOICE' | 'STOCK' | undefined {
  const approach = textIn(fields, 'Approach')?.toUpperCase();
  return approach === 'INVOICE' || approach === 'STOCK' ? approach : undefined;
}

function supplierIn(tenant: Tenant, fields: Fields): Supplier {
  const id = textIn(fields, 'SupplierID');
  const found =
    id === undefined ? tenant.suppliers.named(textIn(fields, 'Supplier') ?? '') : tenant.suppliers.get(id);
  if (found === undefined) throw new Cin7Error('Supplier with specified ID not found');
  return found;
}

/** Invoice first begins with a draft that has a date and nothing else; stock first begins with nothing. */
function startInvoice(purchase: Purchase, now: Date): void {
  const isInvoiceFirst = purchase.approach === 'INVOICE';
  if (!isInvoiceFirst && purchase.type !== 'simple') return;
  purchase.invoices = [
    {
      taskId: purchase.id,
      group: 0,
      number: null,
      date: isInvoiceFirst ? now.toISOString().slice(0, 10) : null,
      dueDate: null,
      status: isInvoiceFirst ? 'DRAFT' : 'NOT AVAILABLE',
      currencyRate: null,
      lines: [],
      charges: [],
      payments: [],
    },
  ];
}
