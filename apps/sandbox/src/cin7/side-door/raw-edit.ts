import { z } from 'zod';
import type { RawEdit } from '../model/purchase.js';

/** Paths are dotted, with numbers for places in a list: `Invoice.Lines.0.Account`. */
const RawEditBody = z.object({
  document: z.record(z.string(), z.unknown()).optional(),
  set: z.record(z.string(), z.unknown()).optional(),
  remove: z.array(z.string()).optional(),
});

export function rawEdit(body: unknown): RawEdit {
  const { document, set, remove } = RawEditBody.parse(body);
  return { ...(document === undefined ? {} : { document }), set: set ?? {}, remove: remove ?? [] };
}
