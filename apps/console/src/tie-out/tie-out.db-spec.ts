import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aBill, aPipeline, type Seeded } from '../../test/seed.js';
import { type Json, StartedConsole } from '../../test/started-console.js';

let service: StartedConsole;
beforeAll(async () => {
  service = await StartedConsole.start();
});
afterAll(async () => {
  await service.stop();
});

let nextId = 9000;

/** A bill that is posted and that QuickBooks holds as it was posted, but for what a test says. */
async function aPostedBill(
  seeded: Seeded,
  changes: Readonly<Record<string, unknown>> = {},
  there: object = {},
): Promise<string> {
  nextId += 1;
  const id = `${nextId}`;
  await aBill(service, seeded, {
    state: 'posted',
    quickbooks_id: id,
    posted_total: '10.00',
    posted_currency: 'USD',
    realm_id: await realmOf(seeded),
    ...changes,
  });
  const bill = { total: '10.00', currency: 'USD', marker: `[bb:${id}]`, deleted: false, ...there };
  await service.database.query(
    `insert into quickbooks_object (connection_id, entity, quickbooks_id, total, currency, marker, deleted, payload)
     values ($1, 'Bill', $2, $3, $4, $5, $6, '{}')`,
    [seeded.quickBooksId, id, bill.total, bill.currency, bill.marker, bill.deleted],
  );
  return id;
}

async function realmOf({ quickBooksId }: Seeded): Promise<string> {
  const { body } = await service.api('GET', '/connections');
  return body.items.find(({ id }: Json) => id === quickBooksId).account;
}

async function readPipeline(): Promise<Seeded> {
  const seeded = await aPipeline(service);
  await service.database.query('update timetable set watermark = now() where pipeline_id = $1', [
    seeded.pipelineId,
  ]);
  return seeded;
}

async function tieOut({ pipelineId }: Seeded): Promise<Json> {
  return (await service.api('GET', `/pipelines/${pipelineId}/reconciliation`)).body;
}

async function excuse(
  seeded: Seeded,
  code: string,
  changes: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const { id } = await aBill(service, seeded, changes);
  await service.database.query(
    `insert into posting_problem (posting_id, position, code, subject, message) values ($1, 0, $2, '1200', 'Why.')`,
    [id, code],
  );
}

