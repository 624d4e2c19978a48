import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PinoLogger } from 'nestjs-pino';
import { PollWatchRepository } from '#libs/persistence';
import { Metrics, type SweepClock } from '#libs/platform';
import { type OpenDatabase, openTestDatabase, storedPipeline } from '#libs/testing';
import { LatePollSweep } from './late-poll.sweep.js';

describe('the watch over polls', () => {
  let open: OpenDatabase;

  beforeAll(async () => {
    open = await openTestDatabase();
  }, 120_000);

  afterAll(() => open?.close());

  it('tells once of a poll that is late, whichever poller sees it, and again the next time', async () => {
    const { id } = await storedPipeline(open);
    const said: { recordType: string; cause: string }[] = [];
    const error = (story: (typeof said)[number], message: string) => {
      if (message === 'poll.late') said.push(story);
    };
    const logger = { setContext: () => undefined, error } as unknown as PinoLogger;
    const clock = { every: () => undefined } as unknown as SweepClock;
    const metrics = new Metrics('poller');
    const watch = new PollWatchRepository(open.database);
    const sweeps = [1, 2, 3].map(() => new LatePollSweep(clock, watch, logger, metrics));
    const look = () => Promise.all(sweeps.map((sweep) => sweep.look()));
    const expectedFor = (time: string) =>
      open.database.query(
        `update timetable set expected_since = now() - $2::interval where pipeline_id = $1 and record_type = 'purchase'`,
        [id, time],
      );
    const gauge = (value: 0 | 1) =>
      new RegExp(`billbridge_poll_late\\{pipeline="${id}",record_type="purchase",.*\\} ${value}`);

    await look();
    expect(said).toEqual([]);
    expect(await metrics.text()).toMatch(gauge(0));
    await expectedFor('1 hour');
    await look();
    await look();
    expect(said).toHaveLength(1);
    expect(said[0]).toMatchObject({ pipelineId: id, recordType: 'purchase', cause: expect.any(String) });
    expect(await metrics.text()).toMatch(gauge(1));
    await expectedFor('0 seconds');
    await look();
    await expectedFor('1 hour');
    await look();
    expect(said).toHaveLength(2);
  });
});
