import { paged } from '../http/paging.js';
import type { Cin7Call, Routes } from '../http/routes.js';
import { equals, matches, startsWith } from '../http/text-filters.js';
import type { Location } from '../model/reference-book.js';

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

export const locationRoutes: Routes = { 'ref/location': { GET: listLocations } };
