import { createHmac, randomBytes } from 'node:crypto';
import { DataKeyCache } from './data-key-cache.js';
import { Keyring } from './keyring.js';
import { type Binding, boxParts, closeBox, type NamedKey, openBox } from './sealed-box.js';
import { Secret } from './secret.js';
import { VaultError } from './vault-error.js';

/** Where a secret is kept. It opens nowhere else, so that a row cannot borrow another connection's token. */
export interface Place {
  readonly connectionId: string;
  readonly field: string;
}

/** A data key wrapped by a key-encryption key, as stored beside the connection. */
export type WrappedKey = string;

/**
 * Seals the credentials of connections. Each connection has a data key of its own, wrapped by a key-encryption key
 * that is not in the database: to rotate that key, only the small wrapped keys are written anew.
 */
export class Vault {
  readonly #cache = new DataKeyCache();

  private constructor(
    private readonly keyring: Keyring,
    private readonly environment: string,
  ) {}

  /** Takes `id:base64,id2:base64` with the current key first. Names every problem of the keyring at once. */
  static fromKeyring(keyring: string, environment: string): Vault {
    if (environment === '')
      throw new VaultError('The environment has no name', 'Name it, for example production');
    return new Vault(Keyring.parse(keyring), environment);
  }

  newDataKey(connectionId: string): WrappedKey {
    return this.wrap(randomBytes(32), connectionId);
  }

  seal(secret: Secret, wrapped: WrappedKey, place: Place): string {
    const key = this.dataKey(wrapped, place.connectionId);
    return closeBox(Buffer.from(secret.reveal()), key, this.bindingOf(place));
  }

  open(sealed: string, wrapped: WrappedKey, place: Place): Secret {
    const name = `The ${place.field} of connection ${place.connectionId}`;
    const parts = boxParts(sealed);
    if (parts === null) throw new VaultError(`${name} is not a sealed value`, restore);
    const key = this.dataKey(wrapped, place.connectionId);
    if (parts.keyId !== key.id) {
      throw new VaultError(
        `${name} was sealed with the data key '${parts.keyId}', not with '${key.id}'`,
        restore,
      );
    }
    const content = openBox(parts, key, this.bindingOf(place));
    if (content === null) {
      throw new VaultError(`${name} was changed, or sealed for another field or environment`, restore);
    }
    return new Secret(content.toString());
  }

  /** Wraps the same data key with the current key-encryption key; what it has sealed stays as it is. */
  rewrap(wrapped: WrappedKey, connectionId: string): WrappedKey {
    return this.wrap(this.unwrap(wrapped, connectionId), connectionId);
  }

  /** Says whether a wrapped key needs no rewrapping. */
  isCurrent(wrapped: WrappedKey): boolean {
    return boxParts(wrapped)?.keyId === this.keyring.current.id;
  }

  private wrap(dataKey: Buffer, connectionId: string): WrappedKey {
    return closeBox(dataKey, this.keyring.current, this.bindingOfKey(connectionId));
  }

  /** The cache answers only for the same connection: its name stands for what unwrapping has proved. */
  private dataKey(wrapped: WrappedKey, connectionId: string): NamedKey {
    const name = JSON.stringify([connectionId, wrapped]);
    const cached = this.#cache.get(name);
    if (cached !== null) return cached;
    const bytes = this.unwrap(wrapped, connectionId);
    const key = { id: dataKeyId(bytes), bytes };
    this.#cache.put(name, key);
    return key;
  }

  private unwrap(wrapped: WrappedKey, connectionId: string): Buffer {
    const name = `The data key of connection ${connectionId}`;
    const parts = boxParts(wrapped);
    if (parts === null) throw new VaultError(`${name} is not a wrapped key`, restore);
    const wrappingKey = this.keyring.key(parts.keyId);
    const dataKey = openBox(parts, wrappingKey, this.bindingOfKey(connectionId));
    if (dataKey !== null) return dataKey;
    throw new VaultError(
      `${name} does not open with the key '${parts.keyId}': it belongs to another connection or environment, was ` +
        'changed, or that key has other bytes than before',
      `Check the key '${parts.keyId}' in ENCRYPTION_KEYS and BILLBRIDGE_ENVIRONMENT. ${restore}`,
    );
  }

  private bindingOf({ connectionId, field }: Place): Binding {
    return ['secret', this.environment, connectionId, field];
  }

  private bindingOfKey(connectionId: string): Binding {
    return ['data-key', this.environment, connectionId];
  }
}

const restore = 'Restore the connection from a backup, or connect it again';

/** Derived from the key, so that it survives rewrapping and a swapped key is told from a changed secret. */
function dataKeyId(bytes: Buffer): string {
  return createHmac('sha256', bytes).update('data key id').digest('base64url').slice(0, 12);
}
