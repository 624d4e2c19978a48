import {
  entry,
  Fault,
  type FaultEntry,
  invalidEnumeration,
  missingParameter,
  unsupportedProperty,
  wrongLength,
} from '../fault.js';
import { isObject, type Json, type JsonObject } from '../json.js';
import type { Member, NumberMember, ObjectMember, Shape, TextMember } from '../model/member.js';

/** Members that every object may carry and no client can set. */
const ENVELOPE = new Set(['Id', 'SyncToken', 'MetaData', 'domain', 'sparse', 'status', 'CreatedBy']);
const EMAIL = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;

/**
 * Reads what a client may set. Unknown members and wrong types are refused at once, as a parser does; lengths are
 * collected and refused together. `null` in the outcome means that the client asked to clear the member.
 */
export function readMembers(shape: Shape, input: JsonObject): JsonObject {
  const faults: FaultEntry[] = [];
  const members = readObject(shape, input, faults, ENVELOPE);
  if (faults.length > 0) throw new Fault(faults);
  return members;
}

function readObject(
  shape: Shape,
  input: JsonObject,
  faults: FaultEntry[],
  ignored: ReadonlySet<string>,
): JsonObject {
  const members: JsonObject = {};
  for (const [name, value] of Object.entries(input)) {
    const member = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (member === undefined) {
      if (ignored.has(name)) continue;
      throw unsupportedProperty(name);
    }
    if (value === null || member.readOnly) continue;
    members[name] = value === '' ? null : readValue(name, member, value, faults);
  }
  return members;
}

const NOTHING: ReadonlySet<string> = new Set();

function readNested(shape: Shape, input: JsonObject, faults: FaultEntry[]): JsonObject {
  const members = readObject(shape, input, faults, NOTHING);
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));
}

function readValue(name: string, member: Member, value: Json, faults: FaultEntry[]): Json {
  switch (member.kind) {
    case 'text':
      return readText(name, member, value, faults);
    case 'number':
      return readNumber(name, member, value);
    case 'flag':
      if (typeof value === 'boolean') return value;
      if (value === 'true' || value === 'false') return value === 'true';
      throw unsupportedProperty(name);
    case 'date':
      if (typeof value === 'string' && isDate(value)) return value.slice(0, 10);
      throw unsupportedProperty(name);
    case 'reference':
    case 'currency':
      return readReference(name, value, faults);
    case 'object':
      if (isObject(value)) return readMeasured(name, member, value, faults);
      throw unsupportedProperty(name);
    case 'list':
      if (!Array.isArray(value)) throw unsupportedProperty(name);
      return value.map((item) => {
        if (!isObject(item)) throw unsupportedProperty(name);
        return readNested(member.shape, item, faults);
      });
  }
}

/** The texts of an address have a limit together, beside their own. */
function readMeasured(
  name: string,
  { shape, linesMax }: ObjectMember,
  value: JsonObject,
  faults: FaultEntry[],
): JsonObject {
  const members = readNested(shape, value, faults);
  if (linesMax === undefined) return members;
  const lines = Object.entries(members).filter(([line]) => line.startsWith('Line'));
  const length = lines.reduce((total, [, text]) => total + String(text).length, 0);
  if (length > linesMax) faults.push(wrongLength(name, linesMax, length));
  return members;
}

function readText(name: string, member: TextMember, value: Json, faults: FaultEntry[]): string {
  if (typeof value === 'object') throw unsupportedProperty(name);
  const text = String(value);
  if (member.max !== undefined && text.length > member.max)
    faults.push(wrongLength(name, member.max, text.length));
  if (member.choices !== undefined && !member.choices.includes(text)) throw invalidEnumeration(text);
  if (member.refuses?.test(text)) faults.push(unsupportedCharacters(name));
  if (member.format === 'email' && !EMAIL.test(text)) faults.push(invalidEmail(name));
  return text;
}

function readNumber(name: string, member: NumberMember, value: Json): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) throw unsupportedProperty(name);
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = member;
  if (number < min || number > max) throw new Fault([invalidNumber(name, number)]);
  return number;
}

/** Only the value counts; the name is filled on read. A null value is as good as no reference. */
function readReference(name: string, value: Json, faults: FaultEntry[]): Json {
  if (!isObject(value)) throw unsupportedProperty(name);
  for (const member of Object.keys(value)) {
    if (member !== 'value' && member !== 'name' && member !== 'type') throw unsupportedProperty(member);
  }
  const id = value.value;
  if (id === null) return null;
  if (typeof id === 'number') return { value: String(id) };
  if (typeof id === 'string' && id !== '') return { value: id };
  faults.push(missingParameter(`${name}.value`));
  return null;
}

function isDate(text: string): boolean {
  const date = text.slice(0, 10);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(date) &&
    !Number.isNaN(Date.parse(date)) &&
    new Date(date).toISOString().startsWith(date)
  );
}

const unsupportedCharacters = (name: string): FaultEntry =>
  entry('2040', 'Invalid String', `The string value of ${name} contains unsupported characters.`, name);

const invalidEmail = (name: string): FaultEntry =>
  entry('2210', 'Invalid email', 'Email Address does not conform to the syntax rules of RFC 822.', name);

const invalidNumber = (name: string, value: number): FaultEntry =>
  entry('2090', 'Invalid Number', `${name} is not within the range supported. Supplied value:${value}`, name);
