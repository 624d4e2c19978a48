/**
 * @typedef {object} Row
 * @property {string} what
 * @property {number} perSecond the median of several rounds
 * @property {number} ratio how many times as long as what it is held against
 * @property {string} against
 */

const rounds = 7;

/**
 * How often a second, as the median of several rounds; the first round only warms up.
 * @param {number} times
 * @param {(index: number) => unknown} work
 * @param {number} [atOnce] how many are under way together
 */
export async function perSecond(times, work, atOnce = 1) {
  const rates = [];
  for (let round = 0; round <= rounds; round += 1) {
    let index = 0;
    const worker = async () => {
      while (index < times) await work(round * times + index++);
    };
    const begunAt = performance.now();
    await Promise.all(Array.from({ length: atOnce }, worker));
    if (round > 0) rates.push((times * 1000) / (performance.now() - begunAt));
  }
  return rates.sort((left, right) => left - right)[Math.floor(rates.length / 2)] ?? 0;
}
