export interface AccountType {
  readonly classification: 'Asset' | 'Equity' | 'Expense' | 'Liability' | 'Revenue';
  /** What QuickBooks chooses when a client names the type only. */
  readonly usualSubType: string;
}

export const accountTypes: Readonly<Record<string, AccountType>> = {
  Bank: { classification: 'Asset', usualSubType: 'CashOnHand' },
  'Accounts Receivable': { classification: 'Asset', usualSubType: 'AccountsReceivable' },
  'Other Current Asset': { classification: 'Asset', usualSubType: 'EmployeeCashAdvances' },
  'Fixed Asset': { classification: 'Asset', usualSubType: 'FurnitureAndFixtures' },
  'Other Asset': { classification: 'Asset', usualSubType: 'OtherLongTermAssets' },
  'Accounts Payable': { classification: 'Liability', usualSubType: 'AccountsPayable' },
  'Credit Card': { classification: 'Liability', usualSubType: 'CreditCard' },
  'Other Current Liability': { classification: 'Liability', usualSubType: 'OtherCurrentLiabilities' },
  'Long Term Liability': { classification: 'Liability', usualSubType: 'NotesPayable' },
  Equity: { classification: 'Equity', usualSubType: 'OpeningBalanceEquity' },
  Income: { classification: 'Revenue', usualSubType: 'SalesOfProductIncome' },
  'Cost of Goods Sold': { classification: 'Expense', usualSubType: 'SuppliesMaterialsCogs' },
  Expense: { classification: 'Expense', usualSubType: 'OtherMiscellaneousServiceCost' },
  'Other Income': { classification: 'Revenue', usualSubType: 'OtherMiscellaneousIncome' },
  'Other Expense': { classification: 'Expense', usualSubType: 'OtherMiscellaneousExpense' },
};

/** Sub-types that belong to a type without being the usual one. */
const OTHERS: Readonly<Record<string, string>> = {
  Checking: 'Bank',
  Savings: 'Bank',
  Inventory: 'Other Current Asset',
  OtherCurrentAssets: 'Other Current Asset',
  PrepaidExpenses: 'Other Current Asset',
  ServiceFeeIncome: 'Income',
  ShippingFreightDeliveryCos: 'Cost of Goods Sold',
  ShippingFreightDelivery: 'Expense',
  OfficeGeneralAdministrativeExpenses: 'Expense',
};

export function typeOfSubType(subType: string): string | undefined {
  const usual = Object.entries(accountTypes).find(([, type]) => type.usualSubType === subType);
  return usual?.[0] ?? OTHERS[subType];
}

/** Income and costs show no balance in the list of accounts. */
export function showsBalance(type: string | undefined): boolean {
  const classification = type === undefined ? undefined : accountTypes[type]?.classification;
  return classification === 'Asset' || classification === 'Liability' || classification === 'Equity';
}
