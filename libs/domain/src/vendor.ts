import type { SupplierAddress } from './supplier.js';

/** The party that QuickBooks shall know, in our words. */
export interface Vendor {
  readonly displayName: string;
  readonly companyName: string;
  readonly currency: string;
  readonly contactName: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly mobile: string | null;
  readonly fax: string | null;
  readonly website: string | null;
  readonly address: SupplierAddress | null;
  readonly termId: string | null;
  readonly taxNumber: string | null;
  /** The number that the vendor keeps us under. */
  readonly accountNumber: string | null;
  readonly active: boolean;
}
