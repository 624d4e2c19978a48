import { z } from 'zod';
import { SupplierDescription } from '../../company/supplier-description.js';
import { saveSupplier } from '../model/save-supplier.js';
import type { Supplier } from '../model/supplier.js';
import { renderSupplier } from '../render/render-supplier.js';
import { buildSupplier } from '../seed/build-supplier.js';
import { rawEdit } from './raw-edit.js';
import { NotThere, type SideDoorCall, type SideDoorRoutes, tenantOf } from './side-door-call.js';

const SupplierChange = z.object({
  name: z.string().optional(),
  currency: z.string().optional(),
  paymentTerm: z.string().optional(),
  deprecated: z.boolean().optional(),
});

function addSupplier(call: SideDoorCall): object {
  const description = SupplierDescription.parse(call.body);
  return store(call, buildSupplier(tenantOf(call), description, call.world.clock.now()));
}

/** Unlike the API it may change anything, a currency too. */
function changeSupplier(call: SideDoorCall): object {
  const supplier = supplierOf(call);
  const { name, currency, paymentTerm, deprecated } = SupplierChange.parse(call.body);
  return store(call, {
    ...supplier,
    name: name ?? supplier.name,
    currency: currency ?? supplier.currency,
    paymentTerm: paymentTerm ?? supplier.paymentTerm,
    isDeprecated: deprecated ?? supplier.isDeprecated,
    lastModifiedMs: call.world.clock.now().getTime(),
  });
}

function spoilSupplier(call: SideDoorCall): object {
  const lastModifiedMs = call.world.clock.now().getTime();
  return store(call, { ...supplierOf(call), raw: rawEdit(call.body), lastModifiedMs });
}

function store(call: SideDoorCall, supplier: Supplier): object {
  saveSupplier(call.world, tenantOf(call), supplier);
  return renderSupplier(supplier);
}

function supplierOf(call: SideDoorCall): Supplier {
  const id = call.parameters.id ?? '';
  const supplier = tenantOf(call).suppliers.get(id);
  if (supplier === undefined) throw new NotThere(`There is no supplier ${id}.`);
  return supplier;
}

export const supplierActions: SideDoorRoutes = [
  ['POST accounts/:accountId/suppliers', addSupplier],
  ['PATCH accounts/:accountId/suppliers/:id', changeSupplier],
  ['POST accounts/:accountId/suppliers/:id/raw', spoilSupplier],
];
