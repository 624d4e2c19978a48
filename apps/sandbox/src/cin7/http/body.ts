import { Cin7Error } from './cin7-error.js';

export type Fields = Readonly<Record<string, unknown>>;

/** The members of a body. What we do not ask for is ignored without a word, as Cin7 does. */
export function fieldsOf(body: unknown): Fields {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Fields;
  throw new Cin7Error('Request body is invalid.');
}

export function textIn(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** Numbers may also come as texts. */
export function numberIn(fields: Fields, name: string): number | undefined {
  const value = fields[name];
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

export function requiredText(fields: Fields, name: string): string {
  const value = textIn(fields, name);
  if (value === undefined) throw new Cin7Error(`Required attribute ${name} is not provided.`);
  return value;
}

/** The date part of a date or moment; whatever zone follows is not looked at. */
export function dateIn(fields: Fields, name: string): string | null {
  const value = textIn(fields, name);
  if (value === undefined) return null;
  if (!/^\d{4}-\d{2}-\d{2}/.test(value)) throw new Cin7Error(`Attribute '${name}' is not a valid date.`);
  return value.slice(0, 10);
}

export function listIn(fields: Fields, name: string): Fields[] {
  const value = fields[name];
  return Array.isArray(value) ? value.map(fieldsOf) : [];
}
