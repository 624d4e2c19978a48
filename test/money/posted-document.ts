import {
  billFromPurchase,
  defaultPolicies,
  type MappingContext,
  type MappingRule,
  orderFromPurchase,
  type Problem,
  type PurchaseDocument,
  vendorCreditFromPurchase,
} from '#libs/domain';
import {
  billToQuickBooks,
  type Draft,
  purchaseOrderToQuickBooks,
  vendorCreditToQuickBooks,
} from '#libs/quickbooks';
import { aCreditNote, anAccount, anInvoice, anOrder, aPurchase, someContext } from '#libs/testing';
import type { MoneyCompany } from './companies.js';
import { type Cin7Document, cin7Document, currencies, type TypedDocument } from './typed-purchase.js';

export const documentKinds = ['bill', 'vendor-credit', 'purchase-order'] as const;
export type TestedKind = (typeof documentKinds)[number];

export interface AccountIds {
  readonly goods: string;
  readonly freight: string;
  readonly tax: string;
  /** The account payable of each currency. */
  readonly payables: ReadonlyMap<string, string>;
}

/** Where untaxed companies book the tax that no rule names an account for. */
export interface Choices {
  readonly accounts: AccountIds;
  readonly unmappedTax: MappingContext['policies']['unmappedTax'];
}

export const someAccounts: AccountIds = {
  goods: '81',
  freight: '92',
  tax: '23',
  payables: new Map(currencies.map((currency) => [currency, '33'])),
};

export type Outcome = { readonly paper: Cin7Document } & (
  | { readonly ok: true; readonly document: PurchaseDocument; readonly draft: Draft }
  | { readonly ok: false; readonly problems: readonly Problem[] }
);

export function contextOf(company: MoneyCompany, { accounts, unmappedTax }: Choices): MappingContext {
  const { goods, freight, tax, payables } = accounts;
  const taxRules = company.taxRules.flatMap(({ name: source, target }): MappingRule[] => {
    if (target === null) return [];
    return [{ kind: 'tax', source, target: company.taxes.kind === 'none' ? tax : target }];
  });
  return someContext({
    homeCurrency: company.homeCurrency,
    multiCurrency: true,
    taxes: company.taxes,
    policies: { ...defaultPolicies, unmappedTax },
    payables,
    rules: [
      { kind: 'account', source: '1400', target: goods },
      { kind: 'account', source: '6100', target: freight },
      ...taxRules,
    ],
    accounts: new Map([goods, freight, tax].map((id) => [id, anAccount({ id, type: 'Expense' })] as const)),
  });
}

/** What becomes of a document of Cin7: what leaves for QuickBooks, or why it is held. */
export function outcomeOf(
  kind: TestedKind,
  typed: TypedDocument,
  company: MoneyCompany,
  choices: Choices,
): Outcome {
  const paper = cin7Document(typed, company);
  const context = contextOf(company, choices);
  const purchase = aPurchase({
    currency: typed.currency,
    baseCurrency: company.homeCurrency,
    rate: typed.rate,
    taxInclusive: typed.isTaxInclusive,
    order: anOrder(paper),
  });
  const draftContext = { marker: '[bb:test]', multiCurrency: true };
  if (kind === 'purchase-order') {
    const mapped = orderFromPurchase(purchase, context);
    if (!mapped.ok) return { paper, ...mapped };
    return {
      paper,
      ok: true,
      document: mapped.value,
      draft: purchaseOrderToQuickBooks(mapped.value, draftContext),
    };
  }
  if (kind === 'vendor-credit') {
    const credit = aCreditNote({ ...paper, rate: typed.rate });
    const mapped = vendorCreditFromPurchase(purchase, credit, 'CR-1', context);
    if (!mapped.ok) return { paper, ...mapped };
    return {
      paper,
      ok: true,
      document: mapped.value,
      draft: vendorCreditToQuickBooks(mapped.value, draftContext),
    };
  }
  const invoice = anInvoice({ ...paper, rate: typed.rate });
  const mapped = billFromPurchase(purchase, invoice, { number: 'INV-1', orderLines: [] }, context);
  if (!mapped.ok) return { paper, ...mapped };
  return { paper, ok: true, document: mapped.value, draft: billToQuickBooks(mapped.value, draftContext) };
}
