import {
  amountOf,
  type Bill,
  cut,
  type DocumentLine,
  type DocumentTax,
  format,
  type Money,
  type PurchaseDocument,
  type PurchaseOrder,
  type VendorCredit,
} from '#libs/domain';
import type { Draft } from './draft.js';

const NOTE_LENGTH = 4000;

export interface DraftContext {
  readonly marker: string;
  /** Names the currency: required where multicurrency is on, refused where it is off. */
  readonly multiCurrency: boolean;
}

/** The bill in QuickBooks' words, but for the vendor and the ids of the order that it delivers on. */
export function billToQuickBooks(bill: Bill, context: DraftContext): Draft {
  return {
    ...headerToQuickBooks(bill, context),
    ...(bill.dueDate ? { DueDate: bill.dueDate } : {}),
    ...reference('SalesTermRef', bill.termId),
    ...contentToQuickBooks(bill),
  };
}

/** QuickBooks opens and closes an order by what is billed on it, so only that it is closed in Cin7 is said. */
export function purchaseOrderToQuickBooks(order: PurchaseOrder, context: DraftContext): Draft {
  return {
    ...headerToQuickBooks(order, context),
    APAccountRef: { value: order.payableId },
    ...(order.expectedOn ? { DueDate: order.expectedOn } : {}),
    ...reference('SalesTermRef', order.termId),
    ...(order.closed ? { POStatus: 'Closed' } : {}),
    ...contentToQuickBooks(order),
  };
}

export function vendorCreditToQuickBooks(credit: VendorCredit, context: DraftContext): Draft {
  return { ...headerToQuickBooks(credit, context), ...contentToQuickBooks(credit) };
}

function headerToQuickBooks(document: PurchaseDocument, { marker, multiCurrency }: DraftContext): Draft {
  return {
    DocNumber: document.documentNumber,
    TxnDate: document.date,
    ...(multiCurrency ? { CurrencyRef: { value: document.currency } } : {}),
    ...(document.exchangeRate ? { ExchangeRate: Number(format(document.exchangeRate)) } : {}),
    ...reference('DepartmentRef', document.departmentId),
    PrivateNote: noteWithMarker(document.note, marker),
  };
}

function contentToQuickBooks({ lines, tax }: PurchaseDocument): Draft {
  return { ...(tax ? taxToQuickBooks(tax) : {}), Line: lines.map(lineToQuickBooks) };
}

/**
 * Amounts leave without tax, and each rate's tax as the supplier's paper has it: QuickBooks takes them as an override of
 * what it would compute. Source: Intuit's reference of `TxnTaxDetail`; recorded bills of a production integration.
 */
function taxToQuickBooks({ total, rates, isLeftToQuickBooks }: DocumentTax): Draft {
  if (isLeftToQuickBooks) return { GlobalTaxCalculation: 'TaxExcluded' };
  return {
    GlobalTaxCalculation: 'TaxExcluded',
    TxnTaxDetail: {
      TotalTax: numberOf(total),
      TaxLine: rates.map((rate) => ({
        DetailType: 'TaxLineDetail',
        Amount: numberOf(rate.amount),
        TaxLineDetail: {
          TaxRateRef: { value: rate.rateId },
          PercentBased: true,
          TaxPercent: Number(format(rate.percent)),
          NetAmountTaxable: numberOf(rate.taxable),
        },
      })),
    },
  };
}

function lineToQuickBooks(line: DocumentLine): Draft {
  const { target } = line;
  const detail = {
    ...reference('ClassRef', line.classId),
    ...reference('TaxCodeRef', line.taxCodeId),
    ...(line.customerId ? { CustomerRef: { value: line.customerId }, BillableStatus: 'Billable' } : {}),
  };
  const frame = {
    Amount: numberOf(line.amount),
    Description: line.description,
    ...(line.orderLine === null ? {} : { OrderLine: line.orderLine }),
  };
  return target.kind === 'account'
    ? {
        DetailType: 'AccountBasedExpenseLineDetail',
        ...frame,
        AccountBasedExpenseLineDetail: { AccountRef: { value: target.accountId }, ...detail },
      }
    : {
        DetailType: 'ItemBasedExpenseLineDetail',
        ...frame,
        ItemBasedExpenseLineDetail: {
          ItemRef: { value: target.itemId },
          ...(target.pricing
            ? {
                Qty: Number(format(target.pricing.quantity)),
                UnitPrice: Number(format(target.pricing.unitPrice)),
              }
            : {}),
          ...detail,
        },
      };
}

/** At most 15 digits: a double gives them back as they were. */
function numberOf(amount: Money): number {
  return Number(amountOf(amount));
}

function reference(member: string, id: string | null): Draft {
  return id ? { [member]: { value: id } } : {};
}

function noteWithMarker(note: string, marker: string): string {
  return `${cut(note, NOTE_LENGTH - marker.length - 1)} ${marker}`;
}
