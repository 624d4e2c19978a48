import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { forgetJobs, jobsIn } from '../../test/jobs.js';
import { aBill, aPipeline, SENT, type Seeded } from '../../test/seed.js';
import { type Json, StartedConsole } from '../../test/started-console.js';

let service: StartedConsole;
let seeded: Seeded;
beforeAll(async () => {
  service = await StartedConsole.start();
  seeded = await aPipeline(service);
});
beforeEach(() => forgetJobs(service, 'map', 'write'));

afterAll(async () => {
  await service.stop();
});

function sent(state: string, requestId: string) {
  return aBill(service, seeded, { ...SENT, state, request_id: requestId });
}

async function trailOf(id: string): Promise<Json[]> {
  return (await service.api('GET', `/audit-events?postingId=${id}`)).body.items;
}

describe('a replay', () => {
  it('sends a rejected posting again as a new revision with its intent', async () => {
    const { id } = await sent('rejected', 'replay-1');
    const { status, body } = await service.api('POST', `/postings/${id}/replay`);
    expect(status).toBe(202);
    expect(body).toMatchObject({
      state: 'pending',
      revision: 2,
      payload: { DocNumber: 'INV-1' },
      problems: [],
    });
    expect(await jobsIn(service, 'write')).toEqual([{ pipelineId: seeded.pipelineId, slot: 0 }]);
    expect(await trailOf(id)).toEqual([
      expect.objectContaining({ action: 'posting.replayed', actor: 'api-token' }),
    ]);
  });

  it('does no more when it is asked for twice', async () => {
    const { id } = await sent('rejected', 'replay-2');
    const replay = () => service.api('POST', `/postings/${id}/replay`);
    const answers = await Promise.all([replay(), replay()]);
    expect(answers.map(({ status, body }) => [status, body.revision])).toEqual([
      [202, 2],
      [202, 2],
    ]);
    expect(await trailOf(id)).toHaveLength(1);
  });

  it.each(['held', 'excluded', 'shadow'])('has a posting that is %s mapped again', async (state) => {
    const { id, recordId } = await aBill(service, seeded, { state });
    expect((await service.api('POST', `/postings/${id}/replay`)).status).toBe(202);
    expect(await jobsIn(service, 'map')).toEqual([{ pipelineId: seeded.pipelineId, slot: 0 }]);
    const [record] = await service.database.query('select * from source_record where id = $1', [recordId]);
    expect(Number(record.mapping_seq)).toBeGreaterThan(Number(record.mapped_seq));
  });

  it.each(['sending', 'in-doubt', 'needs-review'])('P5 is refused while the posting is %s', async (state) => {
    const { id } = await sent(state, `refused-${state}`);
    const answer = await service.api('POST', `/postings/${id}/replay`);
    expect(answer.status).toBe(409);
    expect((await service.api('GET', `/postings/${id}`)).body).toMatchObject({ state, revision: 1 });
  });

  it('is refused for a posting that is in QuickBooks', async () => {
    const { id } = await aBill(service, seeded, { state: 'posted', quickbooks_id: '500' });
    expect((await service.api('POST', `/postings/${id}/replay`)).status).toBe(409);
  });

  it('is not there for a posting that is not', async () => {
    expect((await service.api('POST', `/postings/${crypto.randomUUID()}/replay`)).status).toBe(404);
  });
});

