import { describe, expect, it } from '@jest/globals';
import { Gathered } from './gathered.js';

/** Posts of so many events each; the first work is held until all have come. */
async function statements(...posts: readonly number[]): Promise<number[][]> {
  const done: number[][] = [];
  let begin = (): void => undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const gathered = new Gathered<number>(
    async (items) => {
      await begun;
      done.push([...items]);
    },
    (events) => events,
  );
  const all = posts.map((events) => gathered.add(events));
  begin();
  await Promise.all(all);
  return done;
}

describe('what comes to the door together', () => {
  it('is stored together, after the first who came alone', async () => {
    expect(await statements(1, 1, 1, 1)).toEqual([[1], [1, 1, 1]]);
  });

  it('is parted by how much it tells, not by how many came: none of the small ones fails with a large one', async () => {
    expect(await statements(1, 400, 100, 1, 3_000, 2)).toEqual([[1], [400, 100], [1], [3_000], [2]]);
  });
});
