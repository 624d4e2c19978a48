import type { Purchase } from '../model/purchase.js';

/** One way only. The invoice keeps its number and gets a task id of its own, which it did not have before. */
export function convertToAdvanced(purchase: Purchase, newTaskId: string): void {
  purchase.type = 'advanced';
  for (const invoice of purchase.invoices) {
    invoice.taskId = newTaskId;
    invoice.group = 1;
    invoice.currencyRate ??= purchase.currencyRate;
  }
  for (const note of purchase.creditNotes) note.taskId = newTaskId;
  for (const journal of purchase.journals) {
    journal.taskId = newTaskId;
    journal.group = 1;
  }
  for (const receipt of purchase.receipts) {
    receipt.taskId = newTaskId;
    receipt.group = 1;
  }
}
