import { CONTROL_ACCOUNT_TYPES } from './line-targets.js';
import type { LedgerAccount } from './mapping-context.js';

/** An account of Cin7's list. */
export interface SourceAccount {
  readonly code: string;
  readonly name: string;
}

export const suggestionEvidence = [
  'id-pattern',
  'number',
  'exact-name',
  'equal-percent',
  'mapped-account',
] as const;
export type SuggestionEvidence = (typeof suggestionEvidence)[number];

/** A mapping rule that a person may confirm, and why we think so. */
export interface Suggestion {
  readonly source: string;
  readonly sourceName: string;
  readonly target: string;
  readonly targetName: string;
  readonly evidence: readonly SuggestionEvidence[];
  /** `exact`: two things say the same. `likely`: only one does, and nothing contradicts it. */
  readonly confidence: 'exact' | 'likely';
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

function suggestionFor(source: SourceAccount, chart: readonly LedgerAccount[]): Suggestion[] {
  const byName = chart.filter(({ name }) => plainName(name) === plainName(source.name));
  const byNumber = chart.filter(({ number }) => number !== null && number === source.code.trim());
  const id = ID_PATTERN.exec(source.code.trim())?.[1];
  const twin = byName.find((account) => account.id === id);
  if (twin) return [suggestion(source, twin, ['id-pattern', 'exact-name'])];
  // The id is there but the name is another one's: a person has to look.
  if (chart.some((account) => account.id === id)) return [];
  const both = byNumber.filter((account) => byName.includes(account));
  const [same] = both;
  if (same && both.length === 1) return [suggestion(source, same, ['number', 'exact-name'])];
  const [only] = [...byNumber, ...byName];
  if (!only || byNumber.length + byName.length > 1) return [];
  return [suggestion(source, only, byNumber.length === 1 ? ['number'] : ['exact-name'])];
}

function suggestion(
  source: SourceAccount,
  target: LedgerAccount,
  evidence: readonly SuggestionEvidence[],
): Suggestion {
  return {
    source: source.code.trim(),
    sourceName: source.name,
    target: target.id,
    targetName: target.name,
    evidence,
    confidence: evidence.length > 1 ? 'exact' : 'likely',
  };
}

/** Case and spacing aside. */
export function plainName(name: string): string {
  return name.trim().replace(/\s+/g, ' ').toLowerCase();
}
