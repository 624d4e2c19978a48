import { dateIn, type Fields, numberIn, requiredText, textIn } from '../http/body.js';
import { Cin7Error } from '../http/cin7-error.js';
import { refuse } from '../http/refuse.js';
import type { Payment, Purchase } from '../model/purchase.js';
import type { Tenant } from '../model/tenant.js';
import { unknownReferences } from '../rules/unknown-references.js';
import { buildPayment } from '../seed/build-payment.js';

/** Amounts have two decimals, whatever more was written. */
export function writtenPayment(
  tenant: Tenant,
  purchase: Purchase,
  fields: Fields,
  earlier: Payment | undefined,
): Payment {
  const amount = numberIn(fields, 'Amount') ?? earlier?.amount;
  const date = dateIn(fields, 'DatePaid') ?? earlier?.datePaid;
  if (amount === undefined) throw new Cin7Error('Required attribute Amount is not provided.');
  if (date === undefined) throw new Cin7Error('Required attribute DatePaid is not provided.');
  const account = textIn(fields, 'Account') ?? earlier?.account ?? requiredText(fields, 'Account');
  refuse(unknownReferences(tenant, { account })[0]);
  const payment = buildPayment(tenant, purchase, {
    amount: Math.round(amount * 100) / 100,
    date,
    account,
    reference: textIn(fields, 'Reference') ?? earlier?.reference,
    currencyRate: numberIn(fields, 'CurrencyRate') ?? earlier?.currencyRate,
    depositId: textIn(fields, 'DepositID')?.toLowerCase() ?? earlier?.depositId ?? undefined,
  });
  return earlier === undefined ? payment : { ...payment, id: earlier.id, createdMs: earlier.createdMs };
}
