import type { TaxRule } from '../model/reference-book.js';
import type { Tenant } from '../model/tenant.js';

/** The rule for whatever carries no tax: the first of the books. */
export function untaxed({ accountId, books: { taxRules } }: Tenant): TaxRule {
  const [first] = taxRules;
  if (first === undefined) throw new Error(`The account ${accountId} has no tax rule at all.`);
  return first;
}
