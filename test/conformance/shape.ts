import { isObject, type Json } from '../../apps/sandbox/src/quickbooks/json.js';

/** What may stand at each place of a document: `Bill.Line[].Amount` is a `number`. A null says nothing of its kind. */
export type Shape = ReadonlyMap<string, ReadonlySet<string>>;

/** The elements of a list are laid over each other: what one of them has, belongs to the shape. */
export function shapeOf(document: Json): Shape {
  const shape = new Map<string, Set<string>>();
  note(shape, '', document);
  return shape;
}

function note(shape: Map<string, Set<string>>, at: string, value: Json): void {
  const kinds = shape.get(at) ?? new Set();
  shape.set(at, kinds);
  if (value === null) return;
  kinds.add(kindOf(value));
  if (Array.isArray(value)) for (const element of value) note(shape, `${at}[]`, element);
  else if (isObject(value))
    for (const [name, member] of Object.entries(value))
      note(shape, at === '' ? name : `${at}.${name}`, member);
}

/** Texts of a fixed form are kinds of their own; clients parse them. */
const textKinds: readonly (readonly [string, RegExp])[] = [
  ['empty text', /^$/],
  ['guid', /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i],
  ['date', /^\d{4}-\d\d-\d\d$/],
  ['time without zone', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?$/],
  ['time in UTC', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/],
  ['time with offset', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:?\d\d$/],
];

function kindOf(value: Exclude<Json, null>): string {
  if (Array.isArray(value)) return 'list';
  if (typeof value !== 'string') return typeof value;
  return textKinds.find(([, form]) => form.test(value))?.[0] ?? 'text';
}

/** An empty text may be an empty text of any form. */
export function fits(kind: string, wanted: ReadonlySet<string>): boolean {
  if (wanted.size === 0 || wanted.has(kind)) return true;
  const isText = (each: string): boolean => !['object', 'list', 'number', 'boolean'].includes(each);
  if (kind === 'empty text') return [...wanted].some(isText);
  return isText(kind) && wanted.has('empty text') && wanted.size === 1;
}
