import { requiredText, textIn } from '../http/body.js';
import { paged } from '../http/paging.js';
import type { Cin7Call, Routes } from '../http/routes.js';
import { equals, startsWith } from '../http/text-filters.js';
import { nextId } from '../model/identifiers.js';
import type { AttributeSet } from '../model/reference-book.js';
import { type Book, bookWriting } from './book-writing.js';

const SLOTS = 10;

function listAttributeSets({ tenant, query }: Cin7Call): object {
  const found = tenant.books.attributeSets.filter(
    (set) => equals(set.id, query.text('ID')) && startsWith(set.name, query.text('Name')),
  );
  return paged(found, query, { key: 'AttributeSetList', render });
}

/** Everything twice: in ten flat slots, used or not, and as a list of those that are used. */
function render({ id, name, attributes }: AttributeSet): object {
  const slots = Array.from({ length: SLOTS }, (_, index) => {
    const used = attributes[index] ?? { name: '', type: 'Not used', values: '' };
    const slot = `Attribute${index + 1}`;
    return { [`${slot}Name`]: used.name, [`${slot}Type`]: used.type, [`${slot}Values`]: used.values };
  });
  return {
    ID: id,
    Name: name,
    ...Object.assign({}, ...slots),
    Attributes: attributes.map((each) => ({ Name: each.name, Type: each.type, Values: each.values })),
  };
}

const attributeSets: Book<'attributeSets'> = {
  list: 'attributeSets',
  word: 'Attribute Set',
  key: 'ID',
  keyOf: ({ id }) => id,
  written: ({ tenant }, fields, earlier) => ({
    id: earlier?.id ?? nextId(tenant),
    name: requiredText(fields, 'Name'),
    attributes: Array.from({ length: SLOTS }, (_, index) => ({
      name: textIn(fields, `Attribute${index + 1}Name`) ?? '',
      type: textIn(fields, `Attribute${index + 1}Type`) ?? 'Not used',
      values: textIn(fields, `Attribute${index + 1}Values`) ?? '',
    })).filter(({ name }) => name !== ''),
  }),
  answer: render,
};

export const attributeSetRoutes: Routes = {
  'ref/attributeset': { GET: listAttributeSets, ...bookWriting(attributeSets) },
};
