/** The same numbers for the same seed (mulberry32), from 0 up to 1. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** So many of them, in their order. */
export function sample<Item>(items: readonly Item[], count: number, random: () => number): Item[] {
  const ranked = items.map((item, place) => ({ item, place, rank: random() }));
  ranked.sort((left, right) => left.rank - right.rank);
  return ranked
    .slice(0, count)
    .sort((left, right) => left.place - right.place)
    .map(({ item }) => item);
}
