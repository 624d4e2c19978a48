import type { Pool } from 'pg';
import type { WireObject } from '#libs/quickbooks';
import type { Company } from '../e2e/company.js';
import type { System } from '../e2e/system.js';
import { bookedEntry, type Entry, expectedEntry } from './entry.js';
import { type Books, type Expected, type Pair } from './pair.js';

/** What became of each document: the state of its posting, and the problems that an operator reads. */
export interface Standing {
  readonly kind: string;
  readonly key: string;
  readonly state: string;
  readonly problems: readonly (readonly [code: string, subject: string])[];
  readonly reason: string | null;
}

const STATES = {
  draft: 'posted',
  adopt: 'posted',
  hold: 'held',
  exclude: 'excluded',
  withdraw: 'withdrawn',
} as const;

export function expectedStanding(expected: Expected): Standing {
  const { kind, key, end, hold, exclude = null } = expected;
  const [outcome] = (Object.keys(STATES) as (keyof typeof STATES)[]).filter((each) => each in expected);
  const problems = end ? (end.hold ?? []) : (hold ?? []);
  return { kind, key, state: end?.state ?? (outcome ? STATES[outcome] : ''), problems, reason: exclude };
}

export async function standings(
  database: Pool,
  { pipelineId }: Company,
  pair: Pair,
): Promise<readonly Standing[]> {
  const { rows } = await database.query<Standing>(
    `select p.kind, p.source_key as key, p.state, p.exclusion_reason as reason,
       coalesce((select json_agg(json_build_array(b.code, b.subject) order by b.position)
         from posting_problem b where b.posting_id = p.id), '[]') as problems
     from posting p join source_record r on r.id = p.source_record_id
     where p.pipeline_id = $1 and r.source_id = $2 order by p.kind, p.source_key`,
    [pipelineId, String(pair.document.ID).toLowerCase()],
  );
  return rows;
}

const ROOMS = {
  bill: ['bill', 'Bill', 'bills'],
  'purchase-order': ['purchaseorder', 'PurchaseOrder', 'purchaseOrders'],
  'vendor-credit': ['vendorcredit', 'VendorCredit', 'vendorCredits'],
} as const;
type Room = keyof typeof ROOMS;

/** What the emulated company's own books hold of the pair's purchase. */
export async function booked(
  { quickBooks }: System,
  company: Company,
  pair: Pair,
): Promise<readonly Entry[]> {
  const ledger = await quickBooks.get(company.quickBooks('/ledger'));
  const objects = async (kind: Room): Promise<readonly WireObject[]> =>
    (await quickBooks.get(company.quickBooks(`/objects/${ROOMS[kind][0]}`)))[ROOMS[kind][1]];
  const orders = await objects('purchase-order');
  const found: Entry[] = [];
  for (const kind of Object.keys(ROOMS) as Room[])
    for (const object of await objects(kind)) {
      const row = ledger[ROOMS[kind][2]].find(({ id }: WireObject) => id === object.Id);
      found.push(bookedEntry(kind, object, row, orders));
    }
  const number = ` ${pair.document.OrderNumber}`;
  return sorted(found.filter(({ note }) => `${String(note).split(/[,:<]/)[0]} `.includes(`${number} `)));
}

export function expectedEntries({ expected, document }: Pair): readonly Entry[] {
  if (expected === 'unreadable') return [];
  const inBooks = expected.filter((each): each is Expected & { books: Books } => each.books !== undefined);
  return sorted(inBooks.map((each) => expectedEntry(each, String(document.Supplier))));
}

function sorted(entries: readonly Entry[]): readonly Entry[] {
  const key = ({ kind, number }: Entry) => `${kind} ${number}`;
  return [...entries].sort((one, other) => (key(one) < key(other) ? -1 : 1));
}
