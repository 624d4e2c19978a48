export const suggestionEvidence = [
  'id-pattern',
  'number',
  'sku',
  'due-days',
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
  /** `exact`: two things say the same. `likely`: only one of them does, and nothing contradicts it. */
  readonly confidence: 'exact' | 'likely';
}

/** What a rule may be made for. */
export interface Suggestible {
  /** As the rule will name it. */
  readonly source: string;
  readonly name: string;
}

/** What a rule may name. */
export interface Candidate {
  readonly id: string;
  readonly name: string;
}

export function suggestion(
  { source, name }: Suggestible,
  target: Candidate,
  evidence: readonly SuggestionEvidence[],
): Suggestion {
  return {
    source,
    sourceName: name,
    target: target.id,
    targetName: target.name,
    evidence,
    confidence: evidence.length > 1 ? 'exact' : 'likely',
  };
}

/** The one that code and name agree on, or that one of them finds alone. Where they contradict each other, none. */
export function suggestTwin<Target extends Candidate>(
  source: Suggestible,
  { byCode, byName }: { readonly byCode: readonly Target[]; readonly byName: readonly Target[] },
  codeEvidence: SuggestionEvidence,
): Suggestion[] {
  const both = byCode.filter((target) => byName.includes(target));
  const [same] = both;
  if (same && both.length === 1) return [suggestion(source, same, [codeEvidence, 'exact-name'])];
  const [only] = [...byCode, ...byName];
  if (!only || byCode.length + byName.length > 1) return [];
  return [suggestion(source, only, [byCode.length === 1 ? codeEvidence : 'exact-name'])];
}

/** Names are the same whatever their case and spacing. */
export function plainName(name: string): string {
  return name.trim().replace(/\s+/g, ' ').toLowerCase();
}
