/** A vendor that QuickBooks already knew on the day when the two systems were first connected. */
export interface ExistingVendor {
  displayName: string;
  currency: string;
  active: boolean;
}

/** Some carry the very name that the stock system uses for the supplier, some nearly, some are of the office only. */
export const existingVendors: readonly ExistingVendor[] = [
  { displayName: 'Cascade Timber Mills', currency: 'USD', active: true },
  { displayName: 'Northgate Fasteners Inc.', currency: 'USD', active: true },
  { displayName: 'Bluewater Marine Hardware', currency: 'USD', active: true },
  { displayName: 'Alder & Stone Ceramics', currency: 'USD', active: true },
  { displayName: "O'Malley Rope Works", currency: 'USD', active: true },
  { displayName: 'Granite State Tool Co.', currency: 'USD', active: true },
  { displayName: 'Weiß & Söhne Beschläge GmbH', currency: 'EUR', active: true },
  { displayName: 'Atelier Lumière SARL', currency: 'EUR', active: true },
  { displayName: 'Thames Brassware Ltd', currency: 'GBP', active: true },
  { displayName: 'Maple Ridge Lumber', currency: 'CAD', active: true },
  { displayName: 'Pacific Freight Lines', currency: 'USD', active: true },
  { displayName: 'Swift Parcel Couriers', currency: 'USD', active: true },
  { displayName: 'Puget Power & Light', currency: 'USD', active: true },
  { displayName: 'Dockside Warehousing LLC', currency: 'USD', active: true },
  { displayName: 'Larch Insurance Brokers', currency: 'USD', active: true },
  { displayName: 'Cedar Packaging Supply', currency: 'USD', active: true },
  { displayName: 'Old Mill Paints', currency: 'USD', active: false },
  { displayName: 'Silverline Lighting', currency: 'USD', active: false },
];

/** Customers and employees share one name space with vendors; the first of each has a name that a supplier may have. */
export const existingCustomers: readonly string[] = [
  'Harborview Interiors',
  'Pinecrest Builders',
  'Lakeside Hardware Store',
  'Evergreen Home Center',
  'Tidewater Boatyard',
  'Sandpoint Cabinetry',
];

export const existingEmployees: readonly { givenName: string; familyName: string }[] = [
  { givenName: 'Morgan', familyName: 'Reyes' },
  { givenName: 'Priya', familyName: 'Nair' },
  { givenName: 'Tomas', familyName: 'Lindqvist' },
];
