import { add, multiply } from '../decimal.js';
import { type JsonObject, numberOf, objectOf, objectsOf, referenceOf, textOf } from '../json.js';
import { find, type Realm } from '../realm/realm.js';

/** One rate of a code, as it falls on the net amount of a line. */
export interface AppliedRate {
  readonly id: string;
  /** As the rate says; on a rate that is a tax on tax, not what falls on the net amount. */
  readonly percent: number;
  /** In hundredths of the net amount. */
  readonly ofNet: number;
  /** The taxed amount, in hundredths of the net amount. */
  readonly base: number;
  /** Only QuickBooks itself works it out. */
  readonly readOnly: boolean;
}

export function detailOf(line: JsonObject): JsonObject {
  return objectOf(line[textOf(line.DetailType) ?? '']) ?? {};
}

/** The purchase side of the line's code; a later rate may be on the tax of an earlier one. */
export function ratesOf(line: JsonObject, realm: Realm): AppliedRate[] {
  const code = find(realm, 'TaxCode', referenceOf(detailOf(line).TaxCodeRef) ?? '');
  const details = objectsOf(objectOf(code?.body.PurchaseTaxRateList)?.TaxRateDetail);
  const ordered = [...details].sort((left, right) => orderOf(left) - orderOf(right));
  const applied: (AppliedRate & { readonly order: number })[] = [];
  for (const detail of ordered) {
    const id = referenceOf(detail.TaxRateRef) ?? '';
    const rate = find(realm, 'TaxRate', id)?.body ?? {};
    const percent = numberOf(rate.RateValue) ?? 0;
    const below = applied.filter(({ order }) => order <= (numberOf(detail.TaxOnTaxOrder) ?? -1));
    const taxBelow = below.reduce((total, { ofNet }) => add(total, ofNet), 0);
    const base = baseOf(textOf(detail.TaxTypeApplicable), taxBelow);
    applied.push({
      id,
      percent,
      base,
      ofNet: multiply(percent, base / 100),
      readOnly: rate.DisplayType === 'ReadOnly',
      order: orderOf(detail),
    });
  }
  return applied;
}

const orderOf = (detail: JsonObject): number => numberOf(detail.TaxOrder) ?? 0;

function baseOf(applicable: string | undefined, taxBelow: number): number {
  if (applicable === 'TaxOnTax') return taxBelow;
  return applicable === 'TaxOnAmountPlusTax' ? add(100, taxBelow) : 100;
}
