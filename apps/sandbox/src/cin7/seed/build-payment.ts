import type { PaymentDescription } from '../../company/purchase-description.js';
import { nextId } from '../model/identifiers.js';
import type { Payment, Purchase } from '../model/purchase.js';
import type { Tenant } from '../model/tenant.js';

const OPERATING_ACCOUNT = '1010';

export function buildPayment(tenant: Tenant, purchase: Purchase, payment: PaymentDescription): Payment {
  const datePaid = payment.date ?? new Date(purchase.lastUpdatedMs).toISOString().slice(0, 10);
  return {
    id: nextId(tenant),
    reference: payment.reference ?? '',
    amount: payment.amount,
    datePaid,
    account: payment.account ?? OPERATING_ACCOUNT,
    currencyRate: payment.currencyRate ?? purchase.currencyRate,
    createdMs: purchase.lastUpdatedMs,
    depositId: payment.depositId ?? null,
  };
}
