import { cut } from './cut.js';
import type { Decision, VendorIntention } from './intention.js';
import { type KnownVendor, type MappingContext, ruleTarget, termFor } from './mapping-context.js';
import { problem } from './problem.js';
import type { Supplier } from './supplier.js';
import type { Vendor } from './vendor.js';
import { isToRetire, type VendorEvidence } from './vendor-evidence.js';
import { chooseVendorName, isSameName, vendorName } from './vendor-name.js';
import {
  nameTaken,
  reasonNotToKeepOwn,
  reasonNotToUse,
  suffixTaken,
  supplierLacks,
} from './vendor-problems.js';

const COMPANY_NAME_LENGTH = 100;

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
  const problems = supplierLacks(supplier, context);
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
