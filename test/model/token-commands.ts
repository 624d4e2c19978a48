import fc from 'fast-check';
import type { TokenFault } from './fake-intuit.js';
import type { TokenWorld } from './token-world.js';

type Nothing = Record<string, never>;

class Command implements fc.AsyncCommand<Nothing, TokenWorld, true> {
  constructor(
    private readonly says: string,
    private readonly act: (world: TokenWorld) => void | Promise<void>,
  ) {}

  async check(): Promise<boolean> {
    return true;
  }

  async run(_: Nothing, world: TokenWorld): Promise<void> {
    await this.act(world);
    world.check();
  }

  toString(): string {
    return this.says;
  }
}

const who = fc.nat({ max: 2 });
const stopsIn = fc.oneof(
  { weight: 2, arbitrary: fc.constant(null) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 12 }) },
);
const fault = fc.constantFrom<TokenFault>('not-sent', 'lost-before', 'lost-after', '500', '429', 'refused');
const pause = fc.constantFrom(1_000, 15_000, 61_000, 20 * 60_000, 56 * 60_000, 2 * 3_600_000, 25 * 3_600_000);

const ask = fc
  .tuple(who, fc.boolean(), stopsIn)
  .map(
    ([index, isRefused, stop]) =>
      new Command(`ask(${index}, ${isRefused}, ${stop})`, (world) => world.ask(index, isRefused, stop)),
  );
const goOn = fc
  .tuple(who, stopsIn)
  .map(([index, stop]) => new Command(`goOn(${index}, ${stop})`, (world) => world.goOn(index, stop)));
const kill = who.map((index) => new Command(`kill(${index})`, (world) => world.kill(index)));
const advance = pause.map((ms) => new Command(`advance(${ms})`, (world) => world.advance(ms)));
const fail = fault.map(
  (what) => new Command(`fail('${what}')`, (world) => void world.intuit.faults.push(what)),
);
const loseSaves = fc.constantFrom(1, 3, 6).map(
  (count) =>
    new Command(`loseSaves(${count})`, (world) => {
      world.savesLost = count;
    }),
);
const connect = fc.constant(new Command('connect()', (world) => world.connect()));
const revoke = fc.constant(new Command('revoke()', (world) => world.revoke()));

export const tokenCommands = [
  ...[ask, ask, ask, ask, ask, ask, goOn, goOn, goOn, kill],
  ...[advance, advance, advance, advance, fail, fail, loseSaves, connect, revoke],
];
