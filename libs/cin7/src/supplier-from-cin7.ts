import { z } from 'zod';
import type { Supplier, SupplierAddress } from '#libs/domain';
import { id, text } from './amounts.js';
import { attributesOf } from './attributes.js';
import { SourceUnreadableError } from './source-unreadable.error.js';

const Address = z.looseObject({ Type: z.string().nullish(), DefaultForType: z.boolean().nullish() });
const Contact = z.looseObject({ Default: z.boolean().nullish() });
const SupplierRow = z.looseObject({
  ID: z.string(),
  Name: z.string().nullish(),
  Status: z.string().nullish(),
  Addresses: z.array(Address).nullish(),
  Contacts: z.array(Contact).nullish(),
});

/** Reads one row of Cin7's supplier list. */
export function supplierFromCin7(payload: unknown): Supplier {
  const parsed = SupplierRow.safeParse(payload);
  if (!parsed.success)
    throw new SourceUnreadableError(`The supplier cannot be read: ${z.prettifyError(parsed.error)}`);
  const row = parsed.data;
  const contact = row.Contacts?.find(({ Default }) => Default) ?? row.Contacts?.[0];
  return {
    id: id(row.ID),
    name: text(row.Name) ?? '',
    currency: text(row.Currency)?.toUpperCase() ?? null,
    terms: text(row.PaymentTerm),
    deprecated: row.Status?.toLowerCase() === 'deprecated',
    taxNumber: text(row.TaxNumber),
    contactName: text(contact?.Name),
    email: text(contact?.Email),
    phone: text(contact?.Phone) ?? text(contact?.MobilePhone),
    mobile: text(contact?.Phone) ? text(contact?.MobilePhone) : null,
    fax: text(contact?.Fax),
    website: text(contact?.Website),
    billingAddress: billingAddress(row.Addresses ?? []),
    attributes: attributesOf(row),
  };
}

function billingAddress(addresses: readonly z.infer<typeof Address>[]): SupplierAddress | null {
  const billing = addresses.filter(({ Type }) => Type === 'Billing');
  const chosen = billing.find(({ DefaultForType }) => DefaultForType) ?? billing[0] ?? addresses[0];
  if (!chosen) return null;
  return {
    line1: text(chosen.Line1),
    line2: text(chosen.Line2),
    city: text(chosen.City),
    state: text(chosen.State),
    postcode: text(chosen.Postcode),
    country: text(chosen.Country),
  };
}
