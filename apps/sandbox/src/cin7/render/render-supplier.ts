import type { Supplier } from '../model/supplier.js';
import { editRaw } from './edit-raw.js';
import { instant } from './render-moment.js';

export function renderSupplier(supplier: Supplier): object {
  const document = {
    ID: supplier.id,
    Name: supplier.name,
    Currency: supplier.currency,
    PaymentTerm: supplier.paymentTerm,
    TaxRule: supplier.taxRule,
    Discount: supplier.discount,
    Comments: supplier.comments,
    AccountPayable: supplier.accountPayable,
    TaxNumber: supplier.taxNumber,
    ...attributes(supplier),
    AttributeSet: supplier.attributeSet,
    Status: supplier.isDeprecated ? 'Deprecated' : 'Active',
    LastModifiedOn: instant(supplier.lastModifiedMs),
    Addresses: supplier.addresses.map((address) => renderAddress(address, supplier.id)),
    Contacts: supplier.contacts.map((contact) => renderContact(contact, supplier.id)),
  };
  return editRaw(document, supplier.raw);
}

function attributes(supplier: Supplier): object {
  const slots = Array.from({ length: 10 }, (_, index) => [
    `AdditionalAttribute${index + 1}`,
    supplier.attributes[index] ?? null,
  ]);
  return Object.fromEntries(slots);
}

function renderAddress(address: Supplier['addresses'][number], supplierId: string): object {
  return {
    ID: address.id,
    SupplierID: supplierId,
    Line1: address.line1,
    Line2: address.line2,
    City: address.city,
    State: address.state,
    Postcode: address.postcode,
    Country: address.country,
    Type: address.type,
    DefaultForType: address.isDefault,
  };
}

function renderContact(contact: Supplier['contacts'][number], supplierId: string): object {
  return {
    ID: contact.id,
    SupplierID: supplierId,
    Name: contact.name,
    Phone: contact.phone,
    MobilePhone: contact.mobilePhone,
    Fax: contact.fax,
    Email: contact.email,
    Website: contact.website,
    Default: contact.isDefault,
    Comment: contact.comment,
    IncludeInEmail: contact.isInEmail,
  };
}
