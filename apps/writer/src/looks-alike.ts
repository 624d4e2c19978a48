import { decimal, equal } from '#libs/domain';
import type { ClaimedPosting } from '#libs/persistence';
import { mirrored, type WireObject } from '#libs/quickbooks';
import { entityOf } from './entity-of.js';

/** A document of the same vendor, number and total. */
export function looksAlike({ posting, vendorId }: ClaimedPosting, document: WireObject): boolean {
  const { documentNumber, total } = mirrored(entityOf(posting.kind), document);
  const vendor = (document.VendorRef as { value?: unknown } | undefined)?.value;
  return (
    vendorId !== null &&
    vendor === vendorId &&
    same(documentNumber, posting.documentNumber) &&
    total !== null &&
    posting.total !== null &&
    equal(decimal(total), decimal(posting.total))
  );
}

function same(left: string | null, right: string | null): boolean {
  return left !== null && left.trim().toLowerCase() === right?.trim().toLowerCase();
}
