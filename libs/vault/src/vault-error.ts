/** Something cannot be sealed or opened. Says why and what to do about it; never holds a key or a secret. */
export class VaultError extends Error {
  override readonly name = 'VaultError';
  readonly remedy: string;

  constructor(reason: string, remedy: string) {
    super(`${reason}. ${remedy}.`);
    this.remedy = remedy;
  }
}
