import { requiredText, textIn } from '../http/body.js';
import { paged } from '../http/paging.js';
import type { Cin7Call, Routes } from '../http/routes.js';
import { equals, matches, startsWith } from '../http/text-filters.js';
import { nextId } from '../model/identifiers.js';
import type { Location } from '../model/reference-book.js';
import { type Book, bookWriting } from './book-writing.js';

/** However many were asked for. */
const ROWS_MAX = 500;

function listLocations({ tenant, query }: Cin7Call): object {
  const { locations } = tenant.books;
  const found = locations.filter(
    (location) =>
      equals(location.id, query.text('ID')) &&
      startsWith(location.name, query.text('Name')) &&
      matches(location.isDeprecated, query.flag('Deprecated')),
  );
  const render = (location: Location) => renderLocation(location, binsOf(location, locations));
  return paged(found, query, { key: 'LocationList', render, rowsMax: ROWS_MAX });
}

/** Bins stand twice: inside their warehouse, with ids in capitals, and as rows of their own. */
function binsOf(location: Location, locations: readonly Location[]): object[] | null {
  const bins = locations.filter((each) => each.parentId === location.id);
  if (bins.length === 0) return null;
  return bins.map((bin) => ({
    ID: bin.id.toUpperCase(),
    Name: bin.name,
    IsDeprecated: bin.isDeprecated,
    IsStaging: false,
  }));
}

function renderLocation(location: Location, bins: object[] | null): object {
  const [line1, city, state, postcode, country] = location.address;
  return {
    ID: location.id,
    Name: location.name,
    IsDefault: location.isDefault,
    IsDeprecated: location.isDeprecated,
    Bins: bins,
    FixedAssetsLocation: false,
    ParentID: location.parentId,
    ParentName: location.parentName,
    ReferenceCount: 0,
    AddressLine1: line1,
    AddressLine2: '',
    AddressCitySuburb: city,
    AddressStateProvince: state,
    AddressZipPostCode: postcode,
    AddressCountry: country,
    PickZones: null,
    IsShopfloor: false,
    IsCoMan: false,
    IsStaging: false,
  };
}

const places: Book<'locations'> = {
  list: 'locations',
  word: 'Location',
  key: 'ID',
  keyOf: ({ id }) => id,
  written: ({ tenant }, fields, earlier) => {
    const text = (name: string, at: number) => textIn(fields, name) ?? earlier?.address[at] ?? '';
    return {
      id: earlier?.id ?? nextId(tenant),
      name: requiredText(fields, 'Name'),
      isDefault: earlier?.isDefault ?? false,
      isDeprecated: fields.IsDeprecated === true,
      parentId: textIn(fields, 'ParentID') ?? earlier?.parentId ?? null,
      parentName: earlier?.parentName ?? null,
      address: [
        text('AddressLine1', 0),
        text('AddressCitySuburb', 1),
        text('AddressStateProvince', 2),
        text('AddressZipPostCode', 3),
        text('AddressCountry', 4),
      ],
    };
  },
  /** Not in the list's envelope, and without the address that was just written. */
  answer: (location) => ({
    ID: location.id,
    Name: location.name,
    IsDefault: location.isDefault,
    AllowReorder: false,
    Bins: [],
    PickZones: null,
    IsDeprecated: location.isDeprecated,
    IsShopfloor: false,
    IsCoMan: false,
    IsStaging: false,
  }),
};

export const locationRoutes: Routes = {
  'ref/location': { GET: listLocations, ...bookWriting(places) },
};
