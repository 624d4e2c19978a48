import type { z } from 'zod';
import { RemoteError } from './remote-error.js';

/** The answer in the shape we know. Any other is `unknown`, like an answer that is no JSON: it may be right next time. */
export function expected<Shape extends z.ZodType>(
  shape: Shape,
  value: unknown,
  what: string,
): z.infer<Shape> {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.map((issue) => issue.path.join('.') || 'the whole').join(', ');
  throw new RemoteError('unknown', `${what} in a shape that we do not know (${where})`);
}
