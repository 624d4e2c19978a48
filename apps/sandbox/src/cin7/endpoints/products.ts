import { type Fields, fieldsOf, requiredText, textIn } from '../http/body.js';
import { Cin7Error } from '../http/cin7-error.js';
import { paged } from '../http/paging.js';
import { refuse } from '../http/refuse.js';
import type { Cin7Call, Routes } from '../http/routes.js';
import { contains, equals, startsWith } from '../http/text-filters.js';
import type { Product } from '../model/product.js';
import { renderAttachment } from '../render/render-attachment.js';
import { renderProduct } from '../render/render-product.js';
import { productBy, unknownReferences } from '../rules/unknown-references.js';
import { buildProduct } from '../seed/build-product.js';
import { productNews } from '../webhooks/product-news.js';

/** Deprecated ones are hidden, and what hangs on a product is left out, unless asked for. */
function listProducts(call: Cin7Call): object {
  const { tenant, query } = call;
  const since = query.moment('ModifiedSince');
  const withDeprecated = query.isTrue('IncludeDeprecated');
  const found = [...tenant.products.values()]
    .filter(
      (product) =>
        (withDeprecated || !product.isDeprecated) &&
        (since === undefined || product.lastModifiedMs > since) &&
        equals(product.id, query.text('ID')) &&
        startsWith(product.name, query.text('Name')) &&
        contains(product.sku, query.text('Sku')),
    )
    .sort((left, right) => (left.sku < right.sku ? -1 : 1));
  return paged(found, query, { key: 'Products', render: (product) => render(product, call) });
}

function render(product: Product, { query, origin }: Cin7Call): object {
  const suppliers = query.isTrue('IncludeSuppliers') ? product.suppliers : [];
  const attachments = query.isTrue('IncludeAttachments') ? product.attachments : [];
  return {
    ...renderProduct(product),
    Suppliers: suppliers.map((supplier) => ({
      SupplierID: supplier.supplierId,
      SupplierName: supplier.supplierName,
      SupplierInventoryCode: supplier.code,
      SupplierProductName: product.name,
      Cost: supplier.cost,
      FixedCost: 0,
      Currency: supplier.currency,
      DropShip: false,
      URL: '',
    })),
    ReorderLevels: [],
    BillOfMaterialsProducts: [],
    BillOfMaterialsServices: [],
    Movements: [],
    Attachments: attachments.map((attachment) => renderAttachment(attachment, origin)),
    CustomPrices: [],
  };
}

function addProduct(call: Cin7Call): object {
  const fields = fieldsOf(call.body);
  const sku = requiredText(fields, 'SKU');
  for (const required of ['Name', 'Category', 'CostingMethod', 'UOM', 'Status'])
    requiredText(fields, required);
  if (productBy(call.tenant, { sku, id: undefined }) !== undefined)
    throw new Cin7Error(`Product with SKU ${sku} already exists.`);
  return store(call, fields, { product: buildProduct(call.tenant, { sku }, 0), event: 'Creation' });
}

function changeProduct(call: Cin7Call): object {
  const fields = fieldsOf(call.body);
  const product = productBy(call.tenant, { sku: undefined, id: requiredText(fields, 'ID') });
  if (product === undefined) throw new Cin7Error('Product with specified ID not found');
  return store(call, fields, { product, event: 'Update' });
}

/** What a body leaves out stays as it was. The SKU never changes here. */
function store(
  call: Cin7Call,
  fields: Fields,
  { product: earlier, event }: { product: Product; event: 'Creation' | 'Update' },
): object {
  const { tenant, world, query } = call;
  const text = (name: string, otherwise: string) => textIn(fields, name) ?? otherwise;
  const orNull = (name: string, otherwise: string | null) => textIn(fields, name) ?? otherwise;
  const product: Product = {
    ...earlier,
    name: text('Name', earlier.name),
    category: text('Category', earlier.category),
    costingMethod: text('CostingMethod', earlier.costingMethod),
    unit: text('UOM', earlier.unit),
    type: text('Type', earlier.type) === 'Service' ? 'Service' : 'Stock',
    inventoryAccount: orNull('InventoryAccount', earlier.inventoryAccount),
    expenseAccount: orNull('ExpenseAccount', earlier.expenseAccount),
    cogsAccount: orNull('COGSAccount', earlier.cogsAccount),
    revenueAccount: orNull('RevenueAccount', earlier.revenueAccount),
    purchaseTaxRule: orNull('PurchaseTaxRule', earlier.purchaseTaxRule),
    isDeprecated: text('Status', earlier.isDeprecated ? 'Deprecated' : 'Active') === 'Deprecated',
    lastModifiedMs: world.clock.now().getTime(),
  };
  for (const account of [product.inventoryAccount, product.expenseAccount])
    refuse(unknownReferences(tenant, { account: account ?? undefined })[0]);
  tenant.products.set(product.sku.toLowerCase(), product);
  const news = productNews(product, event);
  world.postman.notify(tenant, news.type, news.payload);
  world.changed();
  return paged([product], query, { key: 'Products', render: (each) => render(each, call) });
}

export const productRoutes: Routes = {
  product: { GET: listProducts, POST: addProduct, PUT: changeProduct },
};
