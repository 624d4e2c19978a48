import type { Intended } from '../differences.js';

const newer = 'minor version 75 gives it, as recordings of 2026 show; the examples are of 2014 to 2019';
const currencies = 'the company keeps several currencies, that of most examples only one';

/** Where the emulator differs from the reference's examples everywhere, and why. */
export const quickBooksIntended: Intended = {
  'extra *CustomExtensions': newer,
  'extra *.LinkedTxn': newer,
  'extra *.LastModifiedByRef': newer,
  'extra *.V4IDPseudonym': newer,
  'extra *.LineNum': newer,
  'extra *.BillRate': newer,
  'extra *.CostRate': newer,
  'extra *VendorCredit*.Balance': newer,
  'extra *DefaultTimeZone': newer,
  'extra *.Hidden': newer,
  'extra *.TaxCodeConfigType': newer,
  'extra *.CurrencyRef': currencies,
  'extra *ExchangeRate': currencies,
  'extra *HomeBalance': currencies,
};
