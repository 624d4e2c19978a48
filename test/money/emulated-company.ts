import { createBody, type Draft, taxRegimeOf, type WireObject } from '#libs/quickbooks';
import {
  type Caller,
  callSandbox,
  entityOf,
  rowsOf,
} from '../../apps/sandbox/src/quickbooks/testing/caller.js';
import { type MoneyCompany, moneyCompanies, taxRulesOf } from './companies.js';
import type { AccountIds, TestedKind } from './posted-document.js';

const PATHS: Readonly<Record<TestedKind, readonly [path: string, entity: string, ledger: string]>> = {
  bill: ['/bill', 'Bill', 'bills'],
  'vendor-credit': ['/vendorcredit', 'VendorCredit', 'vendorCredits'],
  'purchase-order': ['/purchaseorder', 'PurchaseOrder', 'purchaseOrders'],
};

export type Posted =
  | { readonly ok: true; readonly answer: WireObject }
  | { readonly ok: false; readonly why: string };

/** A document as the company's own books have it. */
export interface LedgerDocument {
  readonly id: string;
  readonly currency: string;
  readonly exchangeRate: string;
  readonly total: string;
  readonly tax: string;
}

/** A company in the emulator, with a vendor for each currency, and what we read of it. */
export interface EmulatedCompany {
  readonly company: MoneyCompany;
  readonly accounts: AccountIds;
  readonly sandbox: Caller;
  post(kind: TestedKind, draft: Draft, currency: string): Promise<Posted>;
  ledger(kind: TestedKind): Promise<ReadonlyMap<string, LedgerDocument>>;
}

export async function emulatedCompany(
  country: string,
  currencies: readonly string[],
): Promise<EmulatedCompany> {
  const sandbox = await callSandbox({ company: { country } });
  const preferences = { CurrencyPrefs: { MultiCurrencyEnabled: true } };
  await sandbox.door('POST', `/realms/${sandbox.realmId}/settings`, { preferences });
  const list = async (entity: string) =>
    rowsOf(await sandbox.query(`select * from ${entity} maxresults 1000`), entity) as WireObject[];
  const vendors = new Map<string, string>();
  for (const currency of currencies) {
    const vendor = { DisplayName: `Supplier in ${currency}`, CurrencyRef: { value: currency } };
    vendors.set(currency, String(entityOf(await sandbox.post('/vendor', vendor), 'Vendor').Id));
  }
  let documents = 0;
  const post: EmulatedCompany['post'] = async (kind, draft, currency) => {
    const [path, entity] = PATHS[kind];
    documents += 1;
    const body = createBody({ ...draft, DocNumber: `T-${documents}` }, vendors.get(currency) ?? null, null);
    const reply = await sandbox.post(path, body as Parameters<Caller['post']>[1]);
    return reply.status === 200
      ? { ok: true, answer: entityOf(reply, entity) }
      : { ok: false, why: JSON.stringify(reply.body) };
  };
  const chart = await list('Account');
  const ofType = (type: string) => String(chart.find(({ AccountType }) => AccountType === type)?.Id);
  const accounts = {
    goods: ofType('Cost of Goods Sold'),
    freight: ofType('Expense'),
    tax: ofType('Other Current Liability'),
  };
  const company = await companyFrom(country, list);
  for (const currency of currencies)
    await post('bill', firstBill(company, accounts.goods, currency), currency);
  return {
    company,
    accounts: { ...accounts, payables: payablesOf(await list('Account'), company.homeCurrency) },
    sandbox,
    post,
    ledger: async (kind) => {
      const books = await sandbox.door('GET', `/realms/${sandbox.realmId}/ledger`);
      const found = books[PATHS[kind][2]] as unknown as readonly LedgerDocument[];
      return new Map(found.map((document) => [document.id, document]));
    },
  };
}

async function companyFrom(
  country: string,
  list: (entity: string) => Promise<WireObject[]>,
): Promise<MoneyCompany> {
  const [codes, rates] = await Promise.all([list('TaxCode'), list('TaxRate')]);
  const taxes = taxRegimeOf({ codes, rates, usesSalesTax: true });
  const american = moneyCompanies.find(({ taxes: { kind } }) => kind === 'none');
  const homeCurrency = { US: 'USD', GB: 'GBP', CA: 'CAD' }[country] ?? 'USD';
  const taxRules = taxes.kind === 'none' ? (american?.taxRules ?? []) : taxRulesOf(taxes);
  return { name: `the emulator's company in ${country}`, homeCurrency, taxes, taxRules };
}

/** QuickBooks opens the account payable of a currency with the first bill in it. */
function firstBill({ homeCurrency, taxRules }: MoneyCompany, accountId: string, currency: string): Draft {
  const code = taxRules.find(({ target }) => target !== null)?.target ?? null;
  const isCoded = taxRules.every(({ target }) => target !== null);
  return {
    TxnDate: '2026-10-01',
    CurrencyRef: { value: currency },
    ...(currency === homeCurrency ? {} : { ExchangeRate: 1.25 }),
    ...(isCoded ? { GlobalTaxCalculation: 'TaxExcluded' } : {}),
    Line: [
      {
        DetailType: 'AccountBasedExpenseLineDetail',
        Amount: 10,
        AccountBasedExpenseLineDetail: {
          AccountRef: { value: accountId },
          ...(isCoded ? { TaxCodeRef: { value: code } } : {}),
        },
      },
    ],
  };
}

function payablesOf(chart: readonly WireObject[], homeCurrency: string): ReadonlyMap<string, string> {
  const payables = chart.filter(({ AccountType }) => AccountType === 'Accounts Payable');
  return new Map(
    payables.map(({ Id, CurrencyRef }) => [
      (CurrencyRef as { readonly value?: string } | undefined)?.value ?? homeCurrency,
      String(Id),
    ]),
  );
}
