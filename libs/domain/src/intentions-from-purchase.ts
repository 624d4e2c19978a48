import type { Bill } from './bill.js';
import { billFromPurchase, billTotal } from './bill-from-purchase.js';
import { isZero } from './decimal.js';
import type { BillIntention, Decision, ExclusionReason, Intention, UncarriedIntention } from './intention.js';
import type { KnownBill, MappingContext, SupplierVendor } from './mapping-context.js';
import { isCurrency, type Money, roundToMoney } from './money.js';
import type { PostingState } from './posting-state.js';
import { type Problem, problem } from './problem.js';
import { isOwed, type Purchase, type SupplierInvoice } from './purchase.js';

/** Vendors that will not be there without somebody's doing. A shadow is not one of them: its bills are shadows too. */
export const WITHOUT_VENDOR: readonly PostingState[] = [
  'held',
  'excluded',
  'rejected',
  'needs-review',
  'withdrawing',
  'withdrawn',
];

/** What bears on one purchase beside itself. */
export interface PurchaseEvidence {
  /** The vendor of its supplier; null where no such supplier has been read. */
  readonly vendor: SupplierVendor | null;
  /** The bills that earlier readings led to. */
  readonly knownBills: readonly KnownBill[];
}

/** Everything that one purchase asks of QuickBooks. Each document of it is answered for; none is left out in silence. */
export function intentionsFromPurchase(
  purchase: Purchase,
  evidence: PurchaseEvidence,
  context: MappingContext,
): readonly Intention[] {
  const owed = purchase.invoices.filter(isOwed);
  const keys = billKeys(purchase, owed, evidence.knownBills);
  return [
    ...orderIntentions(purchase),
    ...owed.map((invoice) => billIntention(purchase, invoice, keys, evidence, context)),
    ...goneIntentions(purchase, keys, evidence.knownBills),
    ...creditIntentions(purchase),
  ];
}

/**
 * A Simple Purchase has one invoice, known by the purchase's id; turned into an Advanced one by a user it comes back
 * with an invoice of its own id. That invoice keeps the key of the bill that was made from it, or a second bill would be.
 */
function billKeys(
  purchase: Purchase,
  owed: readonly SupplierInvoice[],
  knownBills: readonly KnownBill[],
): ReadonlyMap<SupplierInvoice, string> {
  const keyOf = (invoice: SupplierInvoice) =>
    invoice.key === purchase.id ? purchase.id : `${purchase.id}/${invoice.key}`;
  const known = new Set(knownBills.map((bill) => bill.sourceKey));
  const keys = new Map(owed.map((invoice) => [invoice, keyOf(invoice)]));
  const [first] = owed.filter((invoice) => !known.has(keyOf(invoice)));
  const simpleKeyIsFree = ![...keys.values()].includes(purchase.id);
  if (first && known.has(purchase.id) && simpleKeyIsFree) keys.set(first, purchase.id);
  return keys;
}

function billIntention(
  purchase: Purchase,
  invoice: SupplierInvoice,
  keys: ReadonlyMap<SupplierInvoice, string>,
  evidence: PurchaseEvidence,
  context: MappingContext,
): BillIntention {
  return {
    kind: 'bill',
    sourceKey: keys.get(invoice) ?? invoice.key,
    sourceNumber: invoice.number ?? purchase.number,
    documentDate: invoice.date,
    total: isCurrency(purchase.currency ?? '') ? billTotal(invoice, purchase.currency ?? '') : null,
    supplierId: purchase.supplierId,
    decision: decideBill(purchase, invoice, isLinked(keys.get(invoice), evidence), evidence, context),
  };
}

function isLinked(sourceKey: string | undefined, { knownBills }: PurchaseEvidence): boolean {
  return knownBills.some((bill) => bill.sourceKey === sourceKey && bill.linked);
}

function decideBill(
  purchase: Purchase,
  invoice: SupplierInvoice,
  linked: boolean,
  { vendor }: PurchaseEvidence,
  context: MappingContext,
): Decision<Bill> {
  const reason = reasonToExclude(invoice, context);
  if (reason && !linked) return { outcome: 'exclude', reason };
  const mapped = billFromPurchase(purchase, invoice, context);
  const problems = [
    ...supplierProblems(purchase, vendor),
    ...(linked ? [] : severalInvoicesProblems(purchase)),
    ...(mapped.ok ? [] : mapped.problems),
  ];
  return mapped.ok && problems.length === 0
    ? { outcome: 'post', document: mapped.value }
    : { outcome: 'hold', problems };
}