describe('P2 the reconciliation', () => {
  it('ties out where both sides hold the same, held documents included', async () => {
    const seeded = await readPipeline();
    await aPostedBill(seeded);
    await excuse(seeded, 'account-unmapped');
    expect(await tieOut(seeded)).toMatchObject({
      tiesOut: true,
      reasons: [],
      bills: [
        {
          currency: 'USD',
          cin7: { count: 2, total: '20.00' },
          states: { posted: { count: 1, total: '10.00' }, held: { count: 1, total: '10.00' } },
          unaccounted: { count: 0, total: '0.00' },
          linked: { count: 1, total: '10.00' },
          quickbooks: { ours: { count: 1, total: '10.00' }, others: { count: 0, total: '0.00' } },
          difference: { count: 0, total: '0.00' },
        },
      ],
    });
  });

  it.each([
    ['vendor-credit', 'VendorCredit', 'credits'],
    ['purchase-order', 'PurchaseOrder', 'orders'],
  ])('counts a %s as it counts a bill', async (kind, entity, name) => {
    const seeded = await readPipeline();
    const id = await aPostedBill(seeded, { kind });
    expect(await tieOut(seeded)).toMatchObject({ tiesOut: false, bills: [{ difference: { count: -1 } }] });
    await service.database.query('update quickbooks_object set entity = $2 where quickbooks_id = $1', [
      id,
      entity,
    ]);
    expect(await tieOut(seeded)).toMatchObject({
      tiesOut: true,
      bills: [],
      [name]: [{ currency: 'USD', cin7: { count: 1, total: '10.00' }, quickbooks: { ours: { count: 1 } } }],
    });
  });

  it('does not tie out before both sides have been read', async () => {
    const { tiesOut, reasons } = await tieOut(await aPipeline(service));
    expect(tiesOut).toBe(false);
    expect(reasons).toHaveLength(4);
  });

  it.each<[string, Readonly<Record<string, unknown>>, object]>([
    ['was deleted there', {}, { deleted: true }],
    ['has another total there', {}, { total: '10.01' }],
  ])('finds a bill that %s', async (_why, changes, there) => {
    const seeded = await readPipeline();
    await aPostedBill(seeded, changes, there);
    expect((await tieOut(seeded)).tiesOut).toBe(false);
  });

  it('counts a linked bill as ours though it lacks our marker', async () => {
    const seeded = await readPipeline();
    await aPostedBill(seeded, {}, { marker: null });
    expect((await tieOut(seeded)).tiesOut).toBe(true);
  });

  it('takes bills without a currency as those of the home currency', async () => {
    const seeded = await readPipeline();
    await aPostedBill(seeded, {}, { currency: null });
    await service.database.query(
      `insert into quickbooks_object (connection_id, entity, quickbooks_id, payload) values ($1, 'Preferences', '1', $2)`,
      [seeded.quickBooksId, JSON.stringify({ CurrencyPrefs: { HomeCurrency: { value: 'USD' } } })],
    );
    expect((await tieOut(seeded)).tiesOut).toBe(true);
  });

  it.each(['excluded', 'held', 'withdrawn'])(
    'does not miss a bill in Cin7 that is %s because its invoice is gone',
    async (state) => {
      const seeded = await readPipeline();
      const { recordId } = await aBill(service, seeded, { state, total: '0', source_gone: true });
      await service.database.query('delete from source_record_amount where source_record_id = $1', [
        recordId,
      ]);
      expect(await tieOut(seeded)).toMatchObject({ tiesOut: true });
    },
  );

  it('does not tie out while a document is still to be mapped', async () => {
    const seeded = await readPipeline();
    const { recordId } = await aBill(service, seeded);
    await service.database.query('update source_record set mapping_seq = 2 where id = $1', [recordId]);
    expect(await tieOut(seeded)).toMatchObject({ tiesOut: false, inProgress: { mappingsDue: 1 } });
  });
});

describe('the problems', () => {
  it('are causes with counts and totals, and what cannot be read', async () => {
    const seeded = await aPipeline(service);
    await excuse(seeded, 'account-unmapped');
    await excuse(seeded, 'account-unmapped', { total: '0.5' });
    const { recordId } = await aBill(service, seeded, { state: 'excluded' });
    await service.database.query(`update source_record set mapping_error = 'No lines.' where id = $1`, [
      recordId,
    ]);
    const { body } = await service.api('GET', `/pipelines/${seeded.pipelineId}/problems`);
    expect(body).toEqual({
      items: [
        {
          code: 'account-unmapped',
          subject: '1200',
          message: 'Why.',
          count: 2,
          totals: [{ currency: 'USD', total: '10.50' }],
        },
      ],
      unreadable: [{ id: recordId, number: 'PO-1', error: 'No lines.' }],
      failedJobs: [],
      callBudget: null,
      nextCursor: null,
    });
  });
});

describe('the trail', () => {
  it('is told newest first, page by page', async () => {
    const { pipelineId } = await aPipeline(service);
    for (const name of ['One', 'Two', 'Three'])
      await service.api('PATCH', `/pipelines/${pipelineId}`, { name });
    const first = await service.api('GET', `/audit-events?pipelineId=${pipelineId}&limit=3`);
    expect(first.body.items.map(({ detail }: Json) => detail.name)).toEqual(['Three', 'Two', 'One']);
    const second = await service.api(
      'GET',
      `/audit-events?pipelineId=${pipelineId}&limit=3&cursor=${first.body.nextCursor}`,
    );
    expect(second.body).toMatchObject({ items: [{ action: 'pipeline.created' }], nextCursor: null });
  });
});
