import type { NamedKey } from './sealed-box.js';

/** Enough for the connections that one worker serves in a minute; unwrapping costs microseconds. */
const keysMax = 256;

/** Keeps the data keys used last, and wipes those that it lets go. */
export class DataKeyCache {
  readonly #keys = new Map<string, NamedKey>();

  get(name: string): NamedKey | null {
    const key = this.#keys.get(name);
    if (key === undefined) return null;
    // A map keeps the order of insertion: the key used last becomes the last to be let go.
    this.#keys.delete(name);
    this.#keys.set(name, key);
    return key;
  }

  put(name: string, key: NamedKey): void {
    this.#keys.set(name, key);
    const [oldest] = this.#keys;
    if (this.#keys.size <= keysMax || oldest === undefined) return;
    this.#keys.delete(oldest[0]);
    oldest[1].bytes.fill(0);
  }
}
