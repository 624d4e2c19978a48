import type { Source } from './source.js';
import type { World } from './world.js';

/** More rounds than any doubt needs from its first look-up to the end of its window. */
const ROUNDS_MAX = 80;
const RESTING = ['posted', 'rejected', 'held', 'excluded', 'withdrawn'];

/** Everything goes right from now on: processes are started anew, QuickBooks answers, people decide what is theirs. */
export async function driveToRest(world: World): Promise<void> {
  const { quickBooks, processes, setting } = world;
  const [process] = processes;
  for (const each of processes) each.kill();
  quickBooks.writeFaults.length = 0;
  quickBooks.readFaults.length = 0;
  while (quickBooks.hasLate()) await world.advance(3_600_000);
  await world.reconnect();
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    for (const source of setting.sources) {
      await world.resolve(source);
      if (!world.isMapped(source)) await world.map(source);
    }
    await world.sweep(process);
    world.check();
    const wait = nextInMs(world);
    if (wait === null) return;
    await world.advance(wait);
  }
  throw new Error('P2 It does not come to rest');
}

/** How long until something is due; null where nothing waits for time. */
function nextInMs({ ledger, setting }: World): number | null {
  const now = setting.clock.now();
  const waiting = [...ledger.postings.values()].filter(({ state }) => !RESTING.includes(state));
  const isUnmapped = [...ledger.records.values()].some(({ mappingSeq, mappedSeq }) => mappingSeq > mappedSeq);
  const moments = waiting
    .filter(
      (row) => row.state !== 'pending' || isItsTurn(row.dependsOn.map(({ id }) => ledger.get(id).state)),
    )
    .flatMap(({ notBefore, leaseUntil }) => [notBefore?.getTime() ?? 0, leaseUntil?.getTime() ?? 0]);
  if (moments.length === 0) return isUnmapped ? 1_000 : null;
  const next = Math.max(...moments, ledger.connection.throttledUntil ?? 0);
  return Math.max(next - now, 0) + 1_000;
}

/** A bill whose vendor was given up waits for the operator. */
function isItsTurn(states: readonly string[]): boolean {
  return !states.some((state) => state !== 'posted' && RESTING.includes(state));
}

/** P2: nothing is lost, nothing is under way, and what is posted is there as it was meant. */
export function checkRest(world: World, isDisturbed: (source: Source) => boolean): void {
  for (const source of world.setting.sources) checkSource(world, source, isDisturbed(source));
  world.check();
}

function checkSource(world: World, source: Source, isDisturbed: boolean): void {
  const posting = world.postingOf(source);
  const say = (what: string) => world.invariants.say(`P2 ${source.key} ${what}`);
  if (!posting) return say('has no posting');
  const { state, problems, dependsOn } = posting;
  const waits = state === 'pending' && !isItsTurn(dependsOn.map(({ id }) => world.ledger.get(id).state));
  if (!RESTING.includes(state) && !waits) return say(`has not come to rest: ${state}`);
  if ((state === 'held' || state === 'rejected') && problems.length === 0)
    return say(`is ${state} for no reason`);
  if (isDisturbed) return;
  const documents = world.documentsOf(source);
  const { wanted } = source;
  if (wanted.outcome !== 'post') {
    if (wanted.outcome !== 'hold' && source.kind === 'bill' && documents.length > 0)
      say(`was taken back but is still there (${state}): ${JSON.stringify(problems)}`);
    return;
  }
  if (waits) return;
  if (state !== 'posted')
    return say(`is ${state} although nobody is in its way: ${JSON.stringify(problems)}`);
  const [document] = documents;
  if (documents.length !== 1 || document?.id !== posting.quickBooksId)
    return say(`is linked to ${posting.quickBooksId}, and there are ${documents.map(({ id }) => id)}`);
  const { TotalAmt, PrintOnCheckName } = document.object;
  const said = source.kind === 'bill' ? TotalAmt : PrintOnCheckName;
  const meant = source.kind === 'bill' ? wanted.amount : `${source.key} ${wanted.amount}`;
  if (said !== meant) say(`says ${said} in QuickBooks, not ${meant}`);
}
