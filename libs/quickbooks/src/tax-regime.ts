import { z } from 'zod';
import {
  add,
  type Decimal,
  decimal,
  decimalFromNumber,
  multiply,
  parseDecimal,
  sum,
  type TaxCode,
  type TaxRate,
  type TaxRegime,
  ZERO,
} from '#libs/domain';
import type { WireObject } from './quickbooks.client.js';

const Detail = z.looseObject({
  TaxRateRef: z.looseObject({ value: z.string() }),
  TaxOrder: z.number().nullish(),
  TaxOnTaxOrder: z.number().nullish(),
  TaxTypeApplicable: z.string().nullish(),
});
type Detail = z.infer<typeof Detail>;

const Code = z.looseObject({
  Id: z.string(),
  Name: z.string(),
  Active: z.boolean().nullish(),
  PurchaseTaxRateList: z.looseObject({ TaxRateDetail: z.array(Detail).nullish() }).nullish(),
});

const Rate = z.looseObject({
  Id: z.string(),
  RateValue: z.union([z.number(), z.string()]).nullish(),
  DisplayType: z.string().nullish(),
});

/** A rate by itself, before a code says what it is charged on. */
interface PlainRate {
  readonly percent: Decimal;
  readonly isReadOnly: boolean;
}

const HUNDRED = decimal('100');
const ONE_PERCENT = decimal('0.01');

export interface TaxLists {
  readonly codes: readonly WireObject[];
  readonly rates: readonly WireObject[];
  /** A company that does not use sales tax ignores tax codes and the tax that is sent. */
  readonly usesSalesTax: boolean;
}

/**
 * How a company taxes purchases, from its lists of tax codes and rates. In the US no code has rates for purchases: bills
 * there carry no tax codes. A code with a rate that we do not know is left out, or its tax would be divided wrongly.
 */
export function taxRegimeOf({ codes, rates, usesSalesTax }: TaxLists): TaxRegime {
  const known = new Map(rates.flatMap((rate) => ratePair(rate)));
  const usable = codes.flatMap((code) => taxCodePair(code, known));
  return usesSalesTax && usable.some(([, { rates: its }]) => its.length > 0)
    ? { kind: 'codes', codes: new Map(usable) }
    : { kind: 'none' };
}

function ratePair(object: WireObject): [string, PlainRate][] {
  const parsed = Rate.safeParse(object);
  if (!parsed.success) return [];
  const { Id: id, RateValue: value, DisplayType } = parsed.data;
  const percent = typeof value === 'number' ? decimalFromNumber(value) : parseDecimal(value ?? '');
  return percent ? [[id, { percent, isReadOnly: DisplayType === 'ReadOnly' }]] : [];
}

function taxCodePair(object: WireObject, known: ReadonlyMap<string, PlainRate>): [string, TaxCode][] {
  const parsed = Code.safeParse(object);
  if (!parsed.success) return [];
  const { Id: id, Name: name, Active: active, PurchaseTaxRateList: list } = parsed.data;
  const rates = appliedRates(list?.TaxRateDetail ?? [], known);
  return rates ? [[id, { id, name, active: active !== false, rates }]] : [];
}

/**
 * The rates in the order in which they apply, each with what it is charged on: the amount, the taxes up to a certain
 * one, or both. Null where one of them is not known.
 */
function appliedRates(
  details: readonly Detail[],
  known: ReadonlyMap<string, PlainRate>,
): readonly TaxRate[] | null {
  const applied: { readonly order: number; readonly rate: TaxRate }[] = [];
  for (const detail of [...details].sort((left, right) => orderOf(left) - orderOf(right))) {
    const plain = known.get(detail.TaxRateRef.value);
    if (!plain) return null;
    const below = applied.filter(({ order }) => order <= (detail.TaxOnTaxOrder ?? -1));
    const taxBelow = sum(
      below.map(({ rate }) => multiply(multiply(rate.percent, rate.basePercent), ONE_PERCENT)),
    );
    const basePercent = baseOf(detail.TaxTypeApplicable ?? null, taxBelow);
    applied.push({ order: orderOf(detail), rate: { id: detail.TaxRateRef.value, ...plain, basePercent } });
  }
  return applied.map(({ rate }) => rate);
}

function orderOf({ TaxOrder }: Detail): number {
  return TaxOrder ?? 0;
}

function baseOf(applicable: string | null, taxBelow: Decimal): Decimal {
  if (applicable === 'TaxOnTax') return taxBelow;
  return add(HUNDRED, applicable === 'TaxOnAmountPlusTax' ? taxBelow : ZERO);
}
