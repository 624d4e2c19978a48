/** Pairs that do not come out of the whole line as their mapping says, each with its reason; every run prints them. */
export const notThroughTheLine: Readonly<Record<string, string>> = {
  'suppliers/held-inactive':
    'the emulator frees the name of every inactive vendor, as QuickBooks does by marking it as deleted',
  'money/bill-dinar': 'the emulator knows no dinar and refuses the vendor',
  'money/tax-gb-order-euro':
    'QuickBooks refuses (6000) the first order in a currency, which names the account payable of the home currency',
  'orders/euro':
    'QuickBooks refuses (6000) the first order in a currency, which names the account payable of the home currency',
  'orders/closed-short':
    'closed before its last bill is posted, the order takes no link from it, and the bill goes without',
};
