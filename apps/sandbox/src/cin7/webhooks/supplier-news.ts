import type { Supplier } from '../model/supplier.js';
import { renderSupplier } from '../render/render-supplier.js';
import type { News } from './purchase-news.js';

/** Addresses and contacts stand beside the supplier and not in it, and its moment has no zone. */
export function supplierNews(supplier: Supplier): News {
  const type = 'Supplier/Updated';
  return {
    type,
    payload: () => {
      const { Addresses, Contacts, ...rest } = renderSupplier(supplier) as Record<string, unknown>;
      const moment = String(rest.LastModifiedOn).replace(/Z$/, '');
      return {
        NumberOfSuppliers: 1,
        SupplierDetailsList: [{ Supplier: { ...rest, LastModifiedOn: moment }, Addresses, Contacts }],
        EventType: type,
      };
    },
  };
}
