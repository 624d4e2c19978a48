import type { NamedKey } from './sealed-box.js';
import { VaultError } from './vault-error.js';

const keyBytes = 32;
const remedy =
  "Write ENCRYPTION_KEYS as id:base64,id2:base64 with the current key first; make a key with 'openssl rand -base64 32'";

/** The key-encryption keys: the first wraps, all of them unwrap. */
export class Keyring {
  private constructor(
    readonly current: NamedKey,
    private readonly keys: ReadonlyMap<string, NamedKey>,
  ) {}

  /** Names every problem at once, by position and id only: a malformed entry may be nothing but a key. */
  static parse(text: string): Keyring {
    const entries = text.split(',').map((entry, index) => entryOf(entry.trim(), index + 1));
    const problems = [...entries.flatMap(({ problem }) => problem ?? []), ...repetitionsIn(entries)];
    const keys = entries.flatMap(({ key }) => key ?? []);
    const [current] = keys;
    if (problems.length > 0 || current === undefined) {
      throw new VaultError(`The keyring cannot be used: ${problems.join('; ')}`, remedy);
    }
    return new Keyring(current, new Map(keys.map((key) => [key.id, key])));
  }

  key(id: string): NamedKey {
    const key = this.keys.get(id);
    if (key !== undefined) return key;
    throw new VaultError(
      `A data key is wrapped with the key '${id}', which is not in the keyring (${[...this.keys.keys()].join(', ')})`,
      `Put the key '${id}' back into ENCRYPTION_KEYS, after the current one, until every connection is rewrapped`,
    );
  }
}

type Entry =
  | { readonly key: NamedKey; readonly problem?: never }
  | { readonly problem: string; readonly key?: never };

function entryOf(entry: string, position: number): Entry {
  const [, id, encoded] = /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/_-]*={0,2})$/.exec(entry) ?? [];
  if (id === undefined || encoded === undefined)
    return { problem: `entry ${position} is not of the form id:base64` };
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.length !== keyBytes) {
    return { problem: `key '${id}' has ${bytes.length} bytes instead of ${keyBytes}` };
  }
  return { key: { id, bytes } };
}

function repetitionsIn(entries: readonly Entry[]): string[] {
  const keys = entries.flatMap(({ key }) => key ?? []);
  return keys.flatMap((key, index) => {
    const earlier = keys.slice(0, index);
    if (earlier.some(({ id }) => id === key.id)) return [`the id '${key.id}' occurs twice`];
    const twin = earlier.find(({ bytes }) => bytes.equals(key.bytes));
    return twin === undefined ? [] : [`keys '${twin.id}' and '${key.id}' are the same`];
  });
}
