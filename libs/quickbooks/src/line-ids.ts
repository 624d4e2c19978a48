import type { Draft } from './draft.js';
import { essenceOf } from './essence.js';
import type { WireObject } from './quickbooks.client.js';

/**
 * Bills point at the lines of an order by their ids, and QuickBooks refuses to remove a line that one points at. So an
 * order's lines keep the ids that they have there: of a line that says the same, else of one with the same description,
 * else of the one in the same place. The lines of a bill are sent as new ones, for only a new line can be linked.
 */
export function withLineIds(lines: readonly Draft[], theirs: WireObject): readonly Draft[] {
  const free = new Map((Array.isArray(theirs.Line) ? (theirs.Line as Draft[]) : []).entries());
  const ids = new Map<Draft, unknown>();
  const give = (line: Draft, place: number | undefined) => {
    if (place === undefined || ids.has(line)) return;
    ids.set(line, free.get(place)?.Id);
    free.delete(place);
  };
  for (const keyOf of [whole, description]) {
    const keys = [...free].map(([place, line]) => [place, keyOf(line)] as const);
    for (const [place, line] of lines.entries()) {
      const key = keyOf(line);
      const alike = keys.filter(([each, held]) => held === key && free.has(each)).map(([each]) => each);
      give(line, alike.find((each) => each === place) ?? alike[0]);
    }
  }
  for (const [place, line] of lines.entries()) if (free.has(place)) give(line, place);
  return lines.map((line) => (ids.get(line) === undefined ? line : { Id: ids.get(line), ...line }));
}

function whole(line: Draft): string {
  return essenceOf('Line', [line]);
}

function description({ Description }: Draft): string {
  return essenceOf('Description', Description);
}

/** Only an order has a status of its own. */
export function isOrder(document: WireObject): boolean {
  return 'POStatus' in document;
}
