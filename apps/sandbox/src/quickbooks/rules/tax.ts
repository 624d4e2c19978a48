import { add, percentOf, percentWithin, subtract, sum } from '../decimal.js';
import { fault } from '../fault.js';
import { type JsonObject, numberOf, objectOf, objectsOf, referenceOf, textOf } from '../json.js';
import { find, type Realm, usesSalesTax } from '../realm/realm.js';

/**
 * The tax of a purchase outside the US. Lines are summed per rate and rounded once when tax comes on top, and are
 * rounded one by one when it is inside them, as Intuit's tax engine does. Tax lines that a client sends stand as sent.
 */
export function completeTax(draft: JsonObject, realm: Realm): number {
  if (realm.country === 'US') delete draft.GlobalTaxCalculation;
  if (!usesSalesTax(realm) || realm.country === 'US') {
    delete draft.TxnTaxDetail;
    return 0;
  }
  draft.GlobalTaxCalculation ??= 'TaxExcluded';
  if (draft.GlobalTaxCalculation === 'NotApplicable') {
    if (draft.TxnTaxDetail === undefined) return 0;
    throw fault(
      '6170',
      'Invalid Tax Detail',
      'TxnTaxDetail is not allowed when GlobalTaxCalculation is NotApplicable.',
    );
  }
  const sent = objectOf(draft.TxnTaxDetail);
  const taxLines = objectsOf(sent?.TaxLine).length > 0 ? objectsOf(sent?.TaxLine) : taxLinesOf(draft, realm);
  const totalTax = sum(taxLines.map((line) => numberOf(line.Amount) ?? 0));
  draft.TxnTaxDetail = { ...sent, TotalTax: totalTax, TaxLine: taxLines };
  return draft.GlobalTaxCalculation === 'TaxInclusive' ? inclusiveTax(draft, totalTax) : totalTax;
}

interface Rate {
  readonly id: string;
  readonly percent: number;
}

function ratesOf(line: JsonObject, realm: Realm): Rate[] {
  const detail = objectOf(line[textOf(line.DetailType) ?? '']);
  const code = find(realm, 'TaxCode', referenceOf(detail?.TaxCodeRef) ?? '');
  const details = objectsOf(objectOf(code?.body.PurchaseTaxRateList)?.TaxRateDetail);
  return details.map(({ TaxRateRef }) => {
    const id = referenceOf(TaxRateRef) ?? '';
    return { id, percent: numberOf(find(realm, 'TaxRate', id)?.body.RateValue) ?? 0 };
  });
}

function taxLinesOf(draft: JsonObject, realm: Realm): JsonObject[] {
  const inclusive = draft.GlobalTaxCalculation === 'TaxInclusive';
  const totals = new Map<string, { percent: number; net: number; tax: number }>();
  for (const line of objectsOf(draft.Line)) {
    const amount = numberOf(line.Amount) ?? 0;
    for (const { id, percent } of ratesOf(line, realm)) {
      const total = totals.get(id) ?? { percent, net: 0, tax: 0 };
      total.net = add(total.net, amount);
      if (inclusive) total.tax = add(total.tax, percentWithin(amount, percent));
      totals.set(id, total);
    }
  }
  return [...totals].map(([id, { percent, net, tax }]) => ({
    Amount: inclusive ? tax : percentOf(net, percent),
    DetailType: 'TaxLineDetail',
    TaxLineDetail: {
      TaxRateRef: { value: id },
      PercentBased: true,
      TaxPercent: percent,
      NetAmountTaxable: inclusive ? subtract(net, tax) : net,
    },
  }));
}

/** An inclusive line is sent with its gross amount in TaxInclusiveAmt, or is gross itself; only the former adds tax. */
function inclusiveTax(draft: JsonObject, totalTax: number): number {
  const netLines = objectsOf(draft.Line).some((line) => {
    const detail = objectOf(line[textOf(line.DetailType) ?? '']);
    return detail?.TaxInclusiveAmt !== undefined;
  });
  return netLines ? totalTax : 0;
}
