import type { PurchaseDescription } from '../../company/purchase-description.js';
import { usualRate } from '../../company/usual-rates.js';
import { nextId, nextOrderNumber } from '../model/identifiers.js';
import type { Address, Purchase } from '../model/purchase.js';
import type { Supplier } from '../model/supplier.js';
import type { Tenant } from '../model/tenant.js';
import { isStandAloneCredit } from '../rules/purchase-kind.js';
import { voidPurchase } from '../rules/void-and-undo.js';
import { buildAttachment } from './build-attachment.js';
import { buildCreditNote } from './build-credit-note.js';
import { buildInvoice } from './build-invoice.js';
import { buildJournals } from './build-journals.js';
import { buildCharge, buildLine, lineDefaults } from './build-lines.js';
import { buildPayment } from './build-payment.js';
import { buildReceipts } from './build-receipts.js';

/** The description names a supplier that this account does not have. */
export class UnknownSupplier extends Error {}

/** Makes the whole purchase from a short description. Seed and side door both come through here. */
export function buildPurchase(tenant: Tenant, description: PurchaseDescription, now: Date): Purchase {
  const purchase = header(tenant, supplierOf(tenant, description), description, now);
  const defaults = lineDefaults(purchase);
  const invoices = isStandAloneCredit(purchase) ? [] : (description.invoices ?? []);
  purchase.order = {
    memo: '',
    status: description.orderStatus ?? orderStatusOf(purchase, invoices.length),
    lines: (description.orderLines ?? invoices.flatMap((each) => each.lines ?? [])).map((line) =>
      buildLine(tenant, line, defaults),
    ),
    charges: (description.orderCharges ?? invoices.flatMap((each) => each.charges ?? [])).map((charge) =>
      buildCharge(tenant, charge, defaults),
    ),
    prepayments: (description.prepayments ?? []).map((each) => buildPayment(tenant, purchase, each)),
  };
  purchase.invoices = invoices.map((invoice, index) => buildInvoice(tenant, purchase, { invoice, index }));
  purchase.receipts = buildReceipts(tenant, purchase, description.received ?? 'fully');
  purchase.creditNotes = (description.creditNotes ?? []).map((note) =>
    buildCreditNote(tenant, purchase, note),
  );
  purchase.journals = buildJournals(purchase, description.journals ?? []);
  purchase.attachments = (description.attachments ?? []).map((each) => buildAttachment(tenant, each));
  if (description.voided === true) voidPurchase(purchase);
  return purchase;
}

/** A supplier credit without a purchase looks as if its order were authorised and nothing had come of it. */
function orderStatusOf(purchase: Purchase, invoices: number): 'AUTHORISED' | 'DRAFT' {
  return isStandAloneCredit(purchase) || invoices > 0 ? 'AUTHORISED' : 'DRAFT';
}

function supplierOf(tenant: Tenant, description: PurchaseDescription): Supplier {
  const { supplierId, supplier } = description;
  const found =
    supplierId === undefined ? tenant.suppliers.named(supplier ?? '') : tenant.suppliers.get(supplierId);
  if (found === undefined) throw new UnknownSupplier(`There is no supplier ${supplierId ?? supplier ?? ''}.`);
  return found;
}

const noParts = () => ({
  order: { memo: '', status: 'NOT AVAILABLE' as const, lines: [], charges: [], prepayments: [] },
  receipts: [],
  invoices: [],
  creditNotes: [],
  journals: [],
  attachments: [],
});

function header(tenant: Tenant, supplier: Supplier, description: PurchaseDescription, now: Date): Purchase {
  const type = description.type ?? 'simple';
  return {
    ...noParts(),
    ...addresses(tenant, supplier),
    id: description.id?.toLowerCase() ?? nextId(tenant),
    type,
    orderNumber: description.orderNumber ?? nextOrderNumber(tenant),
    orderDate: description.orderDate ?? description.invoices?.[0]?.date ?? now.toISOString().slice(0, 10),
    supplierId: supplier.id,
    supplierName: supplier.name,
    contact: supplier.contacts[0]?.name ?? null,
    phone: supplier.contacts[0]?.phone ?? null,
    inventoryAccount: '1200',
    blindReceipt: false,
    approach: type === 'service' ? 'INVOICE' : (description.approach ?? 'INVOICE'),
    currency: supplier.currency,
    currencyRate: description.currencyRate ?? usualRate(supplier.currency, tenant.company.baseCurrency),
    taxRule: description.taxRule ?? supplier.taxRule,
    taxCalculation: description.taxCalculation ?? 'Exclusive',
    terms: description.terms ?? supplier.paymentTerm,
    requiredBy: description.requiredBy ?? null,
    location: description.location ?? 'Main Warehouse',
    note: description.note ?? '',
    isVoided: false,
    lastUpdatedMs:
      description.lastUpdated === undefined ? now.getTime() : Date.parse(description.lastUpdated),
    attributes: description.attributes ?? [],
    dropShipTaskId: description.dropShipTaskId?.toLowerCase() ?? null,
  };
}

function addresses(
  tenant: Tenant,
  supplier: Supplier,
): { billingAddress: Address; shippingAddress: Address } {
  const main = tenant.books.locations.find((location) => location.isDefault);
  return {
    billingAddress: once(supplier, () => billingAddress(supplier)),
    shippingAddress: main === undefined ? noAddress : once(main, () => shown(main.address)),
  };
}

function billingAddress({ addresses: [from] }: Supplier): Address {
  if (from === undefined) return noAddress;
  return shown([from.line1, from.city, from.state, from.postcode, from.country]);
}

/** A hundred thousand purchases have the addresses of a few suppliers; each is kept once. */
const addressesOf = new WeakMap<object, Address>();

function once(owner: object, make: () => Address): Address {
  const known = addressesOf.get(owner) ?? make();
  addressesOf.set(owner, known);
  return known;
}

const noAddress = shown(['', null, null, null, null]);

function shown(parts: readonly [string, ...(string | null)[]]): Address {
  const [line1, city = null, state = null, postcode = null, country = null] = parts;
  const display2 = [city, state, postcode, country].filter(Boolean).join(' ');
  return { display1: line1, display2, line1: line1 || null, line2: null, city, state, postcode, country };
}
