import { paged } from '../http/paging.js';
import type { Cin7Call, Routes } from '../http/routes.js';
import { equals, matches, startsWith } from '../http/text-filters.js';
import type { PaymentTerm, TaxRule } from '../model/reference-book.js';

function listTaxRules({ tenant, query }: Cin7Call): object {
  const found = tenant.books.taxRules.filter(
    (rule) =>
      equals(rule.id, query.text('ID')) &&
      startsWith(rule.name, query.text('Name')) &&
      equals(rule.account, query.text('Account')) &&
      matches(rule.isActive, query.flag('IsActive')) &&
      matches(rule.isForSale, query.flag('IsTaxForSale')) &&
      matches(rule.isForPurchase, query.flag('IsTaxForPurchase')),
  );
  return paged(found, query, { key: 'TaxRuleList', render: renderTaxRule });
}

/** The rule's percent is a number, its components' are texts of ten decimals. */
function renderTaxRule(rule: TaxRule): object {
  return {
    ID: rule.id,
    Name: rule.name,
    Account: rule.account,
    IsActive: rule.isActive,
    TaxInclusive: rule.isInclusive,
    TaxPercent: rule.percent,
    IsTaxForSale: rule.isForSale,
    IsTaxForPurchase: rule.isForPurchase,
    Components: rule.components.map((component, index) => ({
      ID: component.id,
      Name: component.name,
      Percent: component.percent.toFixed(10),
      AccountCode: rule.account,
      Compound: '0',
      ComponentOrder: String(index + 1),
    })),
  };
}

function listPaymentTerms({ tenant, query }: Cin7Call): object {
  const found = tenant.books.paymentTerms.filter(
    (term) =>
      equals(term.id, query.text('ID')) &&
      startsWith(term.name, query.text('Name')) &&
      equals(term.method, query.text('Method')) &&
      matches(term.isActive, query.flag('IsActive')) &&
      matches(term.isDefault, query.flag('IsDefault')),
  );
  return paged(found, query, { key: 'PaymentTermList', render: renderPaymentTerm });
}

function renderPaymentTerm(term: PaymentTerm): object {
  return {
    ID: term.id,
    Name: term.name,
    Duration: term.duration,
    Method: term.method,
    IsActive: term.isActive,
    IsDefault: term.isDefault,
  };
}

export const taxAndTermRoutes: Routes = {
  'ref/tax': { GET: listTaxRules },
  'ref/paymentterm': { GET: listPaymentTerms },
};
