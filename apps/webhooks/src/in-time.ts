import { ServiceUnavailableException } from '@nestjs/common';

/** Intuit waits for three seconds, and counts from when it began to connect. */
const LIMIT_MS = 2_000;

/**
 * What is asked of Postgres, or a refusal while the provider still listens: it sends again what was not stored. What is
 * stored after we have stopped waiting is repeated, and known then.
 */
export async function inTime<Answer>(work: Promise<Answer>, onFailure: (error: unknown) => void): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Postgres did not answer within ${LIMIT_MS} ms`)), LIMIT_MS);
  });
  try {
    return await Promise.race([work, limit]);
  } catch (error) {
    onFailure(error);
    throw new ServiceUnavailableException('It cannot be stored now. Send it again later.');
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}
