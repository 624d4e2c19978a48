import type { CreditNoteDescription } from '../../company/purchase-description.js';
import { nextId } from '../model/identifiers.js';
import type { CreditNotePart, Purchase } from '../model/purchase.js';
import type { Tenant } from '../model/tenant.js';
import { hasOneOfEach } from '../rules/purchase-kind.js';
import { buildCharge, buildLine, lineDefaults } from './build-lines.js';
import { buildPayment } from './build-payment.js';
import { receiptLine } from './build-receipts.js';

/** A credit note with goods sends them back; one with charges alone only lowers the price. */
export function buildCreditNote(
  tenant: Tenant,
  purchase: Purchase,
  note: CreditNoteDescription,
): CreditNotePart {
  const taskId = hasOneOfEach(purchase) ? purchase.id : nextId(tenant);
  const lines = (note.lines ?? []).map((line) => buildLine(tenant, line, lineDefaults(purchase)));
  const status = note.status ?? 'AUTHORISED';
  const sentBack = status === 'AUTHORISED' && lines.length > 0;
  return {
    taskId,
    invoiceNumber: note.invoiceNumber ?? purchase.invoices[0]?.number ?? '',
    number: note.number,
    date: note.date,
    status,
    lines,
    charges: (note.charges ?? []).map((charge) => buildCharge(tenant, charge, lineDefaults(purchase))),
    refunds: (note.refunds ?? []).map((refund) => buildPayment(tenant, purchase, refund)),
    unstock: sentBack
      ? lines.map((line) => ({ ...receiptLine(purchase, line, { taskId, share: 1 }), date: note.date }))
      : [],
    unstockStatus: sentBack ? 'AUTHORISED' : 'NOT AVAILABLE',
  };
}
