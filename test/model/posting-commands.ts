import fc from 'fast-check';
import type { Fault, Habits } from './fake-quickbooks.js';
import type { Wanted } from './source.js';
import type { Touch, World } from './world.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** What has been done to the documents from outside, so that the end is judged accordingly. */
export interface Story {
  readonly disturbed: Set<string>;
}

type Step = fc.AsyncCommand<Story, World, true>;

class Command implements Step {
  constructor(
    private readonly says: string,
    private readonly act: (world: World, story: Story) => void | Promise<void>,
  ) {}

  async check(): Promise<boolean> {
    return true;
  }

  async run(story: Story, world: World): Promise<void> {
    await this.act(world, story);
    world.check();
  }

  toString(): string {
    return this.says;
  }
}

const which = fc.nat({ max: 1 });
/** The call at which a process freezes. */
const stopsIn = fc.oneof(
  { weight: 2, arbitrary: fc.constant(null) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 20 }) },
);

const wanted = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.constantFrom<Wanted>({ outcome: 'post', amount: 10 }, { outcome: 'post', amount: 12 }),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Wanted>({ outcome: 'withdraw' }, { outcome: 'hold' }, { outcome: 'exclude' }),
  },
);

const writeFault = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom<Fault>('lost-before', 'lost-after', '500-after', 'unreadable-after'),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Fault>(
      'not-sent',
      '500-before',
      '401',
      '403',
      '429',
      'dead',
      'stale',
      'refused',
    ),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Fault>(
      { lateMs: 90_000 },
      { lateMs: 20 * MINUTE },
      { lateMs: 4 * HOUR },
      { lateMs: 9 * HOUR },
    ),
  },
);
const readFault = fc.constantFrom<Fault>(
  'not-sent',
  'lost-before',
  '401',
  '403',
  '429',
  'dead',
  '500-before',
);
const pause = fc.constantFrom(5_000, 61_000, 125_000, 11 * MINUTE, 31 * MINUTE, HOUR, 5 * HOUR, 7 * HOUR);

export const habits: fc.Arbitrary<Habits> = fc.record({
  requestIds: fc.constantFrom<Habits['requestIds']>('honoured', 'ignored', { forgottenAfterMs: 30 * MINUTE }),
  queryLagMs: fc.constantFrom(0, 5_000, 10 * MINUTE),
});

function named(name: string, ...given: readonly unknown[]): string {
  return `${name}(${given.map((each) => JSON.stringify(each)).join(', ')})`;
}

const want = fc.tuple(which, wanted).map(
  ([index, what]) =>
    new Command(named('want', index, what), async (world) => {
      await world.want(world.source(index), what);
      await world.map(world.source(index));
    }),
);

const map = which.map((index) => new Command(named('map', index), (world) => world.map(world.source(index))));

const work = fc.tuple(which, which, stopsIn).map(
  ([who, index, stop]) =>
    new Command(named('work', who, index, stop), async (world) => {
      const process = world.processes[who as 0 | 1];
      const posting = world.postingOf(world.source(index));
      if (posting && !process.isBusy) await world.work(process, posting.id, stop);
    }),
);

const goOn = fc.tuple(which, stopsIn).map(
  ([who, stop]) =>
    new Command(named('goOn', who, stop), async (world) => {
      await world.processes[who as 0 | 1].goOn(stop);
    }),
);

const kill = which.map(
  (who) => new Command(named('kill', who), (world) => world.processes[who as 0 | 1].kill()),
);

const advance = pause.map((ms) => new Command(named('advance', ms), (world) => world.advance(ms)));

const sweep = which.map(
  (who) => new Command(named('sweep', who), (world) => world.sweep(world.processes[who as 0 | 1])),
);

const failWrite = writeFault.map(
  (fault) =>
    new Command(named('failWrite', fault), (world, { disturbed }) => {
      world.quickBooks.writeFaults.push(fault);
      if (fault === 'refused' || fault === 'stale') disturbed.add('all');
    }),
);

const failRead = readFault.map(
  (fault) => new Command(named('failRead', fault), (world) => void world.quickBooks.readFaults.push(fault)),
);

const touch = fc
  .tuple(which, fc.constantFrom<Touch>('edit', 'due-date', 'unmark', 'copy', 'delete', 'pay'))
  .map(
    ([index, how]) =>
      new Command(named('touch', index, how), (world, { disturbed }) => {
        const source = world.source(index);
        if (world.documentsOf(source).length === 0) return;
        world.touch(source, how);
        disturbed.add(source.key);
      }),
  );

const replay = which.map(
  (index) => new Command(named('replay', index), (world) => world.replay(world.source(index))),
);

const decide = which.map(
  (index) =>
    new Command(named('decide', index), async (world) => {
      await world.resolve(world.source(index));
      await world.reconnect();
    }),
);

const readCompany = fc.constant(new Command('readCompany()', (world) => world.readCompany()));
const backUp = fc.constant(new Command('backUp()', (world) => world.backUp()));
const restore = fc.constant(
  new Command('restore()', async (world, { disturbed }) => {
    disturbed.add('all');
    await world.restore();
  }),
);

/** Half of what happens is work; the rest is what goes wrong with it. */
export const everyday = [
  ...[want, want, want, map],
  ...[work, work, work, work, work, work, goOn, goOn, kill],
  ...[advance, advance, advance, advance, sweep, sweep],
  ...[failWrite, failWrite, failWrite, failRead],
  ...[touch, replay, decide, readCompany],
];

export const restoring = [backUp, restore];
