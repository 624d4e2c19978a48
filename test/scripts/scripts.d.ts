/** The scripts are plain JavaScript, so that they run before anything is installed; these are the parts under test. */
declare module '*/free-port.mjs' {
  export function freePort(): Promise<number>;
  export function isFree(port: number): Promise<boolean>;
}
declare module '*/installed.mjs' {
  type Packages = Record<string, Record<string, unknown>>;
  export function outOfStep(wanted: { packages: Packages }, installed: { packages: Packages }): string[];
}
declare module '*/lockfile-check.mjs' {
  export function lockfileProblems(lockfile: { packages: Record<string, object> }): string[];
}
declare module '*/lock.mjs' {
  export function tryLock(path: string): { holder: number } | { release: () => void };
}
declare module '*/test-summary.mjs' {
  interface Counts {
    passed: number;
    failed: number;
    skipped: number;
  }
  export function countsOf(report: Record<string, unknown> | undefined): Counts;
  export function closingLine(counts: Counts): string;
}
declare module '*/postgres-answer.mjs' {
  type Answer = { state: string; reason?: string };
  export function askPostgres(where: {
    host: string;
    port: number;
    user: string;
    database: string;
    timeoutMs?: number;
  }): Promise<Answer>;
}
declare module '*/redis-answer.mjs' {
  export function askRedis(
    url: URL,
    options?: { timeoutMs?: number },
  ): Promise<{ state: string; reason?: string }>;
}
interface Mutation {
  rule: string;
  file: string;
  from: string;
  to: string;
  spec: string;
  test: string;
}
declare module '*-mutations.mjs' {
  export const cin7Mutations: Mutation[];
  export const quickBooksMutations: Mutation[];
}
declare module '*/seeded-bugs.mjs' {
  export const seededBugs: Mutation[];
}
declare module '*/mutation.mjs' {
  export function mutated(text: string, mutation: Mutation): string;
}
declare module '*/ledgers.mjs' {
  interface Ledgers {
    vendors: number;
    cin7: Record<'bills' | 'credits' | 'orders', unknown[]>;
    ours: Record<'bills' | 'credits' | 'orders', unknown[]>;
  }
  export function ledgersOf(cin7: object, quickBooks: object): Ledgers;
  export function booksAgree(tieOut: object, ledgers: Ledgers): string[];
}
declare module '*/paired-documents.mjs' {
  type Documents = Record<'bills' | 'credits' | 'orders', unknown[]>;
  export function pairDifferences(
    ledgers: { cin7: Documents; ours: Documents },
    company: { hasPurchaseTaxes: boolean },
  ): string[];
}
declare module '*/options.mjs' {
  export function soakOptions(args: string[], newSeed: () => number): { minutes: number; seed: number };
}
declare module '*/seeded.mjs' {
  export function seeded(seed: number): {
    next(): number;
    whole(min: number, max: number): number;
    weighted<Name extends string>(weights: Record<Name, number>): Name;
  };
}
declare module '*/fault-plan.mjs' {
  export const faultCards: Record<string, number>;
  export function planFaults(
    seed: number,
    durationMs: number,
  ): { atMs: number; kind: string; forMs: number; choice: number }[];
}
declare module '*/faults-table.mjs' {
  export function faultsTable(struck: { kind: string; recoveryMs: number | null }[]): object[];
}
declare module '*/reconcile.mjs' {
  export function reconcile(
    ledgers: object,
    postings: object[],
    company: { hasPurchaseTaxes: boolean },
  ): { duplicates: string[]; lost: string[]; differences: string[]; held: string[]; rows: object[] };
}
