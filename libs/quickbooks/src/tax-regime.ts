import { z } from 'zod';
import { decimalFromNumber, parseDecimal, type TaxCode, type TaxRate, type TaxRegime } from '#libs/domain';
import type { WireObject } from './quickbooks.client.js';

const Code = z.looseObject({
  Id: z.string(),
  Name: z.string(),
  Active: z.boolean().nullish(),
  PurchaseTaxRateList: z
    .looseObject({
      TaxRateDetail: z
        .array(
          z.looseObject({ TaxRateRef: z.looseObject({ value: z.string() }), TaxOrder: z.number().nullish() }),
        )
        .nullish(),
    })
    .nullish(),
});
const Rate = z.looseObject({ Id: z.string(), RateValue: z.union([z.number(), z.string()]).nullish() });

/**
 * How a company taxes purchases, from its lists of tax codes and rates. In the US no code has rates for purchases: bills
 * there carry no tax codes. A code with a rate that we do not know is left out, or its tax would be divided wrongly.
 */
export function taxRegimeOf(codes: readonly WireObject[], rates: readonly WireObject[]): TaxRegime {
  const known = new Map(rates.flatMap((rate) => ratePair(rate)));
  const usable = codes.flatMap((code) => taxCodePair(code, known));
  return usable.some(([, { rates: its }]) => its.length > 0)
    ? { kind: 'codes', codes: new Map(usable) }
    : { kind: 'none' };
}

function ratePair(object: WireObject): [string, TaxRate][] {
  const parsed = Rate.safeParse(object);
  if (!parsed.success) return [];
  const { Id: id, RateValue: value } = parsed.data;
  const percent = typeof value === 'number' ? decimalFromNumber(value) : parseDecimal(value ?? '');
  return percent ? [[id, { id, percent }]] : [];
}

function taxCodePair(object: WireObject, known: ReadonlyMap<string, TaxRate>): [string, TaxCode][] {
  const parsed = Code.safeParse(object);
  if (!parsed.success) return [];
  const { Id: id, Name: name, Active: active, PurchaseTaxRateList: list } = parsed.data;
  const details = [...(list?.TaxRateDetail ?? [])].sort((a, b) => (a.TaxOrder ?? 0) - (b.TaxOrder ?? 0));
  const rates = details.flatMap(({ TaxRateRef }) => known.get(TaxRateRef.value) ?? []);
  if (rates.length < details.length) return [];
  return [[id, { id, name, active: active !== false, rates }]];
}
