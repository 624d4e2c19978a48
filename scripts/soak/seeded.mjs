/** @typedef {ReturnType<typeof seeded>} Choices */

/**
 * Choices that look random and are the same for the same seed (mulberry32).
 * @param {number} seed
 */
export function seeded(seed) {
  let state = seed >>> 0;
  /** From 0 up to but not 1. */
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  /** A whole number, both bounds included. @param {number} min @param {number} max */
  const whole = (min, max) => min + Math.floor(next() * (max - min + 1));
  /** @template Item @param {readonly Item[]} items at least one @returns {Item} */
  const pick = (items) => /** @type {Item} */ (items[whole(0, items.length - 1)]);
  /** The name of one, likelier with a larger weight. @template {string} Name @param {Record<Name, number>} weights */
  const weighted = (weights) => {
    const entries = /** @type {[Name, number][]} */ (Object.entries(weights));
    const total = entries.reduce((sum, [, weight]) => sum + weight, 0);
    let left = next() * total;
    for (const [name, weight] of entries) {
      left -= weight;
      if (left < 0) return name;
    }
    throw new Error('There is nothing to choose from.');
  };
  /** @template Item @param {readonly Item[]} items @returns {Item[]} */
  const shuffled = (items) =>
    items
      .map((item) => /** @type {const} */ ([next(), item]))
      .sort(([left], [right]) => left - right)
      .map(([, item]) => item);
  return { next, whole, pick, weighted, shuffled };
}
