/** What a description says of one member; the whole emulator reads these instead of having code per entity. */
interface Common {
  /** Ignored when a client sends it. */
  readonly readOnly?: boolean;
  readonly needed?: boolean;
  /** A full update that leaves it out does not clear it. */
  readonly kept?: boolean;
  /** Filterable, sortable, or both, in the query language. */
  readonly find?: 'F' | 'S' | 'FS';
}

export interface TextMember extends Common {
  readonly kind: 'text';
  readonly max?: number;
  readonly choices?: readonly string[];
  readonly refuses?: RegExp;
  readonly format?: 'email';
}

export interface NumberMember extends Common {
  readonly kind: 'number';
  readonly min?: number;
  readonly max?: number;
}

export interface FlagMember extends Common {
  readonly kind: 'flag';
}

export interface DateMember extends Common {
  readonly kind: 'date';
}

export interface ReferenceMember extends Common {
  readonly kind: 'reference';
  /** `null` means that the emulator keeps the reference without looking it up. */
  readonly to: EntityName | null;
  /** QuickBooks fills some names on read and leaves others (SalesTermRef, TaxCodeRef) out. */
  readonly named: boolean;
}

export interface CurrencyMember extends Common {
  readonly kind: 'currency';
}

export interface ObjectMember extends Common {
  readonly kind: 'object';
  readonly shape: Shape;
  /** What Line1 to Line5 may have together. */
  readonly linesMax?: number;
}

export interface ListMember extends Common {
  readonly kind: 'list';
  readonly shape: Shape;
}

export type Member =
  | TextMember
  | NumberMember
  | FlagMember
  | DateMember
  | ReferenceMember
  | CurrencyMember
  | ObjectMember
  | ListMember;

export type Shape = Readonly<Record<string, Member>>;

export type EntityName =
  | 'Vendor'
  | 'Customer'
  | 'Employee'
  | 'Bill'
  | 'VendorCredit'
  | 'BillPayment'
  | 'PurchaseOrder'
  | 'Account'
  | 'Term'
  | 'TaxCode'
  | 'TaxRate'
  | 'Class'
  | 'Department'
  | 'Item'
  | 'Attachable'
  | 'CompanyInfo'
  | 'Preferences';

export const text = (more: Omit<TextMember, 'kind'> = {}): TextMember => ({ kind: 'text', ...more });
export const number = (more: Omit<NumberMember, 'kind'> = {}): NumberMember => ({ kind: 'number', ...more });
export const flag = (more: Common = {}): FlagMember => ({ kind: 'flag', ...more });
export const date = (more: Common = {}): DateMember => ({ kind: 'date', ...more });
export const currency = (more: Common = {}): CurrencyMember => ({ kind: 'currency', ...more });
export const object = (shape: Shape, more: Common & { linesMax?: number } = {}): ObjectMember => ({
  kind: 'object',
  shape,
  ...more,
});
export const list = (shape: Shape, more: Common = {}): ListMember => ({ kind: 'list', shape, ...more });

export const reference = (to: EntityName | null, more: Common = {}): ReferenceMember => ({
  kind: 'reference',
  to,
  named: true,
  ...more,
});

/** A reference that comes back with its value only. */
export const bareReference = (to: EntityName | null, more: Common = {}): ReferenceMember => ({
  ...reference(to, more),
  named: false,
});
