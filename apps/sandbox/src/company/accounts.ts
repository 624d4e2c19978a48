/** One account of the invented distributor, as its QuickBooks company holds it. */
export interface CompanyAccount {
  id: string;
  number: string | null;
  name: string;
  /** Id of the parent account; names repeat under different parents, ids do not. */
  parent: string | null;
  /** QuickBooks' AccountType. */
  type: string;
  subType: string;
  currency: string;
}

type Row = readonly [id: string, number: string | null, name: string, parent?: string, currency?: string];

/** Rows of one kind share their type, so the chart below stays readable as a chart. */
function kind(type: string, subType: string, ...rows: Row[]): CompanyAccount[] {
  return rows.map(([id, number, name, parent, currency]) => ({
    id,
    number,
    name,
    parent: parent ?? null,
    type,
    subType,
    currency: currency ?? 'USD',
  }));
}

/**
 * The chart of a believable distributor with dollars at home. A third has no account number, because real
 * charts are numbered by several people over several years; the high ids are accounts made recently.
 */
export const accounts: readonly CompanyAccount[] = [
  ...kind(
    'Bank',
    'Checking',
    ['35', '1010', 'Operating Checking'],
    ['36', '1020', 'Payroll Checking'],
    ['103', '1060', 'Euro Checking', undefined, 'EUR'],
    ['104', '1061', 'Sterling Checking', undefined, 'GBP'],
    ['1150040020', null, 'Canadian Checking', undefined, 'CAD'],
  ),
  ...kind('Bank', 'Savings', ['37', '1030', 'Reserve Savings']),
  ...kind('Bank', 'CashOnHand', ['38', '1040', 'Petty Cash'], ['39', null, 'Counter Till']),
  ...kind(
    'Accounts Receivable',
    'AccountsReceivable',
    ['84', '1100', 'Accounts Receivable (A/R)'],
    ['105', null, 'Accounts Receivable (A/R) - EUR', undefined, 'EUR'],
    ['106', null, 'Accounts Receivable (A/R) - GBP', undefined, 'GBP'],
  ),
  ...kind(
    'Other Current Asset',
    'Inventory',
    ['81', '1200', 'Inventory Asset'],
    ['82', '1210', 'Finished Goods', '81'],
    ['83', '1220', 'Packaging Stock', '81'],
    ['1150040012', '1230', 'Goods in Transit', '81'],
    ['1150040013', null, 'Consigned Stock', '81'],
  ),
  ...kind(
    'Other Current Asset',
    'OtherCurrentAssets',
    ['1150040014', '1240', 'Supplier Deposits'],
    ['4', null, 'Undeposited Funds'],
    ['2', null, 'Uncategorized Asset'],
  ),
  ...kind(
    'Other Current Asset',
    'PrepaidExpenses',
    ['3', '1300', 'Prepaid Expenses'],
    ['40', '1310', 'Prepaid Insurance', '3'],
    ['41', '1320', 'Prepaid Rent', '3'],
  ),
  ...kind(
    'Fixed Asset',
    'MachineryAndEquipment',
    ['42', '1500', 'Warehouse Equipment'],
    ['43', '1510', 'Forklifts', '42'],
    ['44', '1520', 'Racking and Shelving', '42'],
  ),
  ...kind('Fixed Asset', 'Vehicles', ['45', '1530', 'Delivery Vehicles']),
  ...kind('Fixed Asset', 'LeaseholdImprovements', ['46', null, 'Leasehold Improvements']),
  ...kind('Fixed Asset', 'AccumulatedDepreciation', ['47', '1590', 'Accumulated Depreciation']),
  ...kind('Other Asset', 'SecurityDeposits', ['48', null, 'Security Deposits']),
  ...kind(
    'Accounts Payable',
    'AccountsPayable',
    ['33', '2000', 'Accounts Payable (A/P)'],
    ['107', null, 'Accounts Payable (A/P) - EUR', undefined, 'EUR'],
    ['108', null, 'Accounts Payable (A/P) - GBP', undefined, 'GBP'],
    ['109', null, 'Accounts Payable (A/P) - CAD', undefined, 'CAD'],
  ),
  ...kind(
    'Credit Card',
    'CreditCard',
    ['49', '2100', 'Company Visa'],
    ['50', '2110', 'Purchasing Card'],
    ['1150040016', null, 'Fleet Fuel Card'],
  ),
  ...kind(
    'Other Current Liability',
    'OtherCurrentLiabilities',
    ['51', '2200', 'Goods Received Not Invoiced'],
    ['52', '2210', 'Accrued Freight'],
    ['53', '2220', 'Accrued Expenses'],
    ['54', null, 'Customer Deposits'],
    ['1150040017', null, 'Supplier Clearing'],
  ),
  ...kind('Other Current Liability', 'SalesTaxPayable', ['89', '2300', 'Sales Tax Payable']),
  ...kind(
    'Other Current Liability',
    'PayrollTaxPayable',
    ['55', '2400', 'Payroll Liabilities'],
    ['56', '2410', 'Federal Withholding', '55'],
    ['57', '2420', 'State Withholding', '55'],
  ),
  ...kind('Other Current Liability', 'LineOfCredit', ['58', '2500', 'Line of Credit']),
  ...kind(
    'Long Term Liability',
    'NotesPayable',
    ['59', '2700', 'Warehouse Loan'],
    ['60', null, 'Truck Loan'],
  ),
  ...kind('Equity', 'OpeningBalanceEquity', ['34', null, 'Opening Balance Equity']),
  ...kind('Equity', 'RetainedEarnings', ['61', '3000', 'Retained Earnings']),
  ...kind(
    'Equity',
    'OwnersEquity',
    ['62', '3100', "Owner's Contributions"],
    ['63', '3200', "Owner's Distributions"],
  ),
  ...kind(
    'Income',
    'SalesOfProductIncome',
    ['79', '4000', 'Sales of Product Income'],
    ['64', '4010', 'Wholesale Sales', '79'],
    ['65', '4020', 'Trade Counter Sales', '79'],
    ['66', '4030', 'Online Sales', '79'],
  ),
  ...kind('Income', 'ServiceFeeIncome', ['67', '4100', 'Delivery Income'], ['1', null, 'Services']),
  ...kind('Income', 'DiscountsRefundsGiven', ['68', '4900', 'Discounts Given'], ['69', null, 'Returns']),
  ...kind(
    'Cost of Goods Sold',
    'SuppliesMaterialsCogs',
    ['80', '5000', 'Cost of Goods Sold'],
    ['70', '5010', 'Purchases', '80'],
    ['71', '5020', 'Packaging Materials', '80'],
    ['72', '5030', 'Purchase Discounts', '80'],
    ['1150040018', '5040', 'Purchase Price Variance', '80'],
  ),
  ...kind(
    'Cost of Goods Sold',
    'ShippingFreightDeliveryCos',
    ['73', '5100', 'Freight In'],
    ['74', '5110', 'Customs and Duties'],
    ['75', '5120', 'Import Brokerage'],
    ['76', null, 'Freight In', '80'],
  ),
  ...kind(
    'Cost of Goods Sold',
    'OtherCostsOfServiceCos',
    ['77', '5200', 'Inventory Shrinkage'],
    ['78', '5210', 'Stock Write-off'],
  ),
  ...kind(
    'Expense',
    'ShippingFreightDelivery',
    ['85', '6000', 'Freight Out'],
    ['86', '6010', 'Courier', '85'],
    ['1150040019', null, 'Pallet Hire', '85'],
  ),
  ...kind(
    'Expense',
    'AdvertisingPromotional',
    ['7', '6100', 'Advertising'],
    ['87', '6110', 'Trade Shows', '7'],
    ['88', null, 'Catalogues', '7'],
  ),
  ...kind(
    'Expense',
    'Auto',
    ['90', '6200', 'Vehicles'],
    ['91', '6210', 'Fuel', '90'],
    ['92', null, 'Tolls', '90'],
  ),
  ...kind('Expense', 'BankCharges', ['8', '6300', 'Bank Charges'], ['93', '6310', 'Merchant Fees', '8']),
  ...kind('Expense', 'Insurance', ['11', '6350', 'Insurance'], ['94', null, 'Workers Compensation', '11']),
  ...kind(
    'Expense',
    'LegalProfessionalFees',
    ['12', '6400', 'Legal & Professional Fees'],
    ['95', '6410', 'Accounting', '12'],
    ['96', null, 'Lawyer', '12'],
  ),
  ...kind('Expense', 'OfficeGeneralAdministrativeExpenses', ['15', '6450', 'Office Expenses']),
  ...kind(
    'Expense',
    'DuesSubscriptions',
    ['10', null, 'Dues & Subscriptions'],
    ['97', '6460', 'Software', '10'],
  ),
  ...kind(
    'Expense',
    'RentOrLeaseOfBuildings',
    ['17', '6500', 'Rent or Lease'],
    ['98', '6510', 'Warehouse Rent', '17'],
  ),
  ...kind(
    'Expense',
    'RepairMaintenance',
    ['18', '6550', 'Repair & Maintenance'],
    ['99', null, 'Forklift Repair', '18'],
  ),
  ...kind('Expense', 'SuppliesMaterials', ['20', '6600', 'Warehouse Supplies']),
  ...kind('Expense', 'TaxesPaid', ['21', '6650', 'Taxes & Licenses']),
  ...kind('Expense', 'Travel', ['22', '6700', 'Travel'], ['100', null, 'Travel Meals', '22']),
  ...kind(
    'Expense',
    'Utilities',
    ['24', '6750', 'Utilities'],
    ['101', '6760', 'Electricity', '24'],
    ['102', null, 'Telephone', '24'],
  ),
  ...kind('Expense', 'PayrollExpenses', ['110', '6800', 'Wages'], ['111', '6810', 'Payroll Taxes']),
  ...kind('Expense', 'OtherMiscellaneousServiceCost', ['31', null, 'Uncategorized Expense']),
  ...kind('Other Income', 'InterestEarned', ['25', '7000', 'Interest Earned']),
  ...kind('Other Income', 'OtherMiscellaneousIncome', ['112', null, 'Scrap Sales']),
  ...kind('Other Expense', 'Depreciation', ['113', '7500', 'Depreciation']),
  ...kind('Other Expense', 'ExchangeGainOrLoss', ['114', null, 'Exchange Gain or Loss']),
  ...kind('Other Expense', 'OtherMiscellaneousExpense', ['115', null, 'Reconciliation Discrepancies']),
];
