import { type AwaitPoint, type Doomed, doomedServices, type Kill, phases, pointId } from './await-point.js';
import { type CrashMode, crashModes } from './crash-mode.js';
import { CrashSweep } from './crash-sweep.js';
import { sample, seeded } from './random.js';

/** What is to be tried; the variable CRASH_SWEEP holds it as JSON. */
export interface CampaignOptions {
  readonly modes: readonly string[];
  readonly services: readonly Doomed[];
  /** Kills of each service in each mode. Null: every point in every phase. */
  readonly kills: number | null;
  readonly seed: number;
  /** Ids of points; none means all. */
  readonly points: readonly string[];
  readonly phase: string | null;
  /** Only the points that these led to first; none means all. */
  readonly stories: readonly string[];
}

/** One line of the table. */
export interface Row {
  readonly mode: string;
  readonly service: string;
  readonly points: number;
  readonly kills: number;
  readonly 'not reached': number;
  readonly consents: number;
  readonly duplicates: number;
  readonly seconds: number;
}

export interface Report {
  readonly rows: readonly Row[];
  /** What must not be, each with the command that repeats it. */
  readonly breaches: readonly string[];
  readonly notReached: readonly string[];
}

/** A small part, where the providers are at their worst, for every run of the tests. */
const USUAL: CampaignOptions = {
  modes: ['both-controls-weak', 'strict-tokens'],
  services: doomedServices,
  kills: 5,
  seed: Math.floor(Math.random() * 1_000_000),
  points: [],
  phase: null,
  stories: [],
};

export const campaign: CampaignOptions = {
  ...USUAL,
  ...(JSON.parse(process.env.CRASH_SWEEP || '{}') as Partial<CampaignOptions>),
};

export const campaignModes = crashModes.filter(({ name }) => campaign.modes.includes(name));

/** One mode from the first kill to the last, and what is left when all is quiet again. */
export async function runMode(mode: CrashMode, say: (text: string) => void): Promise<Report> {
  const place = crashModes.indexOf(mode);
  const random = seeded(campaign.seed + place);
  const sweep = await CrashSweep.begin(mode, LAST_REDIS_DATABASE - place, random);
  try {
    const points = await sweep.record();
    say(`${mode.name}: ${points.length} points`);
    const reports: Report[] = [];
    for (const service of campaign.services)
      reports.push(await killAtAll(sweep, mode, chosen(points, service, random), say));
    reports.push(await settled(sweep, mode));
    const breaches = reports.flatMap((report) => report.breaches);
    say(`${mode.name}: ${breaches.length} breaches`);
    return {
      rows: reports.flatMap(({ rows }) => rows),
      breaches,
      notReached: reports.flatMap(({ notReached }) => notReached),
    };
  } finally {
    await sweep.end();
  }
}

/** The tests beside this one use the first of the sixteen. */
const LAST_REDIS_DATABASE = 15;

function chosen(points: readonly AwaitPoint[], service: Doomed, random: () => number): Kill[] {
  const wanted = points
    .filter((each) => each.service === service)
    .filter(({ story }) => campaign.stories.length === 0 || campaign.stories.includes(story))
    .filter(({ point }) => campaign.points.length === 0 || campaign.points.includes(pointId(point)));
  const kills = wanted
    .flatMap((point) => phases.map((phase) => ({ ...point, phase })))
    .filter(({ phase }) => campaign.phase === null || campaign.phase === phase);
  return campaign.kills === null ? kills : sample(kills, campaign.kills, random);
}

async function killAtAll(
  sweep: CrashSweep,
  mode: CrashMode,
  kills: readonly Kill[],
  say: (text: string) => void,
): Promise<Report> {
  const begunAt = performance.now();
  const breaches: string[] = [];
  const notReached: string[] = [];
  let consents = 0;
  let duplicates = 0;
  for (const kill of kills) {
    const killAt = performance.now();
    const outcome = await sweep.kill(kill).catch((error: unknown) => {
      throw new Error(`${again(mode, kill)}    ${String(error)}`, { cause: error });
    });
    if (outcome.consented) consents += 1;
    if (!outcome.reached) notReached.push(`${again(mode, kill)}    ${outcome.left.join('; ')}`);
    const doubled = outcome.duplicates.length > duplicates;
    if (doubled) breaches.push(`${again(mode, kill)}    duplicates: ${outcome.duplicates.join('; ')}`);
    duplicates = outcome.duplicates.length;
    // Said at once: a campaign that is stopped after hours has told what it found.
    say(
      `${mode.name} ${kill.service} ${pointId(kill.point)} ${kill.phase} ${Math.round(performance.now() - killAt)} ms${outcome.reached ? '' : ' NOT REACHED'}${doubled ? ' DOUBLED' : ''}`,
    );
  }
  const row = {
    mode: mode.name,
    service: kills[0]?.service ?? 'none',
    points: new Set(kills.map(({ point }) => point)).size,
    kills: kills.length,
    'not reached': notReached.length,
    consents,
    duplicates,
    seconds: Math.round((performance.now() - begunAt) / 1_000),
  };
  return { rows: [row], breaches, notReached };
}

async function settled(sweep: CrashSweep, mode: CrashMode): Promise<Report> {
  const begunAt = performance.now();
  const wrong = await sweep.settle();
  const row = {
    mode: mode.name,
    service: 'all, to the end',
    points: 0,
    kills: 0,
    'not reached': 0,
    consents: 0,
    duplicates: wrong.filter((each) => each.includes(' = ')).length,
    seconds: Math.round((performance.now() - begunAt) / 1_000),
  };
  return { rows: [row], breaches: wrong.map((each) => `${again(mode)}    ${each}`), notReached: [] };
}

/** The command that tries it again. */
function again(mode: CrashMode, kill?: Kill): string {
  const one = kill ? ` --service ${kill.service} --point ${pointId(kill.point)} --phase ${kill.phase}` : '';
  const where = kill ? `\n    ${kill.story}: ${kill.point}\n` : '\n';
  return `npm run test:faults -- --mode ${mode.name}${one} --seed ${campaign.seed}${where}`;
}
