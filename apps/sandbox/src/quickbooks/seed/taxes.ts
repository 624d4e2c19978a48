import type { JsonObject } from '../json.js';
import { describe } from '../model/entity-table.js';
import type { Realm } from '../realm/realm.js';
import { insert } from '../write/save.js';
import { type SeedCode, type SeedRate, taxCodesOf } from './purchase-taxes.js';

/** The US has words for ids and no rates on purchases; elsewhere a code lists its rates for either side. */
export function seedTaxes(realm: Realm): void {
  if (realm.country === 'US') seedWords(realm);
  else seedCodes(realm);
}

function seedCodes(realm: Realm): void {
  const rateIds = new Map<string, string>();
  for (const code of taxCodesOf(realm.country)) seedCode(realm, code, rateIds);
}

const WORDS = [
  { word: 'TAX', Taxable: true, TaxGroup: false },
  { word: 'NON', Taxable: false, TaxGroup: false },
  { word: 'CustomSalesTax', Taxable: true, TaxGroup: true },
] as const;

function seedWords(realm: Realm): void {
  const description = describe('TaxCode');
  for (const { word, ...flags } of WORDS)
    insert({ realm, description }, { Name: word, Description: word, Active: true, ...flags }, {}, word);
}

function seedCode(realm: Realm, code: SeedCode, rateIds: Map<string, string>): void {
  const details = (rates: readonly SeedRate[]): JsonObject => ({
    TaxRateDetail: rates.map(
      (rate, index): JsonObject => ({
        TaxRateRef: { value: rateIdOf(realm, rate, rateIds) },
        ...(code.compound && index > 0
          ? { TaxTypeApplicable: 'TaxOnAmountPlusTax', TaxOnTaxOrder: index - 1 }
          : { TaxTypeApplicable: 'TaxOnAmount' }),
        TaxOrder: index,
      }),
    ),
  });
  const body: JsonObject = {
    Name: code.name,
    Description: code.description,
    Active: true,
    Hidden: false,
    Taxable: code.purchase.length > 0,
    TaxGroup: true,
    TaxCodeConfigType: 'SYSTEM_GENERATED',
    PurchaseTaxRateList: details(code.purchase),
    SalesTaxRateList: details(code.sales),
  };
  insert({ realm, description: describe('TaxCode') }, body);
}

function rateIdOf(realm: Realm, rate: SeedRate, rateIds: Map<string, string>): string {
  const known = rateIds.get(rate.name);
  if (known !== undefined) return known;
  const body: JsonObject = {
    Name: rate.name,
    Description: rate.name,
    RateValue: rate.percent,
    AgencyRef: { value: '1' },
    Active: true,
    SpecialTaxType: rate.special ?? 'NONE',
    ...(rate.readOnly ? { DisplayType: 'ReadOnly' } : {}),
  };
  const { id } = insert({ realm, description: describe('TaxRate') }, body);
  rateIds.set(rate.name, id);
  return id;
}
