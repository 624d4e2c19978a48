import type { Answer } from '../answer.js';
import { isObject, type Json, type JsonObject, objectsOf } from '../json.js';

const NAMESPACE = 'http://schema.intuit.com/finance/v3';
const ATTRIBUTES = new Set([
  'domain',
  'sparse',
  'time',
  'startPosition',
  'maxResults',
  'totalCount',
  'bId',
  'status',
  'type',
  'code',
  'element',
]);

/** The service speaks XML to whoever does not ask for JSON, which is how a forgotten Accept header shows itself. */
export function wantsXml(accept: string | undefined): boolean {
  if (accept === undefined || accept === '') return true;
  return accept.includes('xml') && !accept.includes('json');
}

export function asXml(answer: Answer): Answer {
  if (answer.headers['content-type'] === 'text/plain') return answer;
  const body: unknown = typeof answer.body === 'string' ? JSON.parse(answer.body) : answer.body;
  if (!isObject(body)) return answer;
  const shown = isObject(body.fault) ? capitalised(body.fault) : body;
  const xml = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${element('IntuitResponse', { ...shown, xmlns: NAMESPACE })}`;
  return {
    status: answer.status,
    headers: { ...answer.headers, 'content-type': 'application/xml' },
    body: xml,
  };
}

/** The gateway's lower-case shape exists in JSON only; in XML a recording shows its faults like all others. */
function capitalised(fault: JsonObject): JsonObject {
  const entries = objectsOf(fault.error).map(({ message, detail, code }) => ({
    Message: message ?? null,
    Detail: detail ?? null,
    code: code ?? null,
  }));
  return { Fault: { Error: entries, type: fault.type ?? null } };
}

function element(name: string, value: Json): string {
  if (Array.isArray(value)) return value.map((item) => element(name, item)).join('');
  if (value === null) return '';
  if (!isObject(value)) return `<${name}>${escaped(String(value))}</${name}>`;
  if (isReference(value)) {
    const label = typeof value.name === 'string' ? ` name="${escaped(value.name)}"` : '';
    return `<${name}${label}>${escaped(String(value.value))}</${name}>`;
  }
  const isAttribute = (member: string): boolean => ATTRIBUTES.has(member) || member === 'xmlns';
  const members = Object.entries(value);
  const attributes = members
    .filter(([member]) => isAttribute(member))
    .map(([member, text]) => ` ${member}="${escaped(String(text ?? ''))}"`);
  const children = members
    .filter(([member]) => !isAttribute(member))
    .map(([member, child]) => element(member, child));
  return `<${name}${attributes.join('')}>${children.join('')}</${name}>`;
}

function isReference(value: JsonObject): boolean {
  return (
    Object.keys(value).every((member) => member === 'value' || member === 'name') && value.value !== undefined
  );
}

function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
