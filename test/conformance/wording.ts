import type { Json } from '../../apps/sandbox/src/quickbooks/json.js';

/** What differs from case to case, in a refusal's text: numbers, quoted names, tokens. */
const changing: readonly (readonly [RegExp, string])[] = [
  [/DocNumber=\S+ is assigned to TxnType=[\w ]+ with/, 'DocNumber=… is assigned to TxnType=… with'],
  [/Property Name:.* specified/, 'Property Name:… specified'],
  [/Token expired:.*/, 'Token expired: …'],
  [/"'\w+/, '"…'],
  [/System Failure Error: .*/, 'System Failure Error: …'],
  [/\d+/g, '0'],
];

/** The text without what is the case's own, so that two refusals of one kind read the same. */
export function wording(text: Json | undefined): Json {
  if (typeof text !== 'string') return text ?? null;
  return changing.reduce((so, [what, instead]) => so.replace(what, instead), text);
}
