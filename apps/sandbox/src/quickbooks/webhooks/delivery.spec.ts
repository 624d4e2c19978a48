import { describe, expect, it } from '@jest/globals';
import { objectsOf, textOf } from '../json.js';
import { subscribed } from '../testing/subscribed.js';

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3600;

describe('webhooks', () => {
  const { sandbox, receiver, subscribe, deliver, advance, bodies, events, newTerm } = subscribed();

  it('are tried again after 10 s, 20 s, 30 s, 5 min, 20 min, 2 h, 4 h, 6 h and then every 6 h', async () => {
    receiver().answer(500);
    await subscribe({ entities: ['Term'] });
    await newTerm('Net 3');
    await deliver();
    const gaps: number[] = [10, 20, 30, 5 * MINUTE_SECONDS, 20 * MINUTE_SECONDS];
    gaps.push(2 * HOUR_SECONDS, 4 * HOUR_SECONDS, 6 * HOUR_SECONDS, 6 * HOUR_SECONDS);
    for (const [index, gap] of gaps.entries()) {
      await advance(gap - 1);
      expect(await deliver()).toEqual([]);
      await advance(1.5);
      expect(await deliver()).toHaveLength(1);
      expect(receiver().received).toHaveLength(index + 2);
    }
    receiver().answer(200);
    await advance(6 * HOUR_SECONDS);
    expect(await deliver()).toMatchObject([{ status: 200, problem: null }]);
    expect(new Set(receiver().received.map(({ body }) => body)).size).toBe(1);
  });

  it.each([201, 204, 302, 400, 500])('take %i for a failure: only 200 counts', async (status) => {
    receiver().answer(status);
    await subscribe({ entities: ['Term'] });
    await newTerm('Net 3');
    await deliver();
    const { subscriptions } = await sandbox().door('GET', '/webhooks');
    expect(subscriptions).toMatchObject([{ postsWaiting: 1 }]);
  });

  it('take no answer within the limit for a failure', async () => {
    receiver().answer(null);
    await subscribe({ entities: ['Term'], answerLimitMs: 30 });
    await newTerm('Net 3');
    expect(await deliver()).toMatchObject([{ status: null, problem: expect.stringContaining('timeout') }]);
  });

  it('hold later posts back while one is not taken, unless told not to', async () => {
    receiver().answer(500);
    await subscribe({ entities: ['Term'], eventsPerPostMax: 1 });
    await newTerm('Net 3');
    await newTerm('Net 4');
    expect(await deliver()).toHaveLength(1);
    await advance(11);
    await subscribe({ holdsBack: false });
    expect(await deliver()).toHaveLength(2);
  });

  it('come twice when told to, with the same events', async () => {
    await subscribe({ entities: ['Term'], duplicateEvery: 2 });
    for (const name of ['Net 3', 'Net 4', 'Net 6']) {
      await newTerm(name);
      await deliver();
    }
    const [first, second, again, third] = bodies();
    expect(receiver().received).toHaveLength(4);
    expect(again).toEqual(second);
    expect(new Set([first, second, third].map((body) => objectsOf(body)[0]?.id)).size).toBe(3);
  });

  it('come out of order when told to, within a post and over posts', async () => {
    await subscribe({ entities: ['Term'], newestFirst: true, eventsPerPostMax: 2 });
    const ids: unknown[] = [];
    for (const name of ['Net 3', 'Net 4', 'Net 6']) ids.push((await newTerm(name)).Id);
    await deliver();
    expect(events().map(({ intuitentityid }) => intuitentityid)).toEqual(ids.reverse());
  });

  it('wait until they have been collected for long enough', async () => {
    await subscribe({ entities: ['Term'], delayMs: 60_000 });
    await newTerm('Net 3');
    expect(await deliver()).toEqual([]);
    await advance(61);
    expect(await deliver()).toHaveLength(1);
  });

  it.each([
    [true, 1],
    [false, 2],
  ])('with realmsTogether %s need %i post for two companies', async (realmsTogether, posts) => {
    const { realmId } = await sandbox().door('POST', '/realms', { company: 'empty' });
    await subscribe({ entities: ['Term'], realmsTogether });
    await newTerm('Net 3');
    await sandbox().door('POST', `/realms/${textOf(realmId)}/objects`, {
      Term: { Name: 'Net 4', DueDays: 4 },
    });
    await deliver();
    expect(receiver().received).toHaveLength(posts);
    expect(new Set(events().map(({ intuitaccountid }) => intuitaccountid)).size).toBe(2);
  });

  it('show what is on its way and what was taken', async () => {
    receiver().answer(500);
    await subscribe({ entities: ['Term'] });
    const term = await newTerm('Net 3');
    await deliver();
    const waiting = objectsOf((await sandbox().door('GET', '/webhooks/deliveries')).subscriptions)[0];
    expect(waiting).toMatchObject({
      waiting: [{ body: [{ intuitentityid: term.Id }], attempts: [{ status: 500 }] }],
      taken: [],
    });
    receiver().answer(200);
    await advance(11);
    await deliver();
    const taken = objectsOf((await sandbox().door('GET', '/webhooks/deliveries')).subscriptions)[0];
    expect(taken).toMatchObject({ waiting: [], taken: [{ attempts: [{ status: 500 }, { status: 200 }] }] });
  });

  it('go out by themselves, at the pace of the virtual clock', async () => {
    await subscribe({ entities: ['Term'], automatic: true, delayMs: 3_600_000 });
    await newTerm('Net 3');
    await advance(3_600);
    const { received } = receiver();
    for (let turn = 0; turn < 100 && received.length === 0; turn += 1)
      await sandbox().door('GET', '/webhooks');
    expect(received.length).toBeGreaterThan(0);
  });
});
