import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

interface Row {
  readonly ids: string;
  readonly file: string;
  readonly title: string;
}

/** The names of the columns and the line below them. */
const HEADER_LINES = 2;

function rowsOf(markdown: string): Row[] {
  return markdown
    .split('\n')
    .map(
      (line) =>
        /^\| (?<ids>[A-Z]\w*(?:, \w+)*) \| [^|]+ \| (?<file>\S+) \| (?<title>.+) \|$/.exec(line)?.groups,
    )
    .flatMap((groups) => (groups ? [groups as unknown as Row] : []));
}

const rows = rowsOf(readFileSync('docs/fault-matrix.md', 'utf8'));

describe('the fault matrix', () => {
  it('is read whole', () => {
    const lines = readFileSync('docs/fault-matrix.md', 'utf8').match(/^\|(?:[^|]+\|){4}$/gm) ?? [];
    expect(rows).toHaveLength(lines.length - HEADER_LINES);
    expect(rows.length).toBeGreaterThan(40);
  });

  it.each(rows)('$ids has its test: $title', ({ file, title }) => {
    expect(existsSync(file)).toBe(true);
    expect(readFileSync(file, 'utf8')).toContain(title);
  });

  it('has every row whose fault is ours to bear', () => {
    const ids = new Set(rows.flatMap((row) => row.ids.split(', ')));
    const wanted =
      'D3 D5 D6 D7 D8 R1 R2 R3 R4 R5 R6 R7 R8 G1f G2f G3f G4f H1 H3 H4 H5 H6 H7 H8 H9 S1f S2f T1f T2f T4f K1';
    expect(wanted.split(' ').filter((id) => !ids.has(id))).toEqual([]);
  });
});
