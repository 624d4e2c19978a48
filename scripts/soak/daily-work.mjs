import { setTimeout as pause } from 'node:timers/promises';
import { consentAnew } from './companies.mjs';
import { peopleOf } from './people.mjs';
import { seeded } from './seeded.mjs';
import { WAITING } from './settle.mjs';

const everyMs = { act: 2_000, read: 5_000, look: 10_000 };
const COUNTS = `select
  (select count(*)::int from posting where state = 'posted' and kind <> 'vendor') as posted,
  (select count(*)::int from posting where state = 'held' and kind <> 'vendor') as held`;
const ENDED = `select account as "realmId" from connection where provider = 'quickbooks' and state in ('expired', 'revoked')`;

/**
 * What people do meanwhile: they work in all companies, and look after the connections.
 * @param {import('./system.mjs').System} system
 * @param {readonly import('./companies.mjs').SoakCompany[]} companies
 * @param {{ seed: number, until: number, say: (text: string) => void }} options `until` by performance.now()
 */
export async function workDaily({ doors, postgres, instances }, companies, { seed, until, say }) {
  const people = companies.map((company, place) => peopleOf(doors, company, seeded(seed + place + 1)));
  const sum = { consents: 0 };
  /** @param {() => Promise<void>} act @param {number} each */
  const regularly = async (act, each) => {
    while (performance.now() < until) {
      await act();
      await pause(Math.max(0, Math.min(each, until - performance.now())));
    }
  };
  const look = async () => {
    const ended = (await postgres.rows(ENDED)).map((/** @type {any} */ { realmId }) => realmId);
    await consentAnew(doors, companies, ended);
    sum.consents += ended.length;
    const [[counts], [waiting]] = [await postgres.rows(COUNTS), await postgres.rows(WAITING)];
    const up = instances.filter(({ port, frozen }) => port > 0 && !frozen).length;
    say(
      `posted ${counts.posted}, held ${counts.held}; waiting: ${waiting.postings} postings, ${waiting.records} records, ` +
        `${waiting.runs} runs; ${up} of ${instances.length} processes up.`,
    );
  };
  const impatient = seeded(seed - 1);
  /** Somebody wants to see their purchase in QuickBooks now, and does not wait for the timetable. */
  const readNow = async () => {
    const { pipelineId } = impatient.pick(companies);
    await doors.api().post(`/pipelines/${pipelineId}/sync-runs`, { recordTypes: ['purchase'] });
  };
  await Promise.all([
    regularly(() => readNow().catch(() => undefined), everyMs.read),
    ...people.map(({ actOnce }) => regularly(actOnce, everyMs.act)),
    // Postgres or the console may just be away: then somebody looks again later.
    regularly(() => look().catch((error) => say(`Nobody could look: ${error.message}`)), everyMs.look),
  ]);
  return { consents: sum.consents, acts: people.map(({ done }) => done) };
}
