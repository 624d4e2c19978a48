import type { ReceiptPart } from '../model/purchase.js';
import type { PurchaseView } from './purchase-view.js';
import { renderReceiptLine } from './render-lines.js';

interface RenderedReceipt {
  readonly TaskID: string;
  readonly Status: string;
  readonly Lines: object[];
}

/** Stock is received without a place and gets one when it is put away. */
export function renderReceipt(receipt: ReceiptPart): RenderedReceipt {
  const at = { name: null, id: null, isReceived: receipt.status === 'AUTHORISED' };
  return {
    TaskID: receipt.taskId,
    Status: receipt.status,
    Lines: receipt.lines.map((line) => renderReceiptLine(line, at)),
  };
}

export function renderPutAway(receipt: ReceiptPart, view: PurchaseView): RenderedReceipt {
  const { status, lines } = receipt.putAway ?? receipt;
  const isReceived = status === 'AUTHORISED';
  return {
    TaskID: receipt.taskId,
    Status: status,
    Lines: lines.map((line) =>
      renderReceiptLine(line, { name: line.location, id: view.locationId(line.location), isReceived }),
    ),
  };
}
