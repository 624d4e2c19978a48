import { z } from 'zod';
import { renderDeposit } from '../endpoints/supplier-deposits.js';
import { guidFrom, nextId } from '../model/identifiers.js';
import { renderProduct } from '../render/render-product.js';
import { buildProduct, productFor } from '../seed/build-product.js';
import { place, taxRule } from '../seed/reference-book.js';
import { productNews } from '../webhooks/product-news.js';
import { NotThere, type SideDoorCall, type SideDoorRoutes, tenantOf } from './side-door-call.js';

const NewLocations = z.object({ names: z.array(z.string().min(1)) });
const NewTaxRule = z.object({ name: z.string().min(1), percent: z.number().nonnegative() });
const NewDeposit = z.object({
  supplierId: z.string(),
  amount: z.number().positive(),
  date: z.iso.date(),
  account: z.string().default('1010'),
  rate: z.number().positive().default(1),
  description: z.string().default(''),
});
const NewProduct = z.object({
  sku: z.string().min(1),
  name: z.string().optional(),
  account: z.string().optional(),
  type: z.enum(['Stock', 'Service']).optional(),
});
const ProductChange = z.object({ name: z.string().optional(), deprecated: z.boolean().optional() });

function addLocations(call: SideDoorCall): object {
  const { books } = tenantOf(call);
  const added = NewLocations.parse(call.body).names.map((name) => place(name));
  books.locations = [...books.locations, ...added];
  call.world.changed();
  return { locations: books.locations.length };
}

function addTaxRule(call: SideDoorCall): object {
  const { books } = tenantOf(call);
  const { name, percent } = NewTaxRule.parse(call.body);
  books.taxRules = [...books.taxRules, taxRule([name, percent, 'purchase'])];
  call.world.changed();
  return { taxRules: books.taxRules.map((rule) => rule.name) };
}

function addDeposit(call: SideDoorCall): object {
  const tenant = tenantOf(call);
  const wanted = NewDeposit.parse(call.body);
  const supplier = tenant.suppliers.get(wanted.supplierId);
  if (supplier === undefined) throw new NotThere(`There is no supplier ${wanted.supplierId}.`);
  const deposit = {
    ...wanted,
    id: nextId(tenant),
    supplierId: supplier.id,
    remaining: wanted.amount,
    currency: supplier.currency,
  };
  tenant.deposits = [...tenant.deposits, deposit];
  call.world.changed();
  return renderDeposit(tenant, deposit);
}

function addProduct(call: SideDoorCall): object {
  const facts = NewProduct.parse(call.body);
  const now = call.world.clock.now().getTime();
  return store(call, { ...buildProduct(tenantOf(call), facts, now), id: idFor(call, facts.sku) }, 'Creation');
}

function idFor(call: SideDoorCall, sku: string): string {
  const tenant = tenantOf(call);
  return tenant.products.get(sku.toLowerCase())?.id ?? guidFrom(`${tenant.accountId}/product/${sku}`);
}

function changeProduct(call: SideDoorCall): object {
  const { name, deprecated } = ProductChange.parse(call.body);
  const sku = call.parameters.sku ?? '';
  const product = tenantOf(call).products.get(sku);
  if (product === undefined) throw new NotThere(`There is no product ${sku}.`);
  const changed = {
    ...product,
    name: name ?? product.name,
    isDeprecated: deprecated ?? product.isDeprecated,
    lastModifiedMs: call.world.clock.now().getTime(),
  };
  return store(call, changed, 'Update');
}

function store(
  call: SideDoorCall,
  product: ReturnType<typeof productFor>,
  event: 'Creation' | 'Update',
): object {
  const tenant = tenantOf(call);
  tenant.products.set(product.sku.toLowerCase(), product);
  const news = productNews(product, event);
  call.world.postman.notify(tenant, news.type, news.payload);
  call.world.changed();
  return renderProduct(product);
}

export const bookActions: SideDoorRoutes = [
  ['POST accounts/:accountId/locations', addLocations],
  ['POST accounts/:accountId/tax-rules', addTaxRule],
  ['POST accounts/:accountId/deposits', addDeposit],
  ['POST accounts/:accountId/products', addProduct],
  ['PATCH accounts/:accountId/products/:sku', changeProduct],
];
