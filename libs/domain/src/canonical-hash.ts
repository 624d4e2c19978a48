import { createHash } from 'node:crypto';

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** Equal content gives equal text, whatever the order of members. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))
      .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

/** SHA-256 of the canonical form, hexadecimal: equal fingerprint, nothing to do. */
export function fingerprint(content: unknown): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}

/** SHA-256 of the parts (their borders kept), in 52 characters of base 32: fit for URLs and memos. */
export function shortHash(parts: readonly string[]): string {
  let buffer = 0n;
  for (const byte of createHash('sha256').update(JSON.stringify(parts)).digest())
    buffer = (buffer << 8n) | BigInt(byte);
  let text = '';
  for (let rest = buffer << 4n, place = 0; place < 52; place += 1, rest >>= 5n)
    text = BASE32[Number(rest & 31n)] + text;
  return text;
}