function reasonToExclude(invoice: SupplierInvoice, { cutOverDate }: MappingContext): ExclusionReason | null {
  if (cutOverDate && invoice.date && invoice.date < cutOverDate) return 'before-cut-over';
  const comesToNothing = isZero(invoice.total) && invoice.lines.every((line) => isZero(line.total));
  return comesToNothing && invoice.lines.length > 0 ? 'nothing-to-pay' : null;
}

function supplierProblems(purchase: Purchase, vendor: SupplierVendor | null): Problem[] {
  const { number, supplierId, supplierName, currency } = purchase;
  const name = supplierName ?? supplierId ?? '';
  if (!supplierId)
    return [problem('supplier-missing', number, `Purchase ${number} has no supplier. Set it in Cin7.`)];
  if (!vendor)
    return [
      problem(
        'supplier-not-read',
        supplierId,
        `Supplier ${name} has not been read from Cin7. It is tried again with the next reading of the suppliers.`,
      ),
    ];
  if (WITHOUT_VENDOR.includes(vendor.state))
    return [
      problem(
        'supplier-without-vendor',
        supplierId,
        `Supplier ${name} has no vendor in QuickBooks (${vendor.state}). Settle the vendor, or map the supplier to one.`,
      ),
    ];
  if (currency !== null && vendor.currency !== null && vendor.currency !== currency)
    return [
      problem(
        'vendor-currency-differs',
        number,
        `Purchase ${number} is in ${currency}, the vendor of ${name} in ${vendor.currency}. QuickBooks takes only the vendor's currency.`,
      ),
    ];
  return [];
}

function severalInvoicesProblems(purchase: Purchase): Problem[] {
  const count = purchase.invoices.filter(isOwed).length;
  if (count < 2) return [];
  return [
    problem(
      'several-invoices',
      'several invoices',
      `Purchase ${purchase.number} has ${count} invoices. Several invoices of one purchase are not carried yet; enter the bills by hand.`,
    ),
  ];
}

/** A bill whose invoice is not owed any more. Cin7 keeps no amounts of it; the bill in QuickBooks still stands. */
function goneIntentions(
  purchase: Purchase,
  keys: ReadonlyMap<SupplierInvoice, string>,
  knownBills: readonly KnownBill[],
): BillIntention[] {
  const present = new Set(keys.values());
  return knownBills
    .filter((bill) => !present.has(bill.sourceKey))
    .map((bill) => ({
      kind: 'bill',
      sourceKey: bill.sourceKey,
      sourceNumber: purchase.number,
      documentDate: null,
      total: nothing(purchase),
      supplierId: purchase.supplierId,
      decision: bill.linked
        ? { outcome: 'hold', problems: [withdrawn(purchase)] }
        : { outcome: 'exclude', reason: 'no-longer-owed' },
    }));
}

function withdrawn(purchase: Purchase): Problem {
  return problem(
    'source-withdrawn',
    purchase.number,
    `The invoice of ${purchase.number} was undone or voided in Cin7 after its bill was posted. Delete the bill in QuickBooks, or authorise the invoice again.`,
  );
}

function nothing({ currency }: Purchase): Money | null {
  return currency && isCurrency(currency) ? { minor: 0n, currency } : null;
}

function orderIntentions(purchase: Purchase): UncarriedIntention[] {
  if (purchase.orderStatus !== 'authorised') return [];
  return [
    {
      kind: 'purchase-order',
      sourceKey: purchase.id,
      sourceNumber: purchase.number,
      documentDate: purchase.orderDate,
      total: isCurrency(purchase.currency ?? '')
        ? roundToMoney(purchase.orderTotal, purchase.currency ?? '')
        : null,
      decision: { outcome: 'exclude', reason: 'orders-not-carried' },
    },
  ];
}

function creditIntentions(purchase: Purchase): UncarriedIntention[] {
  return purchase.creditNotes
    .filter((credit) => credit.status === 'authorised' || credit.status === 'paid')
    .map((credit) => ({
      kind: 'vendor-credit',
      sourceKey: credit.key === purchase.id ? purchase.id : `${purchase.id}/${credit.key}`,
      sourceNumber: credit.number ?? purchase.number,
      documentDate: credit.date,
      total: isCurrency(purchase.currency ?? '') ? roundToMoney(credit.total, purchase.currency ?? '') : null,
      decision: { outcome: 'exclude', reason: 'credits-not-carried' },
    }));
}
