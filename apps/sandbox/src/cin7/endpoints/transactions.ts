import { paged } from '../http/paging.js';
import type { Cin7Call, Routes } from '../http/routes.js';
import { equals } from '../http/text-filters.js';
import { businessDate } from '../render/render-moment.js';
import { inBaseCurrency } from '../rules/base-currency.js';
import { type Entry, purchaseEntries } from '../rules/purchase-entries.js';

/** Both dates are left out themselves. */
function listTransactions({ tenant, query }: Cin7Call): object {
  const from = query.text('FromDate')?.slice(0, 10);
  const to = query.text('ToDate')?.slice(0, 10);
  const account = query.text('Account');
  const found = tenant.purchases
    .all()
    .flatMap(({ purchase }) => purchaseEntries(tenant, purchase))
    .filter(
      (entry) =>
        (from === undefined || entry.date > from) &&
        (to === undefined || entry.date < to) &&
        (equals(entry.debit, account) || equals(entry.credit, account)),
    );
  return paged(found, query, { key: 'Transactions', render });
}

function render(entry: Entry): object {
  return {
    TaskID: entry.taskId,
    DebitAccountCode: entry.debit,
    CreditAccountCode: entry.credit,
    Amount: inBaseCurrency(entry.amount, entry.rate),
    EffectiveDate: businessDate(entry.date),
    Reference: entry.reference,
    Transaction: entry.transaction,
    Type: 'Purchase',
  };
}

export const transactionRoutes: Routes = { transactions: { GET: listTransactions } };
