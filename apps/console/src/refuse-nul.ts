import { BadRequestException } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';

/** Postgres keeps no NUL character in a text, and nobody who types has one. */
export function refuseNul(request: Request, _response: Response, next: NextFunction): void {
  const body: unknown = request.body;
  const hasNul = JSON.stringify(body ?? null).includes('\\u0000');
  next(
    hasNul ? new BadRequestException('The body holds a NUL character (\\u0000). Leave it out.') : undefined,
  );
}
