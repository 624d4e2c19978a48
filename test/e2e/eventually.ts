const LIMIT_MS = 60_000;
const STEP_MS = 100;

/** Asks until the answer is there. What was seen last is in the message when it never comes. */
export async function eventually<Answer>(
  what: string,
  ask: () => Promise<Answer | null | undefined | false>,
  limitMs = LIMIT_MS,
): Promise<Answer> {
  const deadline = Date.now() + limitMs;
  let last: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline)
      throw new Error(`Not within ${limitMs} ms: ${what}. Last seen: ${String(last)}`);
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  }
}
