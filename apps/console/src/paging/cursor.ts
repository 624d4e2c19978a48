import { BadRequestException } from '@nestjs/common';
import type { z } from 'zod';

/** A place in a list, for the next page; callers hand it back as it is. */
export function cursorOf(place: unknown): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

export function placeOf<Schema extends z.ZodType>(
  cursor: string | undefined,
  schema: Schema,
): z.infer<Schema> | undefined {
  if (cursor === undefined) return undefined;
  const parsed = schema.safeParse(parsedJson(Buffer.from(cursor, 'base64url').toString()));
  if (parsed.success) return parsed.data;
  throw new BadRequestException(
    'The cursor is not one of ours. Pass on nextCursor of the page before as it is.',
  );
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
