import { cut } from './cut.js';
import type { Decision, VendorIntention } from './intention.js';
import {
  type KnownVendor,
  type MappingContext,
  type NameHolder,
  ruleTarget,
  termFor,
} from './mapping-context.js';
import { isCurrency } from './money.js';
import { type Problem, problem } from './problem.js';
import type { Supplier } from './supplier.js';
import type { Vendor } from './vendor.js';
import { chooseVendorName, isSameName, vendorName } from './vendor-name.js';

const COMPANY_NAME_LENGTH = 100;

/** What QuickBooks holds that bears on one supplier. */
export interface VendorEvidence {
  /** The vendor that we ourselves made for this supplier, if any. It is kept in step; an adopted one is left alone. */
  readonly ownId: string | null;
  /** Our own vendor as QuickBooks holds it; null where there is none, or the mirror does not have it. */
  readonly own: KnownVendor | null;
  /** We ourselves made it inactive. */
  readonly retired: boolean;
  /**
   * The vendor that was there before us and that this supplier was given to, if any. It stays so whatever either side
   * renames: else we would make a second vendor of one party, or write our data over somebody's vendor.
   */
  readonly adopted: KnownVendor | null;
  /** The vendor that a mapping rule names; undefined where the mirror has no vendor of that id. */
  readonly ruled: KnownVendor | undefined;
  /** A document waits for the vendor and for nothing else, or is on its way to QuickBooks. */
  readonly needed: boolean;
  /** Vendors whose name equals the supplier's, plain or with the suffix, whatever the case. */
  readonly named: readonly KnownVendor[];
  /** Customers and employees of these names. */
  readonly holders: readonly NameHolder[];
}

/** A supplier becomes a vendor: the one that the operator chose, else the one of the same name, else a new one. */
export function vendorFromSupplier(
  supplier: Supplier,
  evidence: VendorEvidence,
  context: MappingContext,
): VendorIntention {
  return {
    kind: 'vendor',
    sourceKey: supplier.id,
    sourceNumber: supplier.name || null,
    documentDate: null,
    total: null,
    decision: decide(supplier, evidence, context),
  };
}

function decide(supplier: Supplier, evidence: VendorEvidence, context: MappingContext): Decision<Vendor> {
  const problems = problemsOf(supplier, context);
  if (problems.length > 0) return { outcome: 'hold', problems };

  const ruledId = ruleTarget(context, 'supplier', supplier.id, supplier.name);
  if (ruledId) return adoptRuled(supplier, ruledId, evidence.ruled);
  if (evidence.adopted) return keepAdopted(supplier, evidence.adopted);
  const unusable = reasonNotToKeepOwn(supplier, evidence);
  if (unusable) return { outcome: 'hold', problems: [unusable] };
  return decideByName(supplier, evidence, context);
}

function decideByName(
  supplier: Supplier,
  evidence: VendorEvidence,
  context: MappingContext,
): Decision<Vendor> {
  const { ownId, own, holders } = evidence;
  const { vendorSuffix: suffix } = context.policies;
  const ownName = own?.displayName ?? null;
  const found = chooseVendorName({ supplierName: supplier.name, suffix, ownName, holders });
  if (!found.ok) return { outcome: 'hold', problems: [suffixTaken(supplier, found.holder)] };
  const { name, remark } = found;
  const named = evidence.named.filter(
    (vendor) => vendor.id !== ownId && isSameName(vendor.displayName, name),
  );
  if (named.length > 0) return ownId ? holdRenamed(supplier, named) : adoptNamed(supplier, name, named);
  if (supplier.deprecated && !ownId && !evidence.needed)
    return { outcome: 'exclude', reason: 'supplier-deprecated' };
  const active = !isToRetire(supplier, evidence);
  const document = build(supplier, name, active, context);
  const why = active
    ? remark
    : 'The supplier is deprecated in Cin7 and nothing open needs its vendor, so it is made inactive.';
  return { outcome: 'post', document, ...(why ? { remark: why } : {}) };
}

