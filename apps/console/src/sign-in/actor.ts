import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

/** A request that the guard has let through. */
export interface SignedInRequest extends Request {
  /** Who asks, for the trail. */
  actor?: string;
}

/** Who asks. A route without a policy never gets here, so an unnamed actor is a mistake of ours. */
export const Actor = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const { actor } = context.switchToHttp().getRequest<SignedInRequest>();
  if (!actor) throw new Error('A route asked who acts, but nobody had to sign in for it');
  return actor;
});
