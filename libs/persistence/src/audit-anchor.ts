import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { ChainHeads } from './audit-chain.repository.js';

const Anchor = z.record(
  z.string(),
  z.object({ position: z.number().int().nonnegative(), hash: z.string().regex(/^[0-9a-f]{64}$/) }),
);

/** The heads as noted before, or null where there is no such file yet. A file that is none is an error, not a start. */
export function readAnchor(file: string): ChainHeads | null {
  if (!existsSync(file)) return null;
  const parsed = Anchor.safeParse(contentOf(file));
  if (!parsed.success) throw new Error(`${file} is not an anchor that this command has written.`);
  return parsed.data;
}

/** In one step, so that an interruption leaves the old heads. */
export function keepAnchor(file: string, heads: ChainHeads): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(heads, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}

function contentOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
