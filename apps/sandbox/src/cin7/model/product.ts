import type { Attachment } from './attachment.js';

/** What an account keeps of a product, as far as purchases need it. */
export interface Product {
  readonly id: string;
  readonly sku: string;
  name: string;
  type: 'Stock' | 'Service';
  category: string;
  costingMethod: string;
  unit: string;
  inventoryAccount: string | null;
  expenseAccount: string | null;
  cogsAccount: string | null;
  revenueAccount: string | null;
  purchaseTaxRule: string | null;
  isDeprecated: boolean;
  lastModifiedMs: number;
  suppliers: ProductSupplier[];
  attachments: Attachment[];
}

export interface ProductSupplier {
  readonly supplierId: string;
  readonly supplierName: string;
  readonly code: string;
  readonly cost: number;
  readonly currency: string;
}
