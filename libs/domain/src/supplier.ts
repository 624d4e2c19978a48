export interface SupplierAddress {
  readonly line1: string | null;
  readonly line2: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly postcode: string | null;
  readonly country: string | null;
}

/** A party we buy from, as Cin7 holds it. */
export interface Supplier {
  readonly id: string;
  readonly name: string;
  readonly currency: string | null;
  readonly terms: string | null;
  readonly deprecated: boolean;
  readonly taxNumber: string | null;
  readonly contactName: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly mobile: string | null;
  readonly fax: string | null;
  readonly website: string | null;
  readonly billingAddress: SupplierAddress | null;
  /** Additional attributes 1 to 10, by number; those without a value are left out. */
  readonly attributes: ReadonlyMap<number, string>;
}
