import type { Company } from '../e2e/company.js';
import type { Json } from '../e2e/json-client.js';
import type { System } from '../e2e/system.js';

/** What the providers themselves have seen of one company. */
export interface Taken {
  /** Cin7's calls by path, as `purchaseList`. */
  readonly cin7: Readonly<Record<string, number>>;
  /** QuickBooks' by method and resource, as `POST bill` or `GET cdc`; exchanges of tokens left out. */
  readonly quickBooks: Readonly<Record<string, number>>;
}

/** Forgets what was called before. Nothing may be under way. */
export async function startCounting(system: System): Promise<void> {
  await Promise.all([system.cin7.delete('/calls'), system.quickBooks.delete('/calls')]);
}

/** By the emulators' own logs, which know nothing of how we count. */
export async function taken(system: System, { accountId, realmId }: Company): Promise<Taken> {
  const [cin7, quickBooks] = await Promise.all([
    system.cin7.get(`/calls?accountId=${accountId}`),
    system.quickBooks.get('/calls'),
  ]);
  const ours = quickBooks.calls.filter(({ path }: Json) => path.startsWith(`/v3/company/${realmId}/`));
  return {
    cin7: tally(cin7.calls.map(({ path }: Json) => path.split('/ExternalApi/v2/')[1] ?? path)),
    quickBooks: tally(ours.map(({ method, path }: Json) => `${method} ${path.split('/')[4]}`)),
  };
}

export function sum(counts: Readonly<Record<string, number>>, prefix = ''): number {
  return Object.entries(counts)
    .filter(([name]) => name.startsWith(prefix))
    .reduce((total, [, count]) => total + count, 0);
}

/** Everything that is read, by the price list of Intuit's App Partner Program. */
export function metered({ quickBooks }: Taken): number {
  return sum(quickBooks, 'GET ');
}

export function writes({ quickBooks }: Taken): number {
  return sum(quickBooks, 'POST ');
}

function tally(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
