/** A refusal in Cin7's own form: an array of codes and texts, under a status that may differ from the code. */
export class Cin7Error extends Error {
  readonly problems: readonly string[];

  constructor(
    problems: string | readonly string[],
    readonly status = 400,
  ) {
    const texts = typeof problems === 'string' ? [problems] : problems;
    super(texts.join(' '));
    this.problems = texts;
  }

  body(): object[] {
    return this.problems.map((text) => ({ ErrorCode: this.status, Exception: text }));
  }
}
