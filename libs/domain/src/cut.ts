/**
 * The first `length` characters, as QuickBooks counts them. A character outside the basic plane is two code units and
 * is never cut in half: half of one is not text, and neither the database nor QuickBooks takes it.
 */
export function cut(text: string, length: number): string {
  const lastUnit = text.charCodeAt(length - 1);
  const cutsPair = text.length > length && lastUnit >= 0xd800 && lastUnit <= 0xdbff;
  return text.slice(0, cutsPair ? length - 1 : length);
}