describe('a resolution', () => {
  const why = 'Looked in QuickBooks: bill 77 has the number and the total.';

  it('P5 links a posting to the document that a person has found, with their reason in the trail', async () => {
    const { id } = await sent('needs-review', 'resolve-1');
    const { status, body } = await service.api('POST', `/postings/${id}/resolve`, {
      resolution: 'posted',
      quickBooksId: '77',
      reason: why,
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      state: 'posted',
      quickBooksId: '77',
      linkOrigin: 'adopted',
      postedTotal: '10.00',
    });
    expect(await trailOf(id)).toEqual([
      expect.objectContaining({
        action: 'posting.resolved',
        detail: expect.objectContaining({ reason: why }),
      }),
    ]);
  });

  it('takes what the mirror knows of the document', async () => {
    const { id } = await sent('needs-review', 'resolve-2');
    await service.database.query(
      `insert into quickbooks_object (connection_id, entity, quickbooks_id, sync_token, total, currency, marker, payload)
       select $1, 'Bill', '78', '4', 12.34, 'USD', marker, '{}' from posting where id = $2`,
      [seeded.quickBooksId, id],
    );
    const { body } = await service.api('POST', `/postings/${id}/resolve`, {
      resolution: 'posted',
      quickBooksId: '78',
      reason: why,
    });
    expect(body).toMatchObject({ syncToken: '4', postedTotal: '12.34', linkOrigin: 'created' });
  });

  it('P5 sends a posting again as a new revision when a person is sure that it was not posted', async () => {
    const { id } = await sent('needs-review', 'resolve-3');
    const { body } = await service.api('POST', `/postings/${id}/resolve`, {
      resolution: 'not-posted',
      reason: 'It is not there.',
    });
    expect(body).toMatchObject({ state: 'pending', revision: 2 });
    expect(await jobsIn(service, 'write')).toEqual([{ pipelineId: seeded.pipelineId, slot: 0 }]);
  });

  it('rings for the bills that waited for a vendor', async () => {
    const vendor = await aBill(service, seeded, {
      ...SENT,
      kind: 'vendor',
      state: 'needs-review',
      request_id: 'resolve-4',
    });
    const bill = await aBill(service, seeded, { ...SENT, state: 'pending' });
    await service.database.query('insert into posting_dependency values ($1, $2)', [bill.id, vendor.id]);
    await service.api('POST', `/postings/${vendor.id}/resolve`, {
      resolution: 'posted',
      quickBooksId: '9',
      reason: why,
    });
    expect(await jobsIn(service, 'write')).toEqual([{ pipelineId: seeded.pipelineId, slot: 0 }]);
  });

  it('is refused for a document that stands for another posting', async () => {
    await aBill(service, seeded, { state: 'posted', quickbooks_id: '600' });
    const { id } = await sent('needs-review', 'resolve-5');
    const answer = await service.api('POST', `/postings/${id}/resolve`, {
      resolution: 'posted',
      quickBooksId: '600',
      reason: why,
    });
    expect(answer.status).toBe(409);
    expect((await service.api('GET', `/postings/${id}`)).body.state).toBe('needs-review');
    expect(await trailOf(id)).toEqual([]);
  });

  describe('on a document that others have entered', () => {
    /** A bill that is held because document 145 looks like it. */
    async function heldFor(code: string): Promise<string> {
      const { id } = await aBill(service, seeded, {
        state: 'held',
        document_number: 'INV-7',
        intent: SENT.intent,
        intent_hash: SENT.intent_hash,
      });
      const vendor = await aBill(service, seeded, { kind: 'vendor', state: 'posted', quickbooks_id: id });
      await service.database.query('insert into posting_dependency values ($1, $2)', [id, vendor.id]);
      await service.database.query(
        `insert into posting_problem (posting_id, position, code, subject, message) values ($1, 0, $2, 'INV-7', '')`,
        [id, code],
      );
      await service.database.query(
        `insert into quickbooks_object (connection_id, entity, quickbooks_id, document_number, total, currency, payload)
         values ($1, 'Bill', $2, 'INV-7', 10, 'USD', json_build_object('VendorRef', json_build_object('value', $3::text)))
         on conflict (connection_id, entity, quickbooks_id) do update set payload = excluded.payload`,
        [seeded.quickBooksId, '145', id],
      );
      return id;
    }

    const decide = (id: string, body: object) =>
      service.api('POST', `/postings/${id}/resolve`, { ...body, reason: why });

    it('P10 sends ours anyway, as a new revision, when a person says that it is another', async () => {
      const id = await heldFor('already-in-quickbooks');
      const { body } = await decide(id, { resolution: 'post-anyway', quickBooksId: '145' });
      expect(body).toMatchObject({ state: 'pending', revision: 2, problems: [] });
      expect(await jobsIn(service, 'write')).toEqual([{ pipelineId: seeded.pipelineId, slot: 0 }]);
    });

    it('excludes ours when it is left to others', async () => {
      const id = await heldFor('already-in-quickbooks');
      const { body } = await decide(id, { resolution: 'exclude' });
      expect(body).toMatchObject({ state: 'excluded', exclusionReason: 'entered-by-others' });
    });

    it('lets it stand for ours, with the reason in the trail', async () => {
      const id = await heldFor('already-in-quickbooks');
      const { body } = await decide(id, { resolution: 'adopt', quickBooksId: '145' });
      expect(body).toMatchObject({ state: 'posted', quickBooksId: '145', linkOrigin: 'adopted' });
      expect(await trailOf(id)).toEqual([
        expect.objectContaining({
          action: 'posting.resolved',
          actor: 'api-token',
          detail: expect.objectContaining({ resolution: 'adopt', reason: why }),
        }),
      ]);
    });

    it('is refused where the posting is held for something else', async () => {
      const id = await heldFor('bill-paid');
      const answer = await decide(id, { resolution: 'exclude' });
      expect([answer.status, answer.body.detail]).toEqual([409, expect.stringContaining('held')]);
    });
  });

  it.each(['in-doubt', 'pending', 'rejected'])('is refused for a posting that is %s', async (state) => {
    const { id } = await sent(state, `resolve-${state}`);
    const answer = await service.api('POST', `/postings/${id}/resolve`, {
      resolution: 'not-posted',
      reason: why,
    });
    expect(answer.status).toBe(409);
    expect(answer.body.detail).toContain(state);
  });

  it.each([
    [{ resolution: 'posted', reason: why }, 'quickBooksId'],
    [{ resolution: 'not-posted', quickBooksId: '1', reason: why }, 'resolution'],
    [{ resolution: 'not-posted', reason: ' ' }, 'reason'],
    [{ resolution: 'not-posted' }, 'reason'],
    [{ resolution: 'perhaps', reason: why }, 'resolution'],
    [{ resolution: 'adopt', reason: why }, 'quickBooksId'],
    [{ resolution: 'post-anyway', reason: why }, 'quickBooksId'],
    [{ resolution: 'exclude', quickBooksId: '1', reason: why }, 'resolution'],
  ])('needs its members: %j', async (body, member) => {
    const { id } = await aBill(service, seeded);
    const answer = await service.api('POST', `/postings/${id}/resolve`, body);
    expect(answer.status).toBe(400);
    expect(answer.body.detail).toContain(member);
  });
});
