import { listIn, numberIn, requiredText, textIn } from '../http/body.js';
import { paged } from '../http/paging.js';
import type { Cin7Call, Routes } from '../http/routes.js';
import { equals, matches, startsWith } from '../http/text-filters.js';
import { nextId } from '../model/identifiers.js';
import { type PaymentTerm, type TaxRule, termMethods } from '../model/reference-book.js';
import { type Book, bookWriting } from './book-writing.js';

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

const taxRules: Book<'taxRules'> = {
  list: 'taxRules',
  word: 'Tax Rule',
  key: 'ID',
  keyOf: ({ id }) => id,
  written: ({ tenant }, fields, earlier) => ({
    id: earlier?.id ?? nextId(tenant),
    name: requiredText(fields, 'Name'),
    account: requiredText(fields, 'Account'),
    isActive: fields.IsActive === true,
    isInclusive: fields.TaxInclusive === true,
    percent: listIn(fields, 'Components').reduce((sum, each) => sum + (numberIn(each, 'Percent') ?? 0), 0),
    isForSale: fields.IsTaxForSale === true,
    isForPurchase: fields.IsTaxForPurchase === true,
    components: listIn(fields, 'Components').map((each) => ({
      id: textIn(each, 'ID') ?? nextId(tenant).toUpperCase(),
      name: requiredText(each, 'Name'),
      percent: numberIn(each, 'Percent') ?? 0,
    })),
  }),
  answer: (rule, { query }) => paged([rule], query, { key: 'TaxRuleList', render: renderTaxRule }),
};

const paymentTerms: Book<'paymentTerms'> = {
  list: 'paymentTerms',
  word: 'Payment Term',
  key: 'ID',
  keyOf: ({ id }) => id,
  written: ({ tenant }, fields, earlier) => ({
    id: earlier?.id ?? nextId(tenant),
    name: requiredText(fields, 'Name'),
    duration: numberIn(fields, 'Duration') ?? earlier?.duration ?? 0,
    method:
      termMethods.find((word) => word === textIn(fields, 'Method')) ?? earlier?.method ?? 'number of days',
    isActive: fields.IsActive !== false,
    isDefault: fields.IsDefault === true,
  }),
  answer: (term, { query }) => paged([term], query, { key: 'PaymentTermList', render: renderPaymentTerm }),
};

/** Tax rules can be made and changed and never deleted. */
const { POST, PUT } = bookWriting(taxRules);

export const taxAndTermRoutes: Routes = {
  'ref/tax': { GET: listTaxRules, POST, PUT },
  'ref/paymentterm': { GET: listPaymentTerms, ...bookWriting(paymentTerms) },
};
