import { billFromPurchase } from './bill-from-purchase.js';
import { deliveries } from './deliveries.js';
import { distinctNumbers, knownNumbers } from './distinct-numbers.js';
import { documentTotal } from './document-basis.js';
import { documentKeys, type KnownDocument } from './document-keys.js';
import { goneIntentions } from './gone-intentions.js';
import type {
  BillIntention,
  Intention,
  Mapped,
  PurchaseOrderIntention,
  VendorCreditIntention,
} from './intention.js';
import type { MappingContext } from './mapping-context.js';
import { isCurrency, type Money } from './money.js';
import { overDrift } from './order-drift.js';
import { orderFromPurchase } from './order-from-purchase.js';
import { isAuthorised, type Purchase, type SourceDocument } from './purchase.js';
import type { PurchaseCase, PurchaseEvidence } from './purchase-case.js';
import { reasonToExclude } from './reason-to-exclude.js';
import { supplierProblems } from './supplier-problems.js';
import { vendorCreditFromPurchase } from './vendor-credit-from-purchase.js';

/** Everything that one purchase asks of QuickBooks. Each document of it is answered for; none is left out in silence. */
export function intentionsFromPurchase(
  purchase: Purchase,
  evidence: PurchaseEvidence,
  context: MappingContext,
): readonly Intention[] {
  const one: PurchaseCase = { purchase, evidence, context };
  const bills = billIntentions(one);
  const present = [...orderIntentions(one, bills), ...bills, ...creditIntentions(one)];
  return [...present, ...goneIntentions(one, present)];
}

function orderIntentions(
  one: PurchaseCase,
  bills: readonly BillIntention[],
): readonly PurchaseOrderIntention[] {
  const { purchase, context } = one;
  const { order } = purchase;
  if (!isAuthorised(order)) return [];
  const awaitsBills = order.closed && bills.some((bill) => isAwaited(bill, one.evidence));
  // A closed order of QuickBooks takes no more links.
  const sofar = { ...purchase, order: { ...order, closed: order.closed && !awaitsBills } };
  const isOff = context.policies.orders === 'off';
  const frame = { kind: 'purchase-order' as const, sourceKey: purchase.id, number: purchase.number };
  return [
    {
      ...describe(one, order, { ...frame, date: order.date }),
      orderKey: null,
      awaitsBills,
      decision: overDrift(
        decide(one, order, order.date, frame, (given) => orderFromPurchase(sofar, given), isOff),
        one,
      ),
    },
  ];
}

/** It will link to the order and is not in QuickBooks yet, unless a person left it to others. */
function isAwaited({ orderKey, sourceKey, decision }: BillIntention, evidence: PurchaseEvidence): boolean {
  if (orderKey === null || decision.outcome === 'exclude') return false;
  return !knownOf(evidence, 'bill').some(
    (known) => known.sourceKey === sourceKey && (known.linked || known.leftToOthers),
  );
}

function billIntentions(one: PurchaseCase): readonly BillIntention[] {
  const { purchase, evidence } = one;
  const owed = purchase.invoices.filter(isAuthorised);
  const known = knownOf(evidence, 'bill');
  const keys = documentKeys(purchase, owed, known);
  const numbers = distinctNumbers(purchase, owed, evidence.takenNumbers.bills, knownNumbers(keys, known));
  const delivered = isOrderCarried(one) ? deliveries(purchase.order.lines, owed) : new Map();
  return owed.map((invoice) => {
    const number = numbers.get(invoice) ?? purchase.number;
    const orderLines: readonly (number | null)[] = delivered.get(invoice) ?? [];
    const sourceKey = keys.get(invoice) ?? invoice.key;
    const frame = { kind: 'bill' as const, sourceKey, number: sourceNumber(invoice, purchase) };
    return {
      ...describe(one, invoice, { ...frame, date: invoice.date }),
      orderKey: orderLines.some((line) => line !== null) ? purchase.id : null,
      decision: decide(one, invoice, invoice.date, frame, (given) =>
        billFromPurchase(purchase, invoice, { number, orderLines }, given),
      ),
    };
  });
}

function creditIntentions(one: PurchaseCase): readonly VendorCreditIntention[] {
  const { purchase, evidence } = one;
  const credits = purchase.creditNotes.filter(isAuthorised);
  const known = knownOf(evidence, 'vendor-credit');
  const keys = documentKeys(purchase, credits, known);
  const taken = evidence.takenNumbers.credits;
  const numbers = distinctNumbers(purchase, credits, taken, knownNumbers(keys, known));
  return credits.map((credit) => {
    const sourceKey = keys.get(credit) ?? credit.key;
    const frame = { kind: 'vendor-credit' as const, sourceKey, number: sourceNumber(credit, purchase) };
    return {
      ...describe(one, credit, { ...frame, date: credit.date }),
      orderKey: null,
      decision: decide(one, credit, credit.date, frame, (given) =>
        vendorCreditFromPurchase(purchase, credit, numbers.get(credit) ?? purchase.number, given),
      ),
    };
  });
}

/** An order that is not in QuickBooks cannot be linked to: one before the cut-over, or with orders switched off. */
function isOrderCarried({ purchase: { order, id }, evidence, context }: PurchaseCase): boolean {
  if (!isAuthorised(order)) return false;
  const linked = knownOf(evidence, 'purchase-order').some((known) => known.sourceKey === id && known.linked);
  if (linked) return true;
  return context.policies.orders === 'post' && reasonToExclude(order, order.date, context) === null;
}

interface Frame<Kind> {
  readonly kind: Kind;
  readonly sourceKey: string;
  readonly number: string;
}

function describe<Kind>(
  { purchase }: PurchaseCase,
  source: SourceDocument,
  { kind, sourceKey, number, date }: Frame<Kind> & { readonly date: string | null },
) {
  const { currency, supplierId } = purchase;
  const total: Money | null = currency && isCurrency(currency) ? documentTotal(source, currency) : null;
  return { kind, sourceKey, sourceNumber: number, documentDate: date, total, supplierId };
}

function decide<Document>(
  { purchase, evidence, context }: PurchaseCase,
  source: SourceDocument,
  date: string | null,
  { kind, sourceKey }: Frame<KnownDocument['kind']>,
  map: (given: MappingContext) => Mapped<Document>,
  isOff = false,
) {
  const linked = evidence.known.some(
    (document) => document.kind === kind && document.sourceKey === sourceKey && document.linked,
  );
  const reason = isOff ? 'orders-switched-off' : reasonToExclude(source, date, context);
  if (reason && !linked) return { outcome: 'exclude', reason } as const;
  // Of what is posted, closed books matter only where something changes, which shows when it is written.
  const mapped = map(linked ? { ...context, closingDate: null } : context);
  const problems = [...supplierProblems(purchase, evidence.vendor), ...(mapped.ok ? [] : mapped.problems)];
  return mapped.ok && problems.length === 0
    ? ({ outcome: 'post', document: mapped.value } as const)
    : ({ outcome: 'hold', problems } as const);
}

function knownOf({ known }: PurchaseEvidence, kind: KnownDocument['kind']): readonly KnownDocument[] {
  return known.filter((document) => document.kind === kind);
}

function sourceNumber(document: { readonly number: string | null }, purchase: Purchase): string {
  return document.number ?? purchase.number;
}
