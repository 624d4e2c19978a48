import { authorisedParts } from '../rules/authorised-parts.js';
import { appearsInCreditNoteList } from '../rules/credit-note-list.js';
import { isStandAloneCredit } from '../rules/purchase-kind.js';
import { type PurchaseRow, rowOf } from '../rules/purchase-row.js';
import type { Purchase } from './purchase.js';

/** A purchase with its list row, which is worked out once after each change and not on each of a thousand reads. */
export interface Shelved {
  readonly purchase: Purchase;
  readonly row: PurchaseRow;
  /** A copy of the purchase's own: a hundred thousand of them are compared in one call. */
  readonly lastUpdatedMs: number;
  /** What was authorised when it was put here; the purchase itself may have changed since. */
  readonly authorised: string;
  /** In which of the two lists it stands. */
  readonly isStandAloneCredit: boolean;
  readonly isInCreditNoteList: boolean;
}

const byNumber = new Intl.Collator('en', { numeric: true });

/** An account's purchases, always in the order in which the list shows them: ascending by order number. */
export class PurchaseShelf {
  private readonly sorted: Shelved[] = [];
  private readonly byId = new Map<string, Shelved>();
  private standAloneCredits = 0;

  get(id: string): Purchase | undefined {
    return this.byId.get(id.toLowerCase())?.purchase;
  }

  all(): readonly Shelved[] {
    return this.sorted;
  }

  /** Most accounts have none, and their lists need not look for any. */
  hasStandAloneCredits(): boolean {
    return this.standAloneCredits > 0;
  }

  /** Finds the purchase that holds this sub-document. */
  withTask(taskId: string): Purchase | undefined {
    const wanted = taskId.toLowerCase();
    const isWanted = (part: { taskId: string }) => part.taskId === wanted;
    return this.sorted.find(
      ({ purchase }) =>
        purchase.invoices.some(isWanted) ||
        purchase.receipts.some(isWanted) ||
        purchase.creditNotes.some(isWanted),
    )?.purchase;
  }

  /** Adds a purchase, or takes in a change of one; then it answers what stood here before. */
  put(purchase: Purchase): Shelved | undefined {
    const { lastUpdatedMs } = purchase;
    const shelved = {
      purchase,
      row: rowOf(purchase),
      lastUpdatedMs,
      authorised: authorisedParts(purchase),
      isStandAloneCredit: isStandAloneCredit(purchase),
      isInCreditNoteList: appearsInCreditNoteList(purchase),
    };
    const earlier = this.byId.get(purchase.id);
    if (earlier !== undefined) this.sorted.splice(this.sorted.indexOf(earlier), 1);
    else if (shelved.isStandAloneCredit) this.standAloneCredits += 1;
    this.byId.set(purchase.id, shelved);
    const place = this.placeFor(purchase.orderNumber);
    if (place === this.sorted.length) this.sorted.push(shelved);
    else this.sorted.splice(place, 0, shelved);
    return earlier;
  }

  /** Most purchases are the newest, so the search begins at the end. */
  private placeFor(orderNumber: string): number {
    let low = 0;
    let high = this.sorted.length;
    const last = this.sorted.at(-1);
    if (last === undefined || byNumber.compare(last.purchase.orderNumber, orderNumber) <= 0) return high;
    while (low < high) {
      const middle = (low + high) >> 1;
      const there = this.sorted[middle]?.purchase.orderNumber ?? '';
      if (byNumber.compare(there, orderNumber) <= 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
