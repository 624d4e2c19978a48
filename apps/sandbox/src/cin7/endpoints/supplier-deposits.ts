import { pagedWithoutTotal } from '../http/paging.js';
import type { Cin7Call, Routes } from '../http/routes.js';
import { equals } from '../http/text-filters.js';
import type { Deposit } from '../model/deposit.js';
import type { Tenant } from '../model/tenant.js';
import { businessDate } from '../render/render-moment.js';

/** Used deposits are hidden unless asked for, and nobody says how many there are. */
function listDeposits({ tenant, query }: Cin7Call): object {
  const withUsed = query.isTrue('ShowUsedDeposits');
  const found = tenant.deposits.filter(
    (deposit) => (withUsed || deposit.remaining > 0) && equals(deposit.supplierId, query.text('SupplierID')),
  );
  const render = (deposit: Deposit) => renderDeposit(tenant, deposit);
  return pagedWithoutTotal(found, query, { key: 'SupplierDeposits', render });
}

export function renderDeposit({ suppliers }: Tenant, deposit: Deposit): object {
  return {
    DepositID: deposit.id,
    SupplierID: deposit.supplierId,
    SupplierName: suppliers.get(deposit.supplierId)?.name ?? '',
    Account: deposit.account,
    Amount: deposit.amount,
    RemainingAmount: deposit.remaining,
    Currency: deposit.currency,
    ConvRate: deposit.rate,
    Date: businessDate(deposit.date),
    Description: deposit.description,
  };
}

export const supplierDepositRoutes: Routes = { 'ref/supplier/deposits': { GET: listDeposits } };
