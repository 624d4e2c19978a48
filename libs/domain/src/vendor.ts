import type { SupplierAddress } from './supplier.js';

/** The party that QuickBooks shall know, in our words. */
export interface Vendor {
  readonly displayName: string;
  readonly companyName: string;
  readonly currency: string;
  readonly contactName: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly website: string | null;
  readonly address: SupplierAddress | null;
  readonly termId: string | null;
}
