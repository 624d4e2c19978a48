import fc from 'fast-check';
import {
  add,
  type Decimal,
  decimal,
  minorDigits,
  multiply,
  type PurchaseLine,
  round,
  subtract,
  sum,
} from '#libs/domain';
import { aLine } from '#libs/testing';
import type { Cin7TaxRule, MoneyCompany } from './companies.js';

/** What a person types into a document of Cin7, and how the account is set. */
export interface TypedDocument {
  readonly currency: string;
  readonly rate: Decimal;
  readonly isTaxInclusive: boolean;
  /** By line; once for the document, over taxes of four decimals; or once for the document, over rounded lines. */
  readonly rounding: 'Row Total' | 'Total' | 'Total over rounded rows';
  /** Totals of lines to the cent, as the live API showed them, or with four decimals, as the blueprint has them. */
  readonly isLineToTheCent: boolean;
  readonly lines: readonly TypedLine[];
  /** Minor units that somebody's import put on the document's total or tax without a line for it. */
  readonly tampered: { readonly total: number; readonly tax: number };
}

export interface TypedLine {
  readonly quantity: Decimal;
  readonly price: Decimal;
  readonly discount: Decimal;
  /** Of the company's tax rules. */
  readonly rule: number;
  readonly isCharge: boolean;
}

const decimals = (min: number, max: number, scale: number) =>
  fc.integer({ min, max }).map((units): Decimal => ({ units: BigInt(units), scale }));

const goods = fc.record({
  quantity: decimals(1, 3_000_000, 4),
  price: decimals(0, 9_000_000, 4),
  discount: fc.constantFrom('0', '0', '5', '12.5', '33.33', '100').map(decimal),
  rule: fc.nat(20),
  isCharge: fc.constantFrom(false, false, true),
});

/** Discounts and roundings of a whole document are charges with a negative price. */
const reduction = fc.record({
  quantity: fc.constant(decimal('1')),
  price: decimals(-500_000, -1, 4),
  discount: fc.constant(decimal('0')),
  rule: fc.nat(20),
  isCharge: fc.constant(true),
});

export const currencies = ['USD', 'GBP', 'EUR', 'CAD', 'JPY', 'KWD'] as const;

export const typedDocument: fc.Arbitrary<TypedDocument> = fc.record({
  currency: fc.constantFrom(...currencies),
  rate: decimals(1, 2_000_000, 6),
  isTaxInclusive: fc.boolean(),
  rounding: fc.constantFrom('Row Total', 'Total', 'Total over rounded rows'),
  isLineToTheCent: fc.boolean(),
  lines: fc
    .tuple(fc.array(goods, { minLength: 1, maxLength: 9 }), fc.array(reduction, { maxLength: 2 }))
    .map(([some, less]) => [...some, ...less]),
  tampered: fc.oneof(
    { weight: 8, arbitrary: fc.constant({ total: 0, tax: 0 }) },
    {
      weight: 1,
      arbitrary: fc.record({
        total: fc.integer({ min: -300, max: 300 }),
        tax: fc.integer({ min: -300, max: 300 }),
      }),
    },
  ),
});

const HUNDRED = decimal('100');
const ONE_PERCENT = decimal('0.01');
const CIN7_DIGITS = 4;

export interface Cin7Document {
  readonly lines: readonly PurchaseLine[];
  readonly totalBeforeTax: Decimal;
  readonly tax: Decimal;
  readonly total: Decimal;
}

/** As Cin7 works a document out: tax on top or inside, rounded by line or once for the document. */
export function cin7Document(typed: TypedDocument, company: MoneyCompany): Cin7Document {
  const digits = minorDigits(typed.currency);
  const worked = typed.lines.map((line) => cin7Line(line, typed, company));
  const lines = worked.map(({ line }) => line);
  const gross = round(sum(lines.map(({ total }) => total)), digits);
  const exactTax = round(sum(worked.map(({ exactTax: each }) => each)), digits);
  const linesTax = round(sum(lines.map(({ tax }) => tax)), digits);
  const saidTax = typed.rounding === 'Row Total' ? linesTax : exactTax;
  const tax = add(saidTax, { units: BigInt(typed.tampered.tax), scale: digits });
  const totalBeforeTax = typed.isTaxInclusive ? subtract(gross, tax) : gross;
  const total = add(add(totalBeforeTax, tax), { units: BigInt(typed.tampered.total), scale: digits });
  return { lines, totalBeforeTax, tax, total };
}

function cin7Line(
  { quantity, price, discount, rule, isCharge }: TypedLine,
  { currency, isTaxInclusive, rounding, isLineToTheCent }: TypedDocument,
  { taxRules }: MoneyCompany,
) {
  const digits = minorDigits(currency);
  const { name, percent } = ruleAt(taxRules, rule);
  const share = multiply(subtract(HUNDRED, discount), ONE_PERCENT);
  const total = round(multiply(multiply(quantity, price), share), isLineToTheCent ? digits : CIN7_DIGITS);
  const exactTax = divided(multiply(total, percent), isTaxInclusive ? add(HUNDRED, percent) : HUNDRED);
  const tax = round(exactTax, rounding === 'Total' ? CIN7_DIGITS : digits);
  const charge = { productId: null, sku: null, description: 'Freight', accountCode: '6100' };
  const line = aLine({ quantity, price, taxRule: name, tax, total, ...(isCharge ? charge : {}) });
  return { line, exactTax };
}

function ruleAt(taxRules: readonly Cin7TaxRule[], place: number): Cin7TaxRule {
  const rule = taxRules[place % taxRules.length];
  if (!rule) throw new Error('A company has tax rules');
  return rule;
}

const QUOTIENT_DIGITS = 12;

function divided(left: Decimal, right: Decimal): Decimal {
  const scale = Math.max(left.scale, right.scale);
  const above = round(left, scale).units * 10n ** BigInt(QUOTIENT_DIGITS);
  return { units: above / round(right, scale).units, scale: QUOTIENT_DIGITS };
}
