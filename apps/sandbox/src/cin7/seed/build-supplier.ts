import type { SupplierDescription } from '../../company/supplier-description.js';
import { nextId } from '../model/identifiers.js';
import type { Supplier } from '../model/supplier.js';
import type { Tenant } from '../model/tenant.js';
import { UNTAXED } from './reference-book.js';

const payablesAccounts: Readonly<Record<string, string>> = { EUR: '107', GBP: '108', CAD: '109' };

/** Makes a supplier from as little as a name. */
export function buildSupplier(tenant: Tenant, description: SupplierDescription, now: Date): Supplier {
  const currency = description.currency ?? tenant.company.baseCurrency;
  return {
    id: description.id?.toLowerCase() ?? nextId(tenant),
    name: description.name,
    currency,
    paymentTerm: description.paymentTerm ?? '30 days',
    taxRule: description.taxRule ?? UNTAXED,
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

/** The home currency has a numbered payables account; each foreign one has its own without a number. */
function payablesAccount(tenant: Tenant, currency: string): string {
  const id = payablesAccounts[currency];
  const accounts = tenant.books.accounts.filter((account) => account.systemAccount === 'Accounts payable');
  const foreign = accounts.find((account) => id !== undefined && account.code.includes(id));
  return foreign?.code ?? '2000';
}
