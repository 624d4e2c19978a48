import { inspect } from 'node:util';

const redacted = '[redacted]';

/**
 * A value that must reach no log, answer or error. Whoever needs it says so with `reveal()`, which is easy to search
 * for; everything that turns objects into text gets `[redacted]`, and copying the object copies nothing.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return redacted;
  }

  toJSON(): string {
    return redacted;
  }

  [inspect.custom](): string {
    return redacted;
  }
}
