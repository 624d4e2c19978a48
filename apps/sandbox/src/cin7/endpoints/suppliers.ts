import { type Fields, fieldsOf, listIn, numberIn, requiredText, textIn } from '../http/body.js';
import { Cin7Error } from '../http/cin7-error.js';
import { paged } from '../http/paging.js';
import type { Cin7Call, Routes } from '../http/routes.js';
import { equals, startsWith } from '../http/text-filters.js';
import { nextId } from '../model/identifiers.js';
import { saveSupplier } from '../model/save-supplier.js';
import type { Supplier, SupplierAddress, SupplierContact } from '../model/supplier.js';
import type { Tenant } from '../model/tenant.js';
import { renderSupplier } from '../render/render-supplier.js';

function listSuppliers({ tenant, query }: Cin7Call): object {
  const since = query.moment('ModifiedSince');
  const withDeprecated = query.isTrue('IncludeDeprecated');
  const found = tenant.suppliers
    .all()
    .filter(
      (supplier) =>
        (withDeprecated || !supplier.isDeprecated) &&
        (since === undefined || supplier.lastModifiedMs > since) &&
        equals(supplier.id, query.text('ID')) &&
        startsWith(supplier.name, query.text('Name')),
    );
  return paged(found, query, { key: 'SupplierList', render: renderSupplier });
}

function addSupplier(call: Cin7Call): object {
  const fields = fieldsOf(call.body);
  const name = requiredText(fields, 'Name');
  for (const required of ['Currency', 'PaymentTerm', 'AccountPayable', 'TaxRule'])
    requiredText(fields, required);
  if (call.tenant.suppliers.named(name) !== undefined)
    throw new Cin7Error(`Supplier with name ${name} already exists.`);
  return store(call, merged(call.tenant, fields, { ...blank, id: nextId(call.tenant) }));
}

function changeSupplier(call: Cin7Call): object {
  const fields = fieldsOf(call.body);
  const earlier = call.tenant.suppliers.get(requiredText(fields, 'ID'));
  if (earlier === undefined) throw new Cin7Error('Supplier with specified ID not found');
  return store(call, merged(call.tenant, fields, earlier));
}

/** Both writes answer the list's envelope with one row. */
function store({ tenant, query, world }: Cin7Call, supplier: Supplier): object {
  checkReferences(tenant, supplier);
  supplier.lastModifiedMs = world.clock.now().getTime();
  saveSupplier(world, tenant, supplier);
  return paged([supplier], query, { key: 'SupplierList', render: renderSupplier });
}

/** A payables account is one that the system calls so; type and class are not enough. */
function checkReferences({ books }: Tenant, supplier: Supplier): void {
  const term = books.paymentTerms.find((each) => each.name === supplier.paymentTerm);
  const account = books.accounts.find((each) => each.code === supplier.accountPayable);
  const problems = [
    term?.isActive === true
      ? undefined
      : `Active payment term with name ${supplier.paymentTerm} was not found in Payment Terms reference book`,
    account?.systemAccount === 'Accounts payable'
      ? undefined
      : `Account '${supplier.accountPayable}' was not found in Accounts reference book`,
    books.taxRules.some((rule) => rule.name === supplier.taxRule)
      ? undefined
      : `Tax rule '${supplier.taxRule}' was not found in Tax Rules reference book`,
  ].filter((problem) => problem !== undefined);
  if (problems.length > 0) throw new Cin7Error(problems);
}

const blank: Omit<Supplier, 'id'> = {
  name: '',
  currency: '',
  paymentTerm: '',
  taxRule: '',
  accountPayable: '',
  isDeprecated: false,
  discount: 0,
  comments: '',
  taxNumber: '',
  attributeSet: null,
  attributes: [],
  addresses: [],
  contacts: [],
  lastModifiedMs: 0,
};

/** What a body leaves out stays as it was. */
function merged(tenant: Tenant, fields: Fields, earlier: Supplier): Supplier {
  const status = textIn(fields, 'Status');
  return {
    ...earlier,
    name: textIn(fields, 'Name') ?? earlier.name,
    currency: textIn(fields, 'Currency') ?? earlier.currency,
    paymentTerm: textIn(fields, 'PaymentTerm') ?? earlier.paymentTerm,
    taxRule: textIn(fields, 'TaxRule') ?? earlier.taxRule,
    accountPayable: textIn(fields, 'AccountPayable') ?? earlier.accountPayable,
    isDeprecated: status === undefined ? earlier.isDeprecated : status === 'Deprecated',
    discount: numberIn(fields, 'Discount') ?? earlier.discount,
    comments: textIn(fields, 'Comments') ?? earlier.comments,
    taxNumber: textIn(fields, 'TaxNumber') ?? earlier.taxNumber,
    attributeSet: textIn(fields, 'AttributeSet') ?? earlier.attributeSet,
    attributes: Array.from(
      { length: 10 },
      (_, index) => textIn(fields, `AdditionalAttribute${index + 1}`) ?? earlier.attributes[index] ?? null,
    ),
    addresses: withId(
      earlier.addresses,
      listIn(fields, 'Addresses').map((each) => address(tenant, each)),
    ),
    contacts: withId(
      earlier.contacts,
      listIn(fields, 'Contacts').map((each) => contact(tenant, each)),
    ),
  };
}

/** An element with a known id replaces, one without adds. */
function withId<Element extends { id: string }>(
  earlier: readonly Element[],
  given: readonly Element[],
): Element[] {
  const replaced = earlier.map((old) => given.find((each) => each.id === old.id) ?? old);
  return [...replaced, ...given.filter((each) => !earlier.some((old) => old.id === each.id))];
}

function address(tenant: Tenant, fields: Fields): SupplierAddress {
  const type = textIn(fields, 'Type');
  return {
    id: textIn(fields, 'ID') ?? nextId(tenant),
    line1: requiredText(fields, 'Line1'),
    line2: textIn(fields, 'Line2') ?? null,
    city: textIn(fields, 'City') ?? null,
    state: textIn(fields, 'State') ?? null,
    postcode: textIn(fields, 'Postcode') ?? null,
    country: requiredText(fields, 'Country'),
    type: type === 'Business' || type === 'Shipping' ? type : 'Billing',
    isDefault: fields.DefaultForType === true,
  };
}

function contact(tenant: Tenant, fields: Fields): SupplierContact {
  return {
    id: textIn(fields, 'ID') ?? nextId(tenant),
    name: requiredText(fields, 'Name'),
    phone: textIn(fields, 'Phone') ?? '',
    mobilePhone: textIn(fields, 'MobilePhone') ?? '',
    fax: textIn(fields, 'Fax') ?? '',
    email: textIn(fields, 'Email') ?? '',
    website: textIn(fields, 'Website') ?? '',
    comment: textIn(fields, 'Comment') ?? '',
    isDefault: fields.Default === true,
    isInEmail: fields.IncludeInEmail === true,
  };
}

export const supplierRoutes: Routes = {
  supplier: { GET: listSuppliers, POST: addSupplier, PUT: changeSupplier },
};
