import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Json, type JsonObject, objectOf, objectsOf } from '../../apps/sandbox/src/quickbooks/json.js';
import { differencesBetween, type Intended, judged } from './differences.js';
import type { Answered } from './exercise.js';
import { provocations } from './quickbooks/fault-exercises.js';
import { openQuickBooksWorld, type RunningSandbox, runSandbox } from './quickbooks/quickbooks-world.js';
import { quickBooksVocabulary } from './quickbooks/vocabulary.js';
import { describeWithRecordings, recording } from './recordings.js';
import { wording } from './wording.js';

/** Headers that are each answer's own, or the network's. */
const OF_THE_CASE = ['content-length', 'intuit_tid', 'x-spanid'];
const charset = (type: string): string => type.replace(/;.*/, '');

const intended: Readonly<Record<string, Intended>> = {
  '403_3100_wrong_environment': {
    'extra *': 'only the fault was quoted; its envelope is taken to have the same members as that of a 401',
  },
};

describeWithRecordings('the refusals of the QuickBooks emulator beside those that were recorded', () => {
  let sandbox: RunningSandbox;
  beforeAll(async () => {
    sandbox = await runSandbox();
  });
  afterAll(() => sandbox.close());

  it.each(Object.entries(provocations))('%s', async (name, provoke) => {
    const recorded = objectOf(recording(`quickbooks/errors/${name}`)) ?? {};
    const answer = await provoke(await openQuickBooksWorld(sandbox));
    expect(answer.status).toBe(recorded.status);
    expect(said(answer.body)).toEqual(said(recorded.body));
    const differences = differencesBetween(recorded.body ?? null, answer.body, quickBooksVocabulary());
    expect(judged(differences, intended[name] ?? {})).toEqual({ unmeant: [], idle: [] });
    expectHeaders(objectOf(recorded.headers) ?? {}, answer);
  });
});

function expectHeaders(recorded: JsonObject, { headers }: Answered): void {
  for (const [name, value] of Object.entries(recorded)) {
    const given = headers.get(name) ?? '';
    if (OF_THE_CASE.includes(name)) expect([name, given]).not.toEqual([name, '']);
    else expect([name, charset(given)]).toEqual([name, charset(String(value))]);
  }
}

/** Everything that a fault says, in either casing, and what an identity host says. */
function said(body: Json | undefined): Json {
  const whole = objectOf(body) ?? {};
  const fault = objectOf(whole.Fault) ?? objectOf(whole.fault);
  if (fault === undefined) return [wording(whole.error), wording(whole.error_description)];
  const entries = [...objectsOf(fault.Error), ...objectsOf(fault.error)];
  return [fault.type ?? null, ...entries.map(worded)];
}

function worded(entry: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(entry).map(([name, value]) => [name, wording(value)]));
}
