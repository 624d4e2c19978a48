import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type OpenDatabase, openTestDatabase, storedPipeline } from '#libs/testing';
import { FailedJobRepository, type JobFailure } from './failed-job.repository.js';
import { PostingClaimRepository } from './posting-claim.repository.js';

describe('what jobs failed at', () => {
  let open: OpenDatabase;
  let failures: FailedJobRepository;

  beforeAll(async () => {
    open = await openTestDatabase();
    failures = new FailedJobRepository(open.database);
  }, 60_000);

  afterEach(() => open.database.query('delete from failed_job'));
  afterAll(() => open?.close());

  async function waitingPosting(): Promise<{ id: string; pipelineId: string }> {
    const pipeline = await storedPipeline(open);
    const [record] = await open.database.query(
      `insert into source_record (pipeline_id, record_type, source_id) values ($1, 'purchase', 'P') returning id`,
      [pipeline.id],
    );
    const [posting] = await open.database.query(
      `insert into posting (pipeline_id, source_record_id, realm_id, kind, source_key, state, source_version, marker,
         intent, intent_hash)
       values ($1, $2, $3, 'bill', 'P', 'pending', 1, '[bb:x]', '{}', 'hash') returning id`,
      [pipeline.id, record.id, pipeline.realmId],
    );
    return { id: posting.id, pipelineId: pipeline.id };
  }

  const failureOf = (id: string, changes: Partial<JobFailure> = {}): JobFailure => ({
    queue: 'write',
    subject: id,
    subjectId: id,
    data: JSON.stringify({ postingId: id }),
    reason: 'a mistake of ours',
    final: false,
    ...changes,
  });

  it('are seen with how often, and belong to the pipeline of their row', async () => {
    const { id, pipelineId } = await waitingPosting();
    await failures.keep(failureOf(id));
    await failures.keep(failureOf(id, { reason: 'another', final: true }));
    const seen = await failures.open(pipelineId, 10);
    expect(seen).toMatchObject([{ subjectId: id, pipelineId, times: 2, reason: 'another', final: true }]);
    expect(await failures.open((await waitingPosting()).pipelineId, 10)).toEqual([]);
    expect(await failures.open(null, 10)).toHaveLength(1);
  });

  it('are over when the row does not wait any more', async () => {
    const { id, pipelineId } = await waitingPosting();
    await failures.keep(failureOf(id));
    expect(await failures.settle()).toEqual({ write: 1 });
    await open.database.query(`update posting set state = 'held' where id = $1`, [id]);
    expect(await failures.open(pipelineId, 10)).toEqual([]);
    expect(await failures.settle()).toEqual({});
  });

  it('G10 have their row wait ever longer, so that it takes no turn from others', async () => {
    const [poison, healthy] = [await waitingPosting(), await waitingPosting()];
    const claims = new PostingClaimRepository(open.database);
    for (let time = 0; time < 4; time += 1) await failures.keep(failureOf(poison.id));
    const waits = async ({ id, pipelineId }: { id: string; pipelineId: string }) =>
      (await claims.waiting(pipelineId, 100)).some((each) => each.id === id);
    expect([await waits(healthy), await waits(poison)]).toEqual([true, false]);
    const [{ seconds }] = await open.database.query(
      'select extract(epoch from not_before - now())::float as seconds from posting where id = $1',
      [poison.id],
    );
    expect(seconds).toBeGreaterThan(35);
    expect(seconds).toBeLessThanOrEqual(40);
    expect(await claims.claim(poison.id, 'pending')).toBeNull();
  });

  it('can be replayed: the row has its turn at once, and the trail says who wanted it', async () => {
    const { id, pipelineId } = await waitingPosting();
    await failures.keep(failureOf(id));
    const [seen] = await failures.open(pipelineId, 1);
    expect(await failures.replay(seen?.id ?? '', 'ann')).toMatchObject({ queue: 'write', subjectId: id });
    expect(await new PostingClaimRepository(open.database).claim(id, 'pending')).not.toBeNull();
    const trail = await open.database.query('select actor, action from audit_event where posting_id = $1', [
      id,
    ]);
    expect(trail).toEqual([{ actor: 'ann', action: 'failed-job.replayed' }]);
  });

  it('R7 that are about nothing known stay until somebody dismisses them', async () => {
    const garbage = failureOf('f00', { subjectId: null, data: '{"what":1}', final: true });
    await failures.keep(garbage);
    const [seen] = await failures.open(null, 10);
    expect(seen).toMatchObject({ subject: 'f00', subjectId: null, pipelineId: null });
    expect(await failures.settle()).toEqual({ write: 1 });
    expect(await failures.dismiss(seen?.id ?? '', 'ann')).toBe(true);
    expect(await failures.dismiss(seen?.id ?? '', 'ann')).toBe(false);
    expect(await failures.open(null, 10)).toEqual([]);
  });

  it('of a row that is gone are over', async () => {
    await failures.keep(failureOf(crypto.randomUUID()));
    expect(await failures.open(null, 10)).toEqual([]);
  });
});
