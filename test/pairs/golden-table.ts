import { type Expected, type Heading, headings, type Pair } from './pair.js';

const KIND = {
  vendor: 'vendor',
  'purchase-order': 'order',
  bill: 'bill',
  'vendor-credit': 'credit',
} as const;

/** All pairs by heading, for people who look for a case: what it comes to, and why. */
export function goldenTables(pairs: readonly Pair[]): string {
  return (Object.keys(headings) as Heading[])
    .map((heading) => {
      const ours = pairs.filter((pair) => pair.heading === heading);
      const rows = ours.map((pair) => `| ${caseOf(pair)} | ${outcomeOf(pair)} | ${pair.why.trim()} |`);
      return [
        `## ${headings[heading]} (${ours.length})`,
        '',
        '| case | comes to | why |',
        '|---|---|---|',
        ...rows,
      ].join('\n');
    })
    .join('\n\n');
}

function caseOf({ name }: Pair): string {
  return `[${name.split('/')[1]}](../test/golden/${name})`;
}

function outcomeOf({ expected }: Pair): string {
  if (expected === 'unreadable') return 'unreadable';
  if (expected.length === 0) return 'nothing';
  return [...new Set(expected.flatMap((each) => [documentOf(each), ...filesOf(each)]))].join('; ');
}

function documentOf({ kind, end, ...expected }: Expected): string {
  const word = KIND[kind];
  const problems = end ? end.hold : expected.hold;
  if (problems) return `${word} held: ${problems.map(([code]) => `\`${code}\``).join(', ')}`;
  if (end) return `${word} ${end.state}`;
  if (expected.exclude) return `${word} left out: \`${expected.exclude}\``;
  if (expected.adopt) return `${word} adopted`;
  return expected.withdraw ? `${word} taken back` : `${word} posted`;
}

function filesOf({ files = [] }: Expected): readonly string[] {
  return files.map(({ hold, end }) => {
    const problem = end?.hold ?? hold;
    return problem ? `file held: \`${problem[0]}\`` : 'file attached';
  });
}
