import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type StartedSandbox, startedSandbox } from '../../apps/sandbox/src/cin7/started-sandbox.js';
import { type Json, type JsonObject, objectOf, objectsOf } from '../../apps/sandbox/src/quickbooks/json.js';
import { openCin7World } from './cin7/cin7-world.js';
import { notProvoked, provocations } from './cin7/fault-exercises.js';
import { describeWithRecordings, recording } from './recordings.js';

const cases = (): JsonObject[] => objectsOf(objectOf(recording('cin7/observed/errors'))?.cases);

describeWithRecordings('the refusals of the Cin7 emulator beside those that users have seen', () => {
  let sandbox: StartedSandbox;
  beforeAll(async () => {
    sandbox = await startedSandbox();
  });
  afterAll(() => sandbox.close());

  it('are all provoked, or left out for a reason', () => {
    const known = [...Object.keys(provocations), ...Object.keys(notProvoked)].sort();
    expect(
      cases()
        .map(({ id }) => id)
        .sort(),
    ).toEqual(known);
  });

  it.each(Object.entries(provocations))('%s', async (id, provoke) => {
    const seen = cases().find((each) => each.id === id) ?? {};
    const answer = await provoke(await openCin7World(sandbox));
    expect([seen.status, seen.alt_status]).toContain(answer.status);
    for (const [name, value] of Object.entries(objectOf(seen.headers) ?? {})) {
      expect([name, answer.headers.get(name)]).toEqual([name, value]);
    }
    if (typeof seen.content_type === 'string') {
      expect(answer.headers.get('content-type')).toContain(seen.content_type);
    }
    if (seen.body !== null) expect(leaves(answer.body)).toEqual(matching(leaves(seen.body ?? null)));
  });
});

/** Every text and number of a body with its place, so that texts can be compared by pattern. */
function leaves(value: Json, at = ''): Record<string, Json> {
  if (typeof value !== 'object' || value === null) return { [at]: value };
  const members: [string, Json][] = Array.isArray(value)
    ? value.map((each, index) => [String(index), each])
    : Object.entries(value);
  return Object.assign({}, ...members.map(([name, member]) => leaves(member, `${at}/${name}`)));
}

/** What stands in angle brackets, or is a number within a text, was different in each case. */
function matching(seen: Record<string, Json>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(seen).map(([at, value]) => [
      at,
      typeof value === 'string' ? expect.stringMatching(patternOf(value)) : value,
    ]),
  );
}

function patternOf(text: string): RegExp {
  const variable = /<html>[\s\S]*|<[^>]+>|\d+(?:\.\d+)?/g;
  const quoted = text.split(variable).map((part) => part.replace(/[.[\]()|+*?^$\\{}/]/g, '\\$&'));
  return new RegExp(`^${quoted.join('[\\s\\S]*')}$`);
}
