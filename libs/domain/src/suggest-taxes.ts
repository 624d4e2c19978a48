import { type Decimal, equal, isZero } from './decimal.js';
import type { LedgerAccount, TaxCode, TaxRegime } from './mapping-context.js';
import { type SourceAccount, suggestAccounts } from './suggest-accounts.js';
import { plainName, type Suggestion, suggestion } from './suggestion.js';
import { wholePercent } from './tax-rates.js';

/** A tax rule of Cin7's list. */
export interface SourceTaxRule {
  readonly name: string;
  readonly percent: Decimal;
  /** The code of the account that Cin7 books such tax on. */
  readonly account: string | null;
}

export interface TaxEvidence {
  readonly taxRules: readonly SourceTaxRule[];
  readonly taxes: TaxRegime;
  /** Tax rules that have a mapping rule already. */
  readonly mapped: ReadonlySet<string>;
  readonly accounts: readonly SourceAccount[];
  readonly chart: readonly LedgerAccount[];
  /** Cin7's account codes that are mapped already, and to what. */
  readonly mappedAccounts: ReadonlyMap<string, string>;
}

/**
 * What each tax rule of Cin7 seems to be in QuickBooks: a tax code, or in a company without purchase tax codes the
 * account of its tax. Where the evidence contradicts itself or fits several, none.
 */
export function suggestTaxes(evidence: TaxEvidence): readonly Suggestion[] {
  const { taxRules, taxes, mapped } = evidence;
  const open = taxRules.filter(({ name }) => !mapped.has(name));
  if (taxes.kind === 'none')
    return open.filter(({ percent }) => !isZero(percent)).flatMap((rule) => accountFor(rule, evidence));
  const codes = [...taxes.codes.values()].filter(({ active }) => active);
  return open.flatMap((rule) => codeFor(rule, codes));
}

/** A code of the same name but another percent is a trap: a bill under it would be held or wrong. */
function codeFor(rule: SourceTaxRule, codes: readonly TaxCode[]): Suggestion[] {
  const byName = codes.filter(({ name }) => plainName(name) === plainName(rule.name));
  const byPercent = codes.filter((code) => equal(wholePercent(code), rule.percent));
  const [twin, ...others] = byName.filter((code) => byPercent.includes(code));
  if (twin && others.length === 0) return [suggestion(named(rule), twin, ['exact-name', 'equal-percent'])];
  const [only] = byPercent;
  if (byName.length > 0 || !only || byPercent.length > 1) return [];
  return [suggestion(named(rule), only, ['equal-percent'])];
}

/** Cin7 books a rule's tax on an account, which may be mapped, or be found as any other account is. */
function accountFor(rule: SourceTaxRule, evidence: TaxEvidence): Suggestion[] {
  const { accounts, chart, mappedAccounts } = evidence;
  const mapped = chart.find(({ id }) => id === mappedAccounts.get(rule.account ?? ''));
  if (mapped) return [{ ...suggestion(named(rule), mapped, ['mapped-account']), confidence: 'exact' }];
  const its = accounts.filter(({ code }) => code === rule.account);
  return suggestAccounts(its, chart, new Set()).map((found) => ({
    ...found,
    source: rule.name,
    sourceName: rule.name,
  }));
}

/** A rule names Cin7's tax rule by its name. */
function named({ name }: SourceTaxRule) {
  return { source: name, name };
}
