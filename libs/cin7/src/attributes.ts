import { text } from './amounts.js';

const ATTRIBUTES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** Additional attributes by number, as suppliers carry them themselves and purchases in an object of their own. */
export function attributesOf(
  holder: Readonly<Record<string, unknown>> | null | undefined,
): ReadonlyMap<number, string> {
  const found = ATTRIBUTES.map((number) => [number, text(holder?.[`AdditionalAttribute${number}`])] as const);
  return new Map(found.filter((entry): entry is [number, string] => entry[1] !== null));
}
