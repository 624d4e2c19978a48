import type { Payment } from '../model/purchase.js';
import type { Tenant } from '../model/tenant.js';
import { fromUnits, toUnits } from './decimal.js';

/** Why a payment cannot be taken from the deposit that it names; `undefined` when it can, or names none. */
export function depositGate({ deposits }: Tenant, { depositId, amount }: Payment): string | undefined {
  if (depositId === null) return undefined;
  const deposit = deposits.find(({ id }) => id === depositId);
  if (deposit === undefined) return 'Deposit with specified ID not found';
  return deposit.remaining < amount ? 'Amount exceeds the remaining amount of the deposit.' : undefined;
}

export function takeFromDeposit(tenant: Tenant, payment: Payment): void {
  move(tenant, payment, -payment.amount);
}

export function returnToDeposit(tenant: Tenant, payment: Payment): void {
  move(tenant, payment, payment.amount);
}

function move({ deposits }: Tenant, { depositId }: Payment, amount: number): void {
  const deposit = deposits.find(({ id }) => id === depositId);
  if (deposit !== undefined) deposit.remaining = fromUnits(toUnits(deposit.remaining) + toUnits(amount));
}
