import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const cipherName = 'aes-256-gcm';
const format = 'v1';
const ivBytes = 12;

/** Given on both sides: without it Node 20 accepts a tag cut to four bytes, which can be guessed. */
const tagBytes = 16;

/** A key and the name under which it is found again; the name stands in the clear and is authenticated. */
export interface NamedKey {
  readonly id: string;
  readonly bytes: Buffer;
}

/** What a box is bound to. It opens only where it was closed. */
export type Binding = readonly string[];

export interface BoxParts {
  readonly keyId: string;
  readonly iv: Buffer;
  readonly tag: Buffer;
  readonly ciphertext: Buffer;
}

/** Encrypts and authenticates: `v1.<keyId>.<iv>.<tag>.<ciphertext>`, the last three in base64url. */
export function closeBox(content: Buffer, key: NamedKey, binding: Binding): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(cipherName, key.bytes, iv, { authTagLength: tagBytes });
  cipher.setAAD(authenticated(key.id, binding));
  const ciphertext = Buffer.concat([cipher.update(content), cipher.final()]);
  const texts = [iv, cipher.getAuthTag(), ciphertext].map((bytes) => bytes.toString('base64url'));
  return [format, key.id, ...texts].join('.');
}

/** Reads the outside of a box, or null if it is not one of ours. */
export function boxParts(box: string): BoxParts | null {
  const [version, keyId, ...texts] = box.split('.');
  const [iv, tag, ciphertext] = texts.map(bytesOf);
  if (version !== format || !keyId || texts.length !== 3 || !iv || !tag || !ciphertext) return null;
  if (iv.length !== ivBytes || tag.length !== tagBytes) return null;
  return { keyId, iv, tag, ciphertext };
}

/** Opens a box, or gives null if a single bit of it, of its key or of what it is bound to differs. */
export function openBox(parts: BoxParts, key: NamedKey, binding: Binding): Buffer | null {
  const decipher = createDecipheriv(cipherName, key.bytes, parts.iv, { authTagLength: tagBytes });
  decipher.setAAD(authenticated(parts.keyId, binding));
  decipher.setAuthTag(parts.tag);
  try {
    return Buffer.concat([decipher.update(parts.ciphertext), decipher.final()]);
  } catch {
    return null;
  }
}

/** JSON keeps the borders between the parts: ['ab', 'c'] and ['a', 'bc'] are different bytes. */
function authenticated(keyId: string, binding: Binding): Buffer {
  return Buffer.from(JSON.stringify([format, keyId, ...binding]));
}

/** Node ignores stray characters and spare bits in base64; two spellings of one box would both open. */
function bytesOf(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : null;
}
