import { requiredText, textIn } from '../http/body.js';
import { Cin7Error } from '../http/cin7-error.js';
import { paged } from '../http/paging.js';
import type { Cin7Call, Routes } from '../http/routes.js';
import { equals, startsWith } from '../http/text-filters.js';
import type { LedgerAccount } from '../model/reference-book.js';
import { type Book, bookWriting } from './book-writing.js';

/** An unknown code is refused, where an unknown name only finds nothing. */
function listAccounts({ tenant, query }: Cin7Call): object {
  const code = query.text('Code');
  const found = tenant.books.accounts.filter((account) => isAsked(account, query));
  if (code !== undefined && found.length === 0) throw new Cin7Error('Account with specified ID not found');
  return paged(found, query, { key: 'AccountsList', render: renderAccount });
}

function isAsked(account: LedgerAccount, query: Cin7Call['query']): boolean {
  return (
    equals(account.code, query.text('Code')) &&
    startsWith(account.name, query.text('Name')) &&
    equals(account.type, query.text('Type')) &&
    equals(account.status, query.text('Status'))
  );
}

const classes = ['ASSET', 'LIABILITY', 'EQUITY', 'REVENUE', 'EXPENSE'] as const;

function renderAccount(account: LedgerAccount): object {
  return {
    Code: account.code,
    Status: account.status,
    Name: account.name,
    Type: account.type,
    Description: account.description,
    Class: account.class,
    SystemAccount: account.systemAccount,
    SystemAccountCode: account.systemAccountCode,
    Bank: account.bankAccountId === null ? null : 'Unknown Bank',
    BankAccountNumber: account.bankAccountId === null ? null : 'No Number',
    BankAccountId: account.bankAccountId,
    ForPayments: account.isForPayments,
    DisplayName: `${account.code}: ${account.name}`,
    OldCode: null,
    Currency: account.currency,
  };
}

function listBankAccounts({ tenant, query }: Cin7Call): object {
  const found = tenant.books.accounts.filter(
    (account) =>
      account.bankAccountId !== null &&
      equals(account.bankAccountId, query.text('ID')) &&
      startsWith(account.name, query.text('Name')) &&
      startsWith('Unknown Bank', query.text('Bank')),
  );
  return paged(found, query, { key: 'BankAccountsList', render: renderBankAccount });
}

function renderBankAccount(account: LedgerAccount): object {
  return {
    AccountID: account.bankAccountId,
    Bank: 'Unknown Bank',
    AccountName: account.name,
    AccountNumber: 'No Number',
    AccountCode: account.code,
    Currency: account.currency,
    StatementBalance: 0,
    BalanceInDear: 0,
    InitialBalance: 0,
  };
}

/** A company that is linked to an accounting system has its accounts from there. */
const chartOfAccounts: Book<'accounts'> = {
  list: 'accounts',
  word: 'Account',
  key: 'Code',
  keyOf: ({ code }) => code,
  gate: ({ template }) =>
    template.accountCodes === 'linked'
      ? 'Chart of Accounts cannot be changed while an accounting system is linked.'
      : undefined,
  written: ({ tenant }, fields, earlier) => ({
    code: requiredText(fields, 'Code'),
    name: requiredText(fields, 'Name'),
    type: requiredText(fields, 'Type'),
    status: requiredText(fields, 'Status') === 'ARCHIVED' ? 'ARCHIVED' : 'ACTIVE',
    class: classes.find((word) => word === textIn(fields, 'Class')) ?? earlier?.class ?? 'EXPENSE',
    description: textIn(fields, 'Description') ?? earlier?.description ?? '',
    systemAccount: textIn(fields, 'SystemAccount') ?? earlier?.systemAccount ?? null,
    systemAccountCode: textIn(fields, 'SystemAccountCode') ?? earlier?.systemAccountCode ?? null,
    isForPayments: fields.ForPayments === true,
    currency: earlier?.currency ?? tenant.company.baseCurrency,
    bankAccountId: earlier?.bankAccountId ?? null,
  }),
  answer: (account, { query }) => paged([account], query, { key: 'AccountsList', render: renderAccount }),
};

export const ledgerAccountRoutes: Routes = {
  'ref/account': { GET: listAccounts, ...bookWriting(chartOfAccounts) },
  'ref/account/bank': { GET: listBankAccounts },
};
