import type { Product } from '../model/product.js';
import { instant } from './render-moment.js';

const tiers = Array.from({ length: 10 }, (_, index) => index + 1);

/** A product as purchases need it; what only sales and assembly use is empty. */
export function renderProduct(product: Product): Record<string, unknown> {
  return {
    ID: product.id,
    SKU: product.sku,
    Name: product.name,
    Category: product.category,
    Brand: null,
    Type: product.type,
    CostingMethod: product.costingMethod,
    DropShipMode: 'No Drop Ship',
    DefaultLocation: 'Main Warehouse',
    ...Object.fromEntries(['Length', 'Width', 'Height', 'Weight'].map((name) => [name, 0])),
    UOM: product.unit,
    WeightUnits: 'lb',
    DimensionsUnits: 'in',
    Barcode: '',
    MinimumBeforeReorder: 0,
    ReorderQuantity: 0,
    ...Object.fromEntries(tiers.map((tier) => [`PriceTier${tier}`, 0])),
    PriceTiers: Object.fromEntries(tiers.map((tier) => [`Tier ${tier}`, 0])),
    AverageCost: product.suppliers[0]?.cost ?? 0,
    ShortDescription: '',
    InternalNote: '',
    Description: '',
    ...Object.fromEntries(tiers.map((tier) => [`AdditionalAttribute${tier}`, ''])),
    AttributeSet: null,
    DiscountRule: null,
    Tags: '',
    Status: product.isDeprecated ? 'Deprecated' : 'Active',
    StockLocator: '',
    COGSAccount: product.cogsAccount,
    RevenueAccount: product.revenueAccount,
    ExpenseAccount: product.expenseAccount,
    InventoryAccount: product.inventoryAccount,
    PurchaseTaxRule: product.purchaseTaxRule,
    SaleTaxRule: null,
    LastModifiedOn: instant(product.lastModifiedMs),
    Sellable: true,
    PickZones: '',
    ...assembly,
    ...carton,
  };
}

const assembly = {
  BillOfMaterial: false,
  AutoAssembly: false,
  AutoDisassembly: false,
  QuantityToProduce: 1,
  AlwaysShowQuantity: 0,
  AssemblyInstructionURL: '',
  AssemblyCostEstimationMethod: 'Average Cost',
  BOMType: 'None',
};

const carton = {
  CartonLength: 0,
  CartonWidth: 0,
  CartonHeight: 0,
  CartonQuantity: 0,
  CartonInnerQuantity: 0,
  WarrantyName: null,
  HSCode: null,
  CountryOfOrigin: null,
  CountryOfOriginCode: null,
};
