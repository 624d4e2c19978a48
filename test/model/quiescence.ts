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
  // A mapping may wait for hours for a change whose vendor never comes.
  if (moments.length === 0) return isUnmapped ? 3_600_000 : null;
  const next = Math.max(...moments, ledger.connection.throttledUntil ?? 0);
  return Math.max(next - now, 0) + 1_000;
}

/** A bill whose vendor was given up waits for the operator. */
function isItsTurn(states: readonly string[]): boolean {
  return !states.some((state) => state !== 'posted' && RESTING.includes(state));
}

/** P2: nothing is lost, nothing is under way, and what is posted is there as it was meant. */
export function checkRest(world: World, isDisturbed: (source: Source) => boolean): void {
  for (const source of world.setting.sources) {
    const fault =
      faultAtRest(world, source) ?? (isDisturbed(source) ? null : faultUndisturbed(world, source));
    if (fault) world.invariants.say(`P2 ${source.key} ${fault}`);
  }
  world.check();
}

/** What must hold whatever people and providers have done. */
function faultAtRest(world: World, source: Source): string | null {
  const posting = world.postingOf(source);
  if (!posting) return 'has no posting';
  const { state, problems } = posting;
  if (!RESTING.includes(state) && !waitsForVendor(world, source)) return `has not come to rest: ${state}`;
  const isExplained = (state !== 'held' && state !== 'rejected') || problems.length > 0;
  return isExplained ? null : `is ${state} for no reason`;
}

/** What must hold besides where nobody was in its way. */
function faultUndisturbed(world: World, source: Source): string | null {
  const documents = world.documentsOf(source);
  const { wanted, kind, key } = source;
  const posting = world.postingOf(source);
  if (wanted.outcome !== 'post') {
    const isLeft = wanted.outcome !== 'hold' && kind === 'bill' && documents.length > 0;
    return isLeft ? `was taken back but is still there (${posting?.state})` : null;
  }
  if (waitsForVendor(world, source)) return null;
  if (posting?.state !== 'posted')
    return `is ${posting?.state} although nobody is in its way: ${JSON.stringify(posting?.problems)}`;
  const [document] = documents;
  if (documents.length !== 1 || document?.id !== posting.quickBooksId)
    return `is linked to ${posting.quickBooksId}, and there are ${documents.map(({ id }) => id)}`;
  const { TotalAmt, PrintOnCheckName } = document.object;
  const said = kind === 'bill' ? TotalAmt : PrintOnCheckName;
  const meant = kind === 'bill' ? wanted.amount : `${key} ${wanted.amount}`;
  return said === meant ? null : `says ${said} in QuickBooks, not ${meant}`;
}

function waitsForVendor(world: World, source: Source): boolean {
  const posting = world.postingOf(source);
  const states = posting?.dependsOn.map(({ id }) => world.ledger.get(id).state) ?? [];
  return posting?.state === 'pending' && !isItsTurn(states);
}
