/** The accounts of the company that all pairs share: Cin7's code, QuickBooks' id, name and type. */
export const chart: readonly (readonly [cin7Code: string, id: string, name: string, type: string])[] = [
  ['1400', '81', 'Inventory Asset', 'Other Current Asset'],
  ['2100', '33', 'Accounts Payable (A/P)', 'Accounts Payable'],
  ['4900', '95', 'Purchase Discounts', 'Cost of Goods Sold'],
  ['6100', '92', 'Freight In', 'Cost of Goods Sold'],
  ['6200', '93', 'Customs and Duties', 'Cost of Goods Sold'],
  ['6300', '94', 'Packaging Supplies', 'Expense'],
];

/** Its terms: QuickBooks' id and name. */
export const terms: readonly (readonly [id: string, name: string])[] = [
  ['3', '30 days'],
  ['2', 'Net 15'],
  ['8', 'End of month and 60 days'],
];
