import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aBill, aPipeline, SENT } from '../../test/seed.js';
import { type Json, StartedConsole } from '../../test/started-console.js';

let service: StartedConsole;
beforeAll(async () => {
  service = await StartedConsole.start();
});
afterAll(async () => {
  await service.stop();
});

describe('the list of postings', () => {
  it('shows each in the shape of the API', async () => {
    const seeded = await aPipeline(service);
    const { id } = await aBill(service, seeded, {
      document_number: 'INV-1',
      document_date: '2026-11-03',
      total: '1234.5',
    });
    const { body } = await service.api('GET', `/postings?pipelineId=${seeded.pipelineId}`);
    expect(body).toEqual({
      items: [
        {
          id,
          pipelineId: seeded.pipelineId,
          kind: 'bill',
          state: 'held',
          revision: 1,
          sourceNumber: 'PO-1',
          documentNumber: 'INV-1',
          documentDate: '2026-11-03',
          total: '1234.50',
          currency: 'USD',
          quickBooksId: null,
          problems: [],
          updatedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        },
      ],
      nextCursor: null,
    });
  });

  it('shows every posting once, page by page, even where many changed at one moment', async () => {
    const seeded = await aPipeline(service);
    const made: string[] = [];
    for (let count = 0; count < 7; count += 1)
      made.push((await aBill(service, seeded, { updated_at: '2026-11-03T00:00:00.123456Z' })).id);
    const seen: string[] = [];
    for (let cursor = ''; ; ) {
      const { body } = await service.api(
        'GET',
        `/postings?pipelineId=${seeded.pipelineId}&limit=3${cursor && `&cursor=${cursor}`}`,
      );
      seen.push(...body.items.map(({ id }: Json) => id));
      if (!body.nextCursor) break;
      cursor = body.nextCursor;
    }
    expect(seen.sort()).toEqual(made.sort());
  });

  it('is narrowed by states and kinds, repeated or parted by commas', async () => {
    const seeded = await aPipeline(service);
    for (const state of ['held', 'excluded', 'shadow']) await aBill(service, seeded, { state });
    const states = async (query: string) => {
      const { body } = await service.api('GET', `/postings?pipelineId=${seeded.pipelineId}&${query}`);
      return body.items.map(({ state }: Json) => state).sort();
    };
    expect(await states('state=held,shadow')).toEqual(['held', 'shadow']);
    expect(await states('state=held&state=excluded')).toEqual(['excluded', 'held']);
    expect(await states('state=')).toHaveLength(3);
    expect(await states('kind=vendor')).toEqual([]);
    expect(await states('kind=bill&state=held')).toEqual(['held']);
  });

  it.each([
    ['state=lost', 'needs-review'],
    ['kind=invoice', 'vendor-credit'],
    ['cursor=nonsense', 'nextCursor'],
    ['limit=0', 'limit'],
    ['limit=many', 'limit'],
    ['pipelineId=1', 'pipelineId'],
    ['colour=red', 'colour'],
  ])('refuses %s and says what it takes', async (query, detail) => {
    const answer = await service.api('GET', `/postings?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.body.detail).toContain(detail);
  });
});

describe('one posting', () => {
  it('shows payload, dependencies and attempts', async () => {
    const seeded = await aPipeline(service);
    const vendor = await aBill(service, seeded, { kind: 'vendor', state: 'posted', quickbooks_id: '12' });
    const bill = await aBill(service, seeded, { ...SENT, state: 'pending' });
    await service.database.query('insert into posting_dependency values ($1, $2)', [bill.id, vendor.id]);
    const { body } = await service.api('GET', `/postings/${bill.id}`);
    expect(body).toMatchObject({
      id: bill.id,
      sourceRecordId: bill.recordId,
      payload: { DocNumber: 'INV-1' },
      dependsOn: [{ id: vendor.id, kind: 'vendor', state: 'posted' }],
      attempts: [],
    });
  });

  it('tells its story, oldest first', async () => {
    const { id } = await aBill(service, await aPipeline(service));
    await service.api('POST', `/postings/${id}/replay`);
    const { body } = await service.api('GET', `/postings/${id}/history`);
    expect(body.items.map(({ event }: Json) => event)).toEqual(['source.read', 'posting.replayed']);
    expect(body.items[1].detail).toMatchObject({ actor: 'api-token', from: 'held' });
  });

  it.each(['', '/history'])('answers 404 and 400 for ids that are none (%s)', async (path) => {
    expect((await service.api('GET', `/postings/${crypto.randomUUID()}${path}`)).status).toBe(404);
    expect((await service.api('GET', `/postings/12${path}`)).status).toBe(400);
  });
});
