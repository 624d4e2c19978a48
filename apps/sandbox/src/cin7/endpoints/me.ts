import type { Cin7Call, Routes } from '../http/routes.js';
import { businessDate } from '../render/render-moment.js';
import { untaxed } from '../seed/untaxed.js';

function me({ tenant }: Cin7Call): object {
  return {
    Company: tenant.company.name,
    Currency: tenant.company.baseCurrency,
    TimeZone: tenant.company.timeZone,
    DefaultWeightUnits: 'lb',
    DefaultDimensionsUnits: 'in',
    LockDate: businessDate(tenant.settings.lockDate),
    OpeningBalanceDate: '2024-01-01T00:00:00',
    TaxCalculationMethod: tenant.settings.taxCalculationMethod,
    DefaultSaleTaxRuleId: untaxed(tenant).id,
    DefaultSaleTaxRuleName: untaxed(tenant).name,
    MaximumDecimalPlacesInQuantity: 'N2',
    ApplyCustomerDiscountsAfterOtherDiscounts: true,
    DiscountRule: 'Discount',
    AutomaticallyApplyDiscounts: false,
    RoundingTable: [{ RangeTo: 10, RoundToNearest: 0.01, AdjustmentRule: 'N', AdjustmentValue: 0 }],
  };
}

export const meRoutes: Routes = { me: { GET: me } };
