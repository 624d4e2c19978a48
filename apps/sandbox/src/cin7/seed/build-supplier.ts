import type { SupplierDescription } from '../../company/supplier-description.js';
import { nextId } from '../model/identifiers.js';
import type { Supplier } from '../model/supplier.js';
import type { Tenant } from '../model/tenant.js';
import { untaxed } from './untaxed.js';

/** Makes a supplier from as little as a name. */
export function buildSupplier(tenant: Tenant, description: SupplierDescription, now: Date): Supplier {
  const currency = description.currency ?? tenant.company.baseCurrency;
  return {
    id: description.id?.toLowerCase() ?? nextId(tenant),
    name: description.name,
    currency,
    paymentTerm: description.paymentTerm ?? '30 days',
    taxRule: description.taxRule ?? untaxed(tenant).name,
    accountPayable: description.accountPayable ?? payablesAccount(tenant, currency),
    isDeprecated: description.deprecated ?? false,
    discount: description.discount ?? 0,
    comments: description.comments ?? '',
    taxNumber: description.taxNumber ?? '',
    attributeSet: null,
    attributes: [],
    addresses: (description.addresses ?? []).map((address) => ({
      id: nextId(tenant),
      line1: address.line1,
      line2: address.line2 ?? '',
      city: address.city ?? null,
      state: address.state ?? null,
      postcode: address.postcode ?? null,
      country: address.country,
      type: 'Billing',
      isDefault: true,
    })),
    contacts: (description.contacts ?? []).map((contact) => ({
      id: nextId(tenant),
      name: contact.name,
      phone: contact.phone ?? '',
      mobilePhone: '',
      fax: '',
      email: contact.email ?? '',
      website: contact.website ?? '',
      comment: '',
      isDefault: true,
      isInEmail: false,
    })),
    lastModifiedMs:
      description.lastModified === undefined ? now.getTime() : Date.parse(description.lastModified),
  };
}

/** Each currency has its own; for one that has none, the account of the home currency must do. */
function payablesAccount(tenant: Tenant, currency: string): string {
  const accounts = tenant.books.accounts.filter((account) => account.systemAccount === 'Accounts payable');
  return accounts.find((account) => account.currency === currency)?.code ?? '2000';
}
