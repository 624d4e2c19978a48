import type { ProblemCode } from '#libs/domain';
import type { SyncRunTrigger } from '#libs/persistence';
import { QUERIED_ENTITIES } from '#libs/quickbooks';

type QueriedEntity = (typeof QUERIED_ENTITIES)[number];

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const OF_TAXES: readonly ProblemCode[] = ['tax-unmapped', 'tax-not-of-code', 'tax-not-changeable'];

/** What a document may be held for, and a person mend, in a list of which the changes tell nothing. */
const SETTLED_BY: Readonly<Record<QueriedEntity, readonly ProblemCode[]>> = {
  TaxCode: OF_TAXES,
  TaxRate: OF_TAXES,
  CompanyInfo: [],
  Preferences: [
    'books-closed',
    'multicurrency-off',
    'home-currency-differs',
    'tracking-switched-off',
    ...OF_TAXES,
  ],
};

export const listedProblems: readonly ProblemCode[] = [...new Set(Object.values(SETTLED_BY).flat())];

export interface ListFacts {
  readonly trigger: SyncRunTrigger;
  /** When each was read last; a list without a row is not in it. */
  readonly readAt: ReadonlyMap<string, Date>;
  /** Of which a webhook has said that they have changed. */
  readonly marked: ReadonlySet<string>;
  /** What documents are held for at this moment. */
  readonly heldFor: ReadonlySet<string>;
}

/**
 * The lists that are to be read with this run, each for one metered call. They change a few times a year, so once a day will
 * do; hourly while a document waits for what may stand there now; and whenever a webhook tells of a change or a person asks.
 */
export function listsDue(
  { trigger, readAt, marked, heldFor }: ListFacts,
  now: Date,
): readonly QueriedEntity[] {
  // Read with all the others only, so it stands for a list that has no rows.
  const allReadAt = readAt.get('CompanyInfo');
  return QUERIED_ENTITIES.filter((entity) => {
    const last = readAt.get(entity) ?? allReadAt;
    if (trigger === 'operator' || marked.has(entity) || !last) return true;
    const isWaitedFor = SETTLED_BY[entity].some((code) => heldFor.has(code));
    return now.getTime() - last.getTime() >= (isWaitedFor ? HOUR_MS : DAY_MS);
  });
}
