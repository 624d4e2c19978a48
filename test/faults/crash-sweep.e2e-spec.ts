import { afterAll, describe, expect, it } from '@jest/globals';
import { campaign, campaignModes, type Report, runMode } from './campaign.js';

/** For all modes together; the whole campaign takes hours. */
const LIMIT_MS = campaign.kills === null ? 12 * 3_600_000 : 12 * 60_000;
/** Who passes a point first is a race now and then; a kill that never comes would make everything green. */
const NOT_REACHED_SHARE = 0.1;

const say = (text: string) => {
  process.stderr.write(`${text}\n`);
};

describe('services that are killed wherever they wait', () => {
  const reports: Report[] = [];

  afterAll(() => {
    say(`\nCrash sweep, seed ${campaign.seed}`);
    console.table(reports.flatMap(({ rows }) => rows));
    for (const text of reports.flatMap(({ notReached }) => notReached)) say(`Not reached: ${text}`);
  });

  it.concurrent.each(campaignModes)(
    'P1 P2 T3 $name: nothing is doubled and nothing is lost, and nobody helps',
    async (mode) => {
      const report = await runMode(mode, process.env.CRASH_SWEEP ? say : () => undefined);
      reports.push(report);
      expect(report.breaches).toEqual([]);
      const kills = report.rows.reduce((sum, row) => sum + row.kills, 0);
      expect(kills).toBeGreaterThan(0);
      expect(report.notReached.length).toBeLessThanOrEqual(kills * NOT_REACHED_SHARE);
    },
    LIMIT_MS,
  );
});
