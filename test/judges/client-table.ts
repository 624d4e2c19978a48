import type { Verdict } from './judged-client.js';

/** What the libraries can do with the emulator, as it stands in the documentation. */
export function clientTable(verdicts: readonly (readonly [Verdict, version: string])[]): string {
  return verdicts.map(([verdict, version]) => tableOf(verdict, version)).join('\n\n');
}

function tableOf({ client, passes, refused }: Verdict, version: string): string {
  const count = Object.values(passes).reduce((sum, operations) => sum + Object.keys(operations).length, 0);
  const rows = Object.entries(passes).map(
    ([about, operations]) => `| ${about} | ${Object.keys(operations).join(', ')} |`,
  );
  return [
    `**${client} ${version}**: ${count} operations pass, ${Object.keys(refused).length} are refused.`,
    '',
    '| about | passes |',
    '|---|---|',
    ...rows,
    '',
    ...Object.entries(refused).map(([name, { because }]) => `- ${name}: refused, ${because}.`),
  ].join('\n');
}
