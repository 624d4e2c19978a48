import { add, percentOf, percentWithin, subtract, sum } from '../decimal.js';
import { type JsonObject, numberOf, objectOf, objectsOf, referenceOf } from '../json.js';
import type { Realm } from '../realm/realm.js';
import { type AppliedRate, detailOf, ratesOf } from './tax-rates.js';

/** What QuickBooks works out for one rate of a document. */
export interface RateTotal {
  readonly rate: AppliedRate;
  readonly net: number;
  readonly tax: number;
}

/** Tax on top: the lines of a rate are added up and rounded once. */
export function excludedTotals(draft: JsonObject, realm: Realm): RateTotal[] {
  const nets = new Map<string, { rate: AppliedRate; net: number }>();
  for (const line of objectsOf(draft.Line)) {
    for (const rate of ratesOf(line, realm)) {
      const net = add(nets.get(rate.id)?.net ?? 0, numberOf(line.Amount) ?? 0);
      nets.set(rate.id, { rate, net });
    }
  }
  return [...nets.values()].map(({ rate, net }) => ({ rate, net, tax: percentOf(net, rate.ofNet) }));
}

/**
 * Tax inside: every line is rounded by itself. The line keeps its gross amount in TaxInclusiveAmt, and its Amount
 * becomes what is left without the tax.
 */
export function inclusiveTotals(draft: JsonObject, realm: Realm): RateTotal[] {
  const totals = new Map<string, RateTotal>();
  for (const line of objectsOf(draft.Line)) {
    const detail = detailOf(line);
    const gross = numberOf(detail.TaxInclusiveAmt) ?? numberOf(line.Amount) ?? 0;
    const rates = ratesOf(line, realm);
    const all = sum(rates.map(({ ofNet }) => ofNet));
    const taxes = rates.map(({ ofNet }) => percentWithin(gross, ofNet, all));
    const net = subtract(gross, sum(taxes));
    detail.TaxInclusiveAmt = gross;
    line.Amount = net;
    for (const [index, rate] of rates.entries()) {
      const before = totals.get(rate.id);
      totals.set(rate.id, {
        rate,
        net: add(before?.net ?? 0, net),
        tax: add(before?.tax ?? 0, taxes[index] ?? 0),
      });
    }
  }
  return [...totals.values()];
}

export function taxLineOf({ rate, net, tax }: RateTotal): JsonObject {
  return {
    Amount: tax,
    DetailType: 'TaxLineDetail',
    TaxLineDetail: {
      TaxRateRef: { value: rate.id },
      PercentBased: true,
      TaxPercent: rate.percent,
      NetAmountTaxable: percentOf(net, rate.base),
    },
  };
}

export function rateOfTaxLine(taxLine: JsonObject): string | undefined {
  return referenceOf(objectOf(taxLine.TaxLineDetail)?.TaxRateRef);
}
