import { seeded } from './seeded.mjs';

/** How many cards of the deck each fault has. */
export const faultCards = {
  kill: 5,
  terminate: 3,
  freeze: 3,
  'long freeze': 1,
  'redis flushall': 2,
  'redis restart': 2,
  'redis cut': 1,
  'redis half-open': 1,
  'postgres restart': 2,
  'postgres cut': 1,
  'postgres half-open': 1,
  'postgres lost commit answer': 2,
  'quickbooks cut': 2,
  'quickbooks answers spoilt': 6,
  'quickbooks commits late': 3,
  'quickbooks refuses': 3,
  'quickbooks forgets request ids': 2,
  'quickbooks lags': 2,
  'quickbooks access expires': 3,
  'quickbooks loses a rotation': 1,
  'cin7 spoils answers': 4,
  'cin7 throttles': 2,
};

/** @typedef {keyof typeof faultCards} FaultKind */

/**
 * @typedef {object} PlannedFault
 * @property {number} atMs since the beginning
 * @property {FaultKind} kind
 * @property {number} forMs how long it lasts, if it is one that lasts
 * @property {number} choice from 0 up to but not 1: decides whom it strikes
 */

const cards = /** @type {[FaultKind, number][]} */ (Object.entries(faultCards)).flatMap(
  ([kind, weight]) => /** @type {FaultKind[]} */ (Array(weight).fill(kind)),
);

const pauseMs = { min: 5_000, max: 15_000 };

/** A frozen service is deaf. Beyond 20 s one that wakes up ends itself, as it should. */
const lasting = {
  freeze: { min: 2_000, max: 15_000 },
  'long freeze': { min: 25_000, max: 50_000 },
  other: { min: 3_000, max: 20_000 },
};

/**
 * What goes wrong and when; the same for the same seed. Faults are dealt from a shuffled deck and not drawn each for itself, so
 * that none is missing from a run of ten minutes.
 * @param {number} seed
 * @param {number} durationMs
 * @returns {PlannedFault[]}
 */
export function planFaults(seed, durationMs) {
  const choices = seeded(seed);
  /** @type {FaultKind[]} */
  let deck = [];
  /** @type {PlannedFault[]} */
  const plan = [];
  for (let atMs = pauseMs.min; atMs < durationMs; atMs += choices.whole(pauseMs.min, pauseMs.max)) {
    if (deck.length === 0) deck = choices.shuffled(cards);
    const kind = /** @type {FaultKind} */ (deck.pop());
    const { min, max } =
      kind in lasting ? lasting[/** @type {keyof typeof lasting} */ (kind)] : lasting.other;
    plan.push({ atMs, kind, forMs: choices.whole(min, max), choice: choices.next() });
  }
  return plan;
}
