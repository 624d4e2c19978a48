import type { KnownVendor, MappingContext, NameHolder } from './mapping-context.js';
import { isCurrency } from './money.js';
import { type Problem, problem } from './problem.js';
import type { Supplier } from './supplier.js';
import { isToRetire, type VendorEvidence } from './vendor-evidence.js';
import { vendorName } from './vendor-name.js';

/** What Cin7 or the company lacks for any vendor. */
export function supplierLacks(supplier: Supplier, context: MappingContext): Problem[] {
  const found: Problem[] = [];
  if (vendorName(supplier.name) === '')
    found.push(
      problem('supplier-name-missing', supplier.id, 'The supplier has no name in Cin7. Give it one there.'),
    );
  const { currency } = supplier;
  if (!currency || !isCurrency(currency))
    found.push(
      problem(
        'currency-missing',
        supplier.id,
        `Supplier ${supplier.name} has no currency in Cin7. Set one there.`,
      ),
    );
  else if (currency !== context.homeCurrency && !context.multiCurrency)
    found.push(
      problem(
        'multicurrency-off',
        currency,
        `Supplier ${supplier.name} trades in ${currency}, but multicurrency is off in QuickBooks. Switch it on there.`,
      ),
    );
  return found;
}

/** Why a vendor that is there cannot stand for the supplier; null where it can. */
export function reasonNotToUse(supplier: Supplier, vendor: KnownVendor): Problem | null {
  const label = `vendor ${vendor.displayName} (${vendor.id})`;
  if (!vendor.active)
    return problem(
      'vendor-not-usable',
      supplier.id,
      `${label} is inactive in QuickBooks. Make it active there, or map ${supplier.name} to another vendor.`,
    );
  if (vendor.currency !== supplier.currency)
    return problem(
      'vendor-currency-differs',
      supplier.id,
      `${supplier.name} trades in ${supplier.currency}, ${label} in ${vendor.currency}; a vendor's currency cannot change. Map the supplier to a vendor in ${supplier.currency}, or rename one of the two.`,
    );
  if (vendor.linkedSupplierId !== null && vendor.linkedSupplierId !== supplier.id)
    return problem(
      'vendor-name-taken',
      supplier.id,
      `${label} already stands for another supplier of Cin7. Map ${supplier.name} to a vendor of its own, or rename it.`,
    );
  return null;
}

/** What our own vendor cannot be kept in step for: it would be refused, or land in a currency that is wrong. */
export function reasonNotToKeepOwn(supplier: Supplier, evidence: VendorEvidence): Problem | null {
  const { own, retired } = evidence;
  if (!own) return null;
  if (own.currency !== supplier.currency)
    return problem(
      'vendor-currency-differs',
      supplier.id,
      `${supplier.name} now trades in ${supplier.currency}, its vendor ${own.displayName} (${own.id}) in ${own.currency}; QuickBooks never changes the currency of a vendor. Set ${own.currency} in Cin7 again and make another supplier there for ${supplier.currency}, or map this supplier to a vendor in ${supplier.currency}.`,
    );
  if (own.active || retired || isToRetire(supplier, evidence)) return null;
  return problem(
    'vendor-not-usable',
    supplier.id,
    `vendor ${own.displayName} (${own.id}) was made inactive in QuickBooks. Make it active there, or map ${supplier.name} to another vendor.`,
  );
}

export function suffixTaken(supplier: Supplier, { entity, id, displayName }: NameHolder): Problem {
  return problem(
    'vendor-name-taken',
    supplier.id,
    `A customer or an employee of QuickBooks has the name of ${supplier.name}, and ${entity.toLowerCase()} ${displayName} (${id}) has it with the suffix, too. Choose another vendorSuffix for the pipeline, rename one of them, or map the supplier to a vendor.`,
  );
}

export function nameTaken(supplier: Supplier, named: readonly KnownVendor[]): Problem {
  const ids = named.map((vendor) => `${vendor.displayName} (${vendor.id})`).join(', ');
  return problem(
    'vendor-name-taken',
    supplier.id,
    `QuickBooks already has ${ids}, which is not the vendor of ${supplier.name}. If it is the same party, map the supplier to it.`,
  );
}
