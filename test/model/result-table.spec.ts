import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type AttemptOutcome, attemptOutcomes } from '#libs/persistence';
import { type Clock, virtualClock } from './clock.js';
import type { Fault } from './fake-quickbooks.js';
import { memoryWorld } from './memory-world.js';
import { driveToRest } from './quiescence.js';
import type { World } from './world.js';

const HONEST = { requestIds: 'ignored', queryLagMs: 0 } as const;
/** The call at which a process that has just sent is killed: the answer never reaches it. */
const AFTER_SENDING = 12;

interface Row {
  readonly what: string;
  readonly faults: readonly Fault[];
  readonly outcome: AttemptOutcome;
  /** What the posting is at once, and when everything goes right from then on. */
  readonly state: string;
  readonly atRest: string;
  /** What happens to the connection. */
  readonly connection?: 'throttled' | 'expired' | 'paused';
  /** The same request goes out again, or another revision. */
  readonly revisions?: number;
  readonly change?: 'of what is posted';
  readonly killed?: true;
}

const rows: readonly Row[] = [
  { what: 'the document', faults: [], outcome: 'posted', state: 'posted', atRest: 'posted' },
  {
    what: 'nothing: it never left',
    faults: ['not-sent'],
    outcome: 'not-sent',
    state: 'pending',
    atRest: 'posted',
  },
  { what: 'a refusal', faults: ['refused'], outcome: 'rejected', state: 'rejected', atRest: 'rejected' },
  {
    what: 'a stale sync token',
    faults: ['stale'],
    outcome: 'stale',
    state: 'pending',
    atRest: 'posted',
    revisions: 3,
    change: 'of what is posted',
  },
  { what: 'a refused token', faults: ['401'], outcome: 'posted', state: 'posted', atRest: 'posted' },
  {
    what: 'a refused token, and the renewed one too',
    faults: ['401', '401'],
    outcome: 'locked-out',
    state: 'pending',
    atRest: 'posted',
    connection: 'paused',
  },
  {
    what: 'a closed company',
    faults: ['403'],
    outcome: 'locked-out',
    state: 'pending',
    atRest: 'posted',
    connection: 'paused',
  },
  {
    what: 'a refused token, and there is no other',
    faults: ['dead'],
    outcome: 'unauthorised',
    state: 'pending',
    atRest: 'posted',
    connection: 'expired',
  },
  {
    what: 'a pause',
    faults: ['429'],
    outcome: 'throttled',
    state: 'pending',
    atRest: 'posted',
    connection: 'throttled',
  },
  {
    what: 'silence, not carried out',
    faults: ['lost-before'],
    outcome: 'unknown',
    state: 'in-doubt',
    atRest: 'posted',
  },
  {
    what: 'silence, carried out',
    faults: ['lost-after'],
    outcome: 'unknown',
    state: 'in-doubt',
    atRest: 'posted',
  },
  {
    what: 'a 5xx, not carried out',
    faults: ['500-before'],
    outcome: 'unknown',
    state: 'in-doubt',
    atRest: 'posted',
  },
  {
    what: 'a 5xx, carried out',
    faults: ['500-after'],
    outcome: 'unknown',
    state: 'in-doubt',
    atRest: 'posted',
  },
  {
    what: 'a torn 200',
    faults: ['unreadable-after'],
    outcome: 'unknown',
    state: 'in-doubt',
    atRest: 'posted',
  },
  {
    what: 'silence, carried out hours later',
    faults: [{ lateMs: 4 * 3_600_000 }],
    outcome: 'unknown',
    state: 'in-doubt',
    atRest: 'posted',
  },
  {
    what: 'to a process that is gone',
    faults: [],
    outcome: 'lost',
    state: 'in-doubt',
    atRest: 'posted',
    killed: true,
  },
];

describe('what QuickBooks answers', () => {
  let clock: Clock;

  beforeAll(() => {
    clock = virtualClock();
  });

  afterAll(() => void jest.useRealTimers());

  async function answered({ faults, change, killed }: Row): Promise<World> {
    const world = memoryWorld(clock, 'a bill', HONEST);
    const [process] = world.processes;
    const bill = world.source(0);
    await world.map(bill);
    if (change) {
      await world.sweep(process);
      await world.want(bill, { outcome: 'post', amount: 12 });
      await world.map(bill);
    }
    world.quickBooks.writeFaults.push(...faults);
    if (!killed) await world.sweep(process);
    else {
      await world.work(process, world.postingOf(bill)?.id ?? '', AFTER_SENDING);
      process.kill();
      await world.advance(121_000);
      await world.setting.books.claims.doubtAbandoned();
    }
    return world;
  }

  it.each(rows)('$what: $outcome, $state, in the end $atRest', async (row) => {
    const world = await answered(row);
    const bill = world.source(0);
    const posting = () => world.postingOf(bill);
    expect(world.ledger.attempts.at(-1)?.outcome).toBe(row.outcome);
    expect(posting()?.state).toBe(row.state);
    const { connection } = world.ledger;
    expect(connection.state).toBe(
      row.connection && row.connection !== 'throttled' ? row.connection : 'active',
    );
    expect((connection.throttledUntil ?? 0) > clock.now()).toBe(row.connection === 'throttled');
    await driveToRest(world);
    expect(posting()?.state).toBe(row.atRest);
    expect(posting()?.revision).toBe(row.revisions ?? 1);
    const amounts = world.documentsOf(bill).map(({ object }) => object.TotalAmt);
    expect(amounts).toEqual(row.atRest === 'posted' ? [row.change ? 12 : 10] : []);
  });

  it('has a row for every outcome that the attempt log knows', () => {
    expect(new Set(rows.map(({ outcome }) => outcome))).toEqual(new Set(attemptOutcomes));
  });
});
