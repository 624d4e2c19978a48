import { add, type Decimal, decimal, multiply, round, type TaxCode, type TaxRegime } from '#libs/domain';
import { taxRegimeOf, type WireObject } from '#libs/quickbooks';

/** A tax rule of Cin7: its name, what it takes, and the tax code or account of QuickBooks that it is mapped to. */
export interface Cin7TaxRule {
  readonly name: string;
  readonly percent: Decimal;
  readonly target: string | null;
}

/** A company of QuickBooks with the tax rules of the Cin7 account beside it. */
export interface MoneyCompany {
  readonly name: string;
  readonly homeCurrency: string;
  readonly taxes: TaxRegime;
  readonly taxRules: readonly Cin7TaxRule[];
}

const ONE_PERCENT = decimal('0.01');

/** Cin7 knows one percent for each rule: that of all rates of the code together. */
export function taxRulesOf(taxes: TaxRegime): readonly Cin7TaxRule[] {
  if (taxes.kind === 'none') return [];
  return [...taxes.codes.values()].map((code) => ({
    name: `Cin7 ${code.name}`,
    percent: percentOf(code),
    target: code.id,
  }));
}

function percentOf({ rates }: TaxCode): Decimal {
  const parts = rates.map(({ percent, basePercent }) =>
    multiply(multiply(percent, basePercent), ONE_PERCENT),
  );
  return round(parts.reduce(add, decimal('0')), 6);
}

type SeedRate = readonly [id: string, percent: number, readOnly?: 'ReadOnly'];
type SeedCode = readonly [id: string, name: string, rateIds: readonly string[], isCompound?: boolean];

function company(name: string, homeCurrency: string, seed: readonly SeedCode[], rates: readonly SeedRate[]) {
  const codes = seed.map(
    ([Id, Name, rateIds, isCompound]): WireObject => ({
      Id,
      Name,
      Active: true,
      PurchaseTaxRateList: {
        TaxRateDetail: rateIds.map((value, TaxOrder) => ({
          TaxRateRef: { value },
          TaxOrder,
          ...(isCompound && TaxOrder > 0
            ? { TaxTypeApplicable: 'TaxOnAmountPlusTax', TaxOnTaxOrder: TaxOrder - 1 }
            : { TaxTypeApplicable: 'TaxOnAmount' }),
        })),
      },
    }),
  );
  const wireRates = rates.map(([Id, RateValue, DisplayType]): WireObject => ({ Id, RateValue, DisplayType }));
  const taxes = taxRegimeOf({ codes, rates: wireRates, usesSalesTax: true });
  return { name, homeCurrency, taxes, taxRules: taxRulesOf(taxes) };
}

const british = company(
  'a British company',
  'GBP',
  [
    ['2', '20.0% S', ['11']],
    ['3', '5.0% R', ['12']],
    ['4', '0.0% Z', ['13']],
    ['5', 'Exempt', ['13']],
    ['6', 'No VAT', []],
    ['7', '20.0% RC', ['14', '15']],
  ],
  [
    ['11', 20],
    ['12', 5],
    ['13', 0],
    ['14', 20, 'ReadOnly'],
    ['15', -20, 'ReadOnly'],
  ],
);

const canadian = company(
  'a Canadian company',
  'CAD',
  [
    ['2', 'GST', ['21']],
    ['3', 'GST/PST BC', ['21', '22']],
    ['4', 'GST/QST QC - 9.975', ['21', '23']],
    ['5', 'GST + PST PE (old)', ['21', '24'], true],
    ['6', 'HST ON', ['25']],
    ['7', 'Zero-rated', ['26']],
  ],
  [
    ['21', 5],
    ['22', 7],
    ['23', 9.975],
    ['24', 10],
    ['25', 13],
    ['26', 0],
  ],
);

/** In the US a tax rule is mapped to an account, or its tax goes into cost. */
const american: MoneyCompany = {
  name: 'an American company',
  homeCurrency: 'USD',
  taxes: { kind: 'none' },
  taxRules: [
    { name: 'Tax Exempt', percent: decimal('0'), target: null },
    { name: 'State Sales Tax', percent: decimal('6.5'), target: '23' },
    { name: 'City Tax', percent: decimal('10.25'), target: null },
  ],
};

export const moneyCompanies: readonly MoneyCompany[] = [british, canadian, american];