/** QuickBooks keeps a vendor active on which money is open. */
function isToRetire({ deprecated }: Supplier, { ownId, own, needed }: VendorEvidence): boolean {
  return deprecated && ownId !== null && !needed && !own?.hasBalance;
}

function problemsOf(supplier: Supplier, context: MappingContext): Problem[] {
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

function adoptRuled(supplier: Supplier, ruledId: string, vendor: KnownVendor | undefined): Decision<Vendor> {
  const unusable = vendor
    ? reasonNotToUse(supplier, vendor)
    : problem(
        'vendor-not-usable',
        supplier.id,
        `The rule maps ${supplier.name} to vendor ${ruledId}, which QuickBooks does not have. Choose another vendor.`,
      );
  return unusable
    ? { outcome: 'hold', problems: [unusable] }
    : { outcome: 'adopt', quickBooksId: ruledId, why: 'a mapping rule names it' };
}

function keepAdopted(supplier: Supplier, vendor: KnownVendor): Decision<Vendor> {
  const unusable = reasonNotToUse(supplier, vendor);
  return unusable
    ? { outcome: 'hold', problems: [unusable] }
    : { outcome: 'adopt', quickBooksId: vendor.id, why: 'it already stands for this supplier' };
}

/** Our own vendor cannot take a name that is in use, and bills must not move to another vendor by a change of name. */
function holdRenamed(supplier: Supplier, named: readonly KnownVendor[]): Decision<Vendor> {
  return { outcome: 'hold', problems: [nameTaken(supplier, named)] };
}

function adoptNamed(supplier: Supplier, name: string, named: readonly KnownVendor[]): Decision<Vendor> {
  const usable = named.filter((vendor) => vendor.displayName === name && !reasonNotToUse(supplier, vendor));
  const [only] = usable;
  if (only && usable.length === 1)
    return { outcome: 'adopt', quickBooksId: only.id, why: 'it has the same name and currency' };
  const reasons = named.map((vendor) => reasonNotToUse(supplier, vendor)).filter((reason) => reason !== null);
  return { outcome: 'hold', problems: reasons.length > 0 ? reasons : [nameTaken(supplier, named)] };
}

/** What our own vendor cannot be kept in step for: it would be refused, or land in a currency that is wrong. */
function reasonNotToKeepOwn(supplier: Supplier, evidence: VendorEvidence): Problem | null {
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

function suffixTaken(supplier: Supplier, { entity, id, displayName }: NameHolder): Problem {
  return problem(
    'vendor-name-taken',
    supplier.id,
    `A customer or an employee of QuickBooks has the name of ${supplier.name}, and ${entity.toLowerCase()} ${displayName} (${id}) has it with the suffix, too. Choose another vendorSuffix for the pipeline, rename one of them, or map the supplier to a vendor.`,
  );
}

function nameTaken(supplier: Supplier, named: readonly KnownVendor[]): Problem {
  const ids = named.map((vendor) => `${vendor.displayName} (${vendor.id})`).join(', ');
  return problem(
    'vendor-name-taken',
    supplier.id,
    `QuickBooks already has ${ids}, which is not the vendor of ${supplier.name}. If it is the same party, map the supplier to it.`,
  );
}

function reasonNotToUse(supplier: Supplier, vendor: KnownVendor): Problem | null {
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

function build(supplier: Supplier, name: string, active: boolean, context: MappingContext): Vendor {
  const { contactName, email, phone, mobile, fax, website, billingAddress, taxNumber } = supplier;
  const attribute = context.policies.vendorAccountNumber;
  return {
    displayName: name,
    companyName: cut(vendorName(supplier.name), COMPANY_NAME_LENGTH).trim(),
    currency: supplier.currency ?? context.homeCurrency,
    contactName,
    email,
    phone,
    mobile,
    fax,
    website,
    address: billingAddress,
    termId: termFor(context, supplier.terms),
    taxNumber,
    accountNumber: attribute === null ? null : (supplier.attributes.get(attribute) ?? null),
    active,
  };
}
