import fc from 'fast-check';
import type { PostingState } from '#libs/domain';
import type { Clock } from './clock.js';
import type { Habits } from './fake-quickbooks.js';
import { memoryWorld, type Scene } from './memory-world.js';
import type { Story } from './posting-commands.js';
import { checkRest, driveToRest } from './quiescence.js';
import type { Spoil, World } from './world.js';

export interface Stage {
  readonly clock: Clock;
  readonly scene: Scene;
  readonly habits: Habits;
  readonly spoil?: Spoil;
}

export interface Told {
  readonly states: ReadonlySet<PostingState>;
  readonly isExcused: boolean;
}

/** Plays one sequence and drives it to its rest. Throws what was broken, with the ids of the invariants. */
export async function play(
  { clock, scene, habits, spoil }: Stage,
  commands: Iterable<fc.AsyncCommand<Story, World, true>>,
): Promise<Told> {
  const world = memoryWorld(clock, scene, habits, spoil);
  const states = new Set<PostingState>();
  const { watch } = world.ledger;
  world.ledger.watch = (before, after) => {
    states.add(after.state);
    watch(before, after);
  };
  for (const source of world.setting.sources) await world.map(source);
  const story: Story = { disturbed: new Set() };
  try {
    await fc.asyncModelRun(() => ({ model: story, real: world }), commands);
    await driveToRest(world);
  } catch (error) {
    // What was broken first says more than what came of it.
    world.check();
    throw error;
  }
  const isExcused = world.invariants.isExcused();
  const isAnyone = story.disturbed.has('all') || isExcused;
  checkRest(world, ({ key }) => isAnyone || story.disturbed.has(key));
  return { states, isExcused };
}
