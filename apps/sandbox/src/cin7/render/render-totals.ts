import type { Amounts } from '../rules/document-amounts.js';

export function renderTotals(amounts: Amounts): { TotalBeforeTax: number; Tax: number; Total: number } {
  return { TotalBeforeTax: amounts.beforeTax, Tax: amounts.tax, Total: amounts.total };
}
