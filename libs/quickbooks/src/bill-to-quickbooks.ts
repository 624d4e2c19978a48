import { amountOf, type Bill, type BillLine, cut, format } from '#libs/domain';

/** A QuickBooks body as far as mapping knows it; vendor, id and sync token are added when it is sent. */
export type Draft = Record<string, unknown>;

const NOTE_LENGTH = 4000;

export interface BillContext {
  readonly marker: string;
  /** Names the currency: required where multicurrency is on, refused where it is off. */
  readonly multiCurrency: boolean;
}

/** The bill in QuickBooks' words, but for the vendor. */
export function billToQuickBooks(bill: Bill, { marker, multiCurrency }: BillContext): Draft {
  return {
    DocNumber: bill.documentNumber,
    TxnDate: bill.date,
    ...(bill.dueDate ? { DueDate: bill.dueDate } : {}),
    ...(bill.termId ? { SalesTermRef: { value: bill.termId } } : {}),
    ...(multiCurrency ? { CurrencyRef: { value: bill.currency } } : {}),
    ...(bill.exchangeRate ? { ExchangeRate: Number(format(bill.exchangeRate)) } : {}),
    PrivateNote: noteWithMarker(bill.note, marker),
    Line: bill.lines.map(lineToQuickBooks),
  };
}

function lineToQuickBooks(line: BillLine): Draft {
  return {
    DetailType: 'AccountBasedExpenseLineDetail',
    // At most 15 digits: a double gives them back as they were.
    Amount: Number(amountOf(line.amount)),
    Description: line.description,
    AccountBasedExpenseLineDetail: { AccountRef: { value: line.accountId } },
  };
}

function noteWithMarker(note: string, marker: string): string {
  return `${cut(note, NOTE_LENGTH - marker.length - 1)} ${marker}`;
}
