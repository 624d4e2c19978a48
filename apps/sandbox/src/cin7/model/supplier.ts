import type { RawEdit } from './purchase.js';

export interface Supplier {
  readonly id: string;
  name: string;
  currency: string;
  paymentTerm: string;
  taxRule: string;
  accountPayable: string;
  isDeprecated: boolean;
  discount: number;
  comments: string | null;
  taxNumber: string | null;
  attributeSet: string | null;
  attributes: (string | null)[];
  addresses: SupplierAddress[];
  contacts: SupplierContact[];
  lastModifiedMs: number;
  raw?: RawEdit;
}

export interface SupplierAddress {
  id: string;
  line1: string;
  line2: string | null;
  city: string | null;
  state: string | null;
  postcode: string | null;
  country: string;
  type: 'Billing' | 'Business' | 'Shipping';
  isDefault: boolean;
}

export interface SupplierContact {
  id: string;
  name: string;
  phone: string | null;
  mobilePhone: string | null;
  fax: string | null;
  email: string | null;
  website: string | null;
  comment: string | null;
  isDefault: boolean;
  isInEmail: boolean;
}
