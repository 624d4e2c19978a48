import { CONTROL_ACCOUNT_TYPES } from './line-targets.js';
import type { LedgerAccount } from './mapping-context.js';
import { plainName, type Suggestion, suggestion, suggestTwin } from './suggestion.js';

/** An account of Cin7's list. */
export interface SourceAccount {
  readonly code: string;
  readonly name: string;
}

/** Cin7 gives an account that it took over from QuickBooks without a number the code `_59_`: 59 is its id there. */
const ID_PATTERN = /^_(\d+)_$/;

/** Which account of QuickBooks each account of Cin7 seems to be. Where the evidence contradicts itself, none. */
export function suggestAccounts(
  sources: readonly SourceAccount[],
  chart: readonly LedgerAccount[],
  mapped: ReadonlySet<string>,
): readonly Suggestion[] {
  const usable = chart.filter(({ active, type }) => active && !CONTROL_ACCOUNT_TYPES.includes(type));
  return sources
    .filter(({ code }) => !mapped.has(code.trim()))
    .flatMap((source) => suggestionFor(source, usable));
}

function suggestionFor({ code, name }: SourceAccount, chart: readonly LedgerAccount[]): Suggestion[] {
  const source = { source: code.trim(), name };
  const byName = chart.filter((account) => plainName(account.name) === plainName(name));
  const byCode = chart.filter(({ number }) => number !== null && number === source.source);
  const id = ID_PATTERN.exec(source.source)?.[1];
  const twin = byName.find((account) => account.id === id);
  if (twin) return [suggestion(source, twin, ['id-pattern', 'exact-name'])];
  // The id is there but the name is another one's: a person has to look.
  if (chart.some((account) => account.id === id)) return [];
  return suggestTwin(source, { byCode, byName }, 'number');
}
