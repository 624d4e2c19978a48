import type { Intended } from '../differences.js';

const TABLES = "the manual's tables have it; its examples are older or shorter";
const LIVE = 'live accounts have it; the examples are older';
const EMPTY = 'nothing puts anything there by itself; the list has an exercise of its own';

/** Where the emulator differs from the manual's examples everywhere, and why. */
export const cin7Intended: Intended = {
  'missing *InvocieNumber': 'the examples misspell it',
  'extra Invoice.InvoiceNumber': 'the examples misspell it',
  'extra ShippingAddress.Company': TABLES,
  'extra *.NonInventory': LIVE,
  'extra Invoice[].CurrencyRate': LIVE,
  'extra *[].Product*': TABLES,
  'extra *[].WeightUnits': TABLES,
  'extra *[].DimensionsUnits': TABLES,
  'extra *.Lines[].CardID': TABLES,
  'extra *Lines[].IsDefault': TABLES,
  'extra *Addresses[].ID': TABLES,
  'extra *Addresses[].SupplierID': TABLES,
  'extra *Contacts[].ID': TABLES,
  'extra *Contacts[].SupplierID': TABLES,
  'extra AccountsList[].Bank': TABLES,
  'extra AccountsList[].Currency': TABLES,
  'extra DepositID': TABLES,
  'missing *Refunds[]': EMPTY,
  'missing ManualJournals*[]': EMPTY,
  'missing Attachments[]': EMPTY,
};
