export type Facts = Record<string, unknown>;

/** A public library, signed in to a company of the emulator. */
export interface JudgedClient {
  readonly realmId: string;
  /** Calls a method of the library by its name and gives what it answers. */
  call(method: string, ...given: unknown[]): Promise<Facts>;
}

/** Opens a company of its own and signs the library in; the country decides its taxes. */
export type OpenClient = (country?: string) => Promise<JudgedClient>;

/** Uses one operation as its users do, and throws where the emulator is not what the library expects. */
export type Operation = (open: OpenClient) => Promise<void>;

/** By the library's own name of the operation. */
export type Operations = Readonly<Record<string, Operation>>;

/** An operation that the emulator refuses, and why that is as it should be. */
export interface Refusal {
  readonly because: string;
  readonly attempt: Operation;
}

/** What one library can do with the entities of purchases: all of it passes, or is refused for a reason. */
export interface Verdict {
  readonly client: string;
  /** By what the operations are about. */
  readonly passes: Readonly<Record<string, Operations>>;
  readonly refused: Readonly<Record<string, Refusal>>;
}

/** Libraries give an object bare or inside its envelope. */
export function objectIn(answer: Facts, entity: string): Facts {
  const inside = answer[entity];
  return typeof inside === 'object' && inside !== null ? (inside as Facts) : answer;
}

export function rowsIn(answer: Facts, entity: string): Facts[] {
  const { QueryResponse } = answer as { QueryResponse?: Record<string, Facts[]> };
  return QueryResponse?.[entity] ?? [];
}
