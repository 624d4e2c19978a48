import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jobsIn } from '../../test/jobs.js';
import { aBill, aPipeline, type Seeded } from '../../test/seed.js';
import { type Json, StartedConsole } from '../../test/started-console.js';

let service: StartedConsole;
let seeded: Seeded;
beforeAll(async () => {
  service = await StartedConsole.start();
  seeded = await aPipeline(service);
});
afterAll(async () => {
  await service.stop();
});

/** A file of a posted bill that QuickBooks has refused. */
async function aRefusedFile(changes: Readonly<Record<string, unknown>> = {}) {
  const { id } = await aBill(service, seeded, { state: 'posted', quickbooks_id: crypto.randomUUID() });
  const row = {
    pipeline_id: seeded.pipelineId,
    posting_id: id,
    source_id: 'a1',
    file_name: 'goods.zip',
    download_url: 'https://files/the-secret-link',
    state: 'held',
    problem_code: 'attachment-type-refused',
    problem_subject: 'zip',
    problem_message: 'Why.',
    ...changes,
  };
  const names = Object.keys(row);
  const [file]: Json[] = await service.database.query(
    `insert into attachment (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')}) returning id`,
    Object.values(row),
  );
  return { billId: id, fileId: file.id as string };
}

function replay(billId: string, fileId: string) {
  return service.api('POST', `/postings/${billId}/attachments/${fileId}/replay`);
}

describe('the attachments of a posting', () => {
  it('are shown with state and reason, and without the link that opens to anybody', async () => {
    const { billId, fileId } = await aRefusedFile();
    const { body } = await service.api('GET', `/postings/${billId}`);
    expect(body.attachments).toEqual([
      {
        id: fileId,
        sourceId: 'a1',
        fileName: 'goods.zip',
        state: 'held',
        revision: 1,
        exclusionReason: null,
        removedInCin7: false,
        quickBooksId: null,
        postedAt: null,
        problem: { code: 'attachment-type-refused', subject: 'zip', message: 'Why.' },
        attempts: [],
      },
    ]);
    expect(JSON.stringify(body)).not.toContain('the-secret-link');
  });

  it('are tried again when a person asks, and the bill is not touched', async () => {
    const { billId, fileId } = await aRefusedFile();
    const { status, body } = await replay(billId, fileId);
    expect(status).toBe(202);
    expect(body).toMatchObject({
      state: 'posted',
      revision: 1,
      attachments: [{ state: 'pending', revision: 2, problem: null }],
    });
    expect(await jobsIn(service, 'attach')).toEqual([{ pipelineId: body.pipelineId, slot: 0 }]);
    const trail = await service.api('GET', `/audit-events?postingId=${billId}`);
    expect(trail.body.items).toEqual([
      expect.objectContaining({ action: 'attachment.replayed', actor: 'api-token' }),
    ]);
  });

  it.each([
    ['posted', { quickbooks_id: 'f1' }],
    ['excluded', { exclusion_reason: 'removed-in-cin7' }],
  ])('are not tried again where they are %s', async (state, changes) => {
    const none = { problem_code: null, problem_subject: null, problem_message: null };
    const { billId, fileId } = await aRefusedFile({ state, ...none, ...changes });
    expect((await replay(billId, fileId)).status).toBe(409);
  });

  it('are only found at their own bill', async () => {
    const { fileId } = await aRefusedFile();
    const other = await aRefusedFile();
    expect((await replay(other.billId, fileId)).status).toBe(404);
    expect((await replay(crypto.randomUUID(), fileId)).status).toBe(404);
  });
});
