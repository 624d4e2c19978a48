import type { Decimal } from './decimal.js';
import type { Money } from './money.js';

export interface BillLine {
  /** QuickBooks' account id. */
  readonly accountId: string;
  readonly description: string;
  readonly amount: Money;
}

/** The payable that QuickBooks shall hold, in our words. The vendor is added when it is known. */
export interface Bill {
  readonly documentNumber: string;
  readonly date: string;
  readonly dueDate: string | null;
  /** QuickBooks' term id, where a rule or an equal name gives one. */
  readonly termId: string | null;
  readonly currency: string;
  /** Home units for one foreign unit; null for a bill in the home currency. */
  readonly exchangeRate: Decimal | null;
  readonly lines: readonly BillLine[];
  readonly total: Money;
  /** What a bookkeeper reads in the memo: Cin7's full references. */
  readonly note: string;
}
