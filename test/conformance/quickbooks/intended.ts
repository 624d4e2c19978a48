import type { Intended } from '../differences.js';

const newer = 'minor version 75 gives it, as recordings of 2026 show; the examples are of 2014 to 2019';
const tree = 'of a category only its name and its place are kept; nothing that is bought has one';
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
  'extra *BillPayment*.APAccountRef': 'the reference has it as a member; the examples were made without it',
  'extra *.SubItem': 'shown of every item, not only of those below a category',
  'extra *.TrackQtyOnHand': tree,
  'missing *.Level': tree,
  'missing *.ParentRef.name': tree,
  'missing *CompanyInfo.EmployerId': 'the number of the employer, which no purchase reads',
  'missing *AccountingInfoPrefs.TaxForm': 'the form of the income tax, which no purchase reads',
  'extra *.CurrencyRef': currencies,
  'extra *ExchangeRate': currencies,
  'extra *HomeBalance': currencies,
};
