/**
 * Preloaded into a service: its clock is wrong by CLOCK_SHIFT_MS from the start, and by CLOCK_JUMP_MS more from SIGUSR2 on.
 * Timers and performance.now() go on as before, as they do when a machine's clock is set.
 */
let shiftMs = Number(process.env.CLOCK_SHIFT_MS ?? 0);
process.on('SIGUSR2', () => {
  shiftMs += Number(process.env.CLOCK_JUMP_MS ?? 0);
});

const Real = globalThis.Date;
const now = () => Real.now() + shiftMs;

globalThis.Date = new Proxy(Real, {
  construct: (target, given, asked) => Reflect.construct(target, given.length === 0 ? [now()] : given, asked),
  apply: () => new Real(now()).toString(),
  get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
});
