/** Starts the work for each, so many at a time and in their order; whoever needs one waits for its promise. */
export function inTurn<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): ReadonlyMap<Item, Promise<Result>> {
  const lanes = Array.from({ length: atOnce }, (): Promise<unknown> => Promise.resolve());
  return new Map(
    items.map((item, place) => {
      const lane = place % atOnce;
      const result = (lanes[lane] ?? Promise.resolve()).then(() => work(item));
      // A failure is told to whoever waits for this result, and holds up nobody else.
      lanes[lane] = result.catch(() => undefined);
      return [item, result] as const;
    }),
  );
}
