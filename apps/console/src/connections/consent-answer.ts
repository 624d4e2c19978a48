import { BadRequestException } from '@nestjs/common';
import { z } from 'zod';

/** What the browser comes back with. Intuit may add members; a member that is there twice is nobody's answer. */
const Answer = z.object({
  state: z.string().max(200).optional(),
  code: z.string().max(2_000).optional(),
  realmId: z
    .string()
    .regex(/^\d{1,25}$/)
    .optional(),
  error: z
    .string()
    .regex(/^[\w-]{1,100}$/)
    .optional(),
});

export interface ConsentAnswer {
  readonly state: string | undefined;
  readonly code: string | undefined;
  readonly error: string | undefined;
  readonly realmId: string;
}

export function consentAnswer(query: unknown): ConsentAnswer {
  const parsed = Answer.safeParse(query);
  if (!parsed.success || (parsed.data.code && !parsed.data.realmId))
    throw new BadRequestException(
      'This is not an answer of Intuit: state, code and realmId do not have their form. Begin the consent again.',
    );
  const { state, code, error, realmId = '' } = parsed.data;
  return { state, code, error, realmId };
}
