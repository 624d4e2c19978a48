import { createInterface } from 'node:readline';

/**
 * Reads a child's output line by line: keeps the last ones for the case that it fails, and passes each on.
 * @param {import('node:child_process').ChildProcess} child
 * @param {{ keep?: number, pass?: (line: string) => void }} [options]
 */
export function lastLines(child, { keep = 20, pass } = {}) {
  /** @type {string[]} */
  const lines = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      if (lines.length > keep) lines.shift();
      pass?.(line);
    });
  }
  return lines;
}
