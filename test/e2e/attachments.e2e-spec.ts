import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dataSource } from '#libs/persistence';
import { bill, type Company, INVENTORY, ledger, openCompany, poll } from './company.js';
import { eventually } from './eventually.js';
import type { Json } from './json-client.js';
import { type System, startSystem } from './system.js';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const PDF = { fileName: 'TW-1001.pdf', content: base64('%PDF-1.7 the supplier’s paper') };

describe('the attachments of a purchase', () => {
  let system: System;

  beforeAll(async () => {
    system = await startSystem();
  }, 120_000);

  afterAll(async () => {
    await system?.stop();
  }, 60_000);

  /** A customer with one purchase of one invoice, and files on it. */
  async function withFiles(attachments: readonly Json[], policies: Json = {}) {
    const company = await openCompany(system, { accounts: INVENTORY });
    await system.console.patch(`/pipelines/${company.pipelineId}`, { policies });
    const supplier = await system.cin7.post(company.cin7('/suppliers'), { name: 'Tidewater Rope Works' });
    const purchase = await system.cin7.post(company.cin7('/purchases'), {
      supplierId: supplier.ID,
      attachments,
      invoices: [
        {
          number: 'TW-1001',
          date: '2026-11-02',
          status: 'AUTHORISED',
          lines: [{ sku: 'ROPE-12', quantity: 5, price: 25.1, tax: 0 }],
        },
      ],
    });
    return { company, purchase };
  }

  async function posted(company: Company): Promise<Json> {
    await poll(system, company);
    return bill(system, company, 'posted');
  }

  async function files(company: Company): Promise<Json[]> {
    const { id } = await bill(system, company, 'posted', 'held', 'withdrawn');
    return (await system.console.get(`/postings/${id}`)).attachments;
  }

  async function allIn(company: Company, ...states: readonly string[]): Promise<Json[]> {
    return eventually(`the attachments are ${states.join(', ')}`, async () => {
      const found = await files(company);
      if (
        found
          .map(({ state }) => state)
          .sort()
          .join() === [...states].sort().join()
      )
        return found;
      throw new Error(JSON.stringify(found));
    });
  }

  async function attached(company: Company): Promise<Json[]> {
    return (await ledger(system, company)).attachments;
  }

  async function lose(company: Company, kind: string) {
    await system.quickBooks.post(company.quickBooks('/faults'), { kind, path: '/upload', times: 1 });
  }

  it('hang on its bill, once, with their bytes and our mark; what comes later follows', async () => {
    const { company, purchase } = await withFiles([PDF]);
    const { quickBooksId } = await posted(company);
    await allIn(company, 'posted');
    const expected = {
      fileName: 'TW-1001.pdf',
      contentType: 'application/pdf',
      content: PDF.content,
      note: expect.stringMatching(/\[bb:[a-z2-7]{26}\]/),
      attachedTo: [{ type: 'Bill', id: quickBooksId }],
    };
    expect(await attached(company)).toEqual([expect.objectContaining(expected)]);

    await system.cin7.post(company.cin7(`/settings`), { attachmentMovesLastUpdated: true });
    await system.cin7.post(company.cin7(`/purchases/${purchase.ID}/attachments`), {
      fileName: 'delivery note.png',
      content: base64('a picture'),
    });
    await poll(system, company, ['purchase']);
    await allIn(company, 'posted', 'posted');
    expect((await attached(company)).map(({ fileName }) => fileName)).toEqual([
      'TW-1001.pdf',
      'delivery note.png',
    ]);
    const log = system.log();
    expect(log).not.toContain('Attachment/Download?');
  });

  it.each(['commit-then-drop', 'commit-then-504', 'truncated', 'reset-before'])(
    'P1 an answer lost by «%s» leaves the file attached once',
    async (kind) => {
      const { company } = await withFiles([PDF]);
      // Whether QuickBooks heeds the request id of an upload is not known.
      await system.quickBooks.post(company.quickBooks('/settings'), { requestIds: 'ignored' });
      await lose(company, kind);
      await posted(company);
      const [file] = await allIn(company, 'posted');
      expect(file?.attempts[0].outcome).toBe('unknown');
      expect(await attached(company)).toHaveLength(1);
      expect((await ledger(system, company)).bills).toHaveLength(1);
    },
  );

  it('of a type that QuickBooks refuses is a problem of its own: the bill stays posted, the other file goes', async () => {
    const { company } = await withFiles([{ fileName: 'goods.zip', content: base64('PK') }, PDF]);
    const { id } = await posted(company);
    const found = await allIn(company, 'held', 'posted');
    const zip = found.find(({ state }) => state === 'held');
    expect(zip?.fileName).toBe('goods.zip');
    expect(zip?.problem).toMatchObject({ code: 'attachment-type-refused', subject: 'zip' });
    const { items } = await system.console.get(`/pipelines/${company.pipelineId}/problems`);
    expect(items).toEqual([
      expect.objectContaining({ code: 'attachment-type-refused', subject: 'zip', count: 1, totals: [] }),
    ]);
    expect((await system.console.get(`/postings/${id}`)).state).toBe('posted');
    expect(await attached(company)).toHaveLength(1);
  });

  it('that need a login are held with the remedy, and go by a replay', async () => {
    const { company } = await withFiles([PDF]);
    await system.cin7.post(company.cin7('/settings'), { attachmentDownload: 'login' });
    const { id } = await posted(company);
    const [held] = await allIn(company, 'held');
    expect(held?.problem).toMatchObject({
      code: 'attachment-unreadable',
      message: expect.stringContaining('login'),
    });
    await system.cin7.post(company.cin7('/settings'), { attachmentDownload: 'public' });
    await system.console.post(`/postings/${id}/attachments/${held?.id}/replay`, {});
    await allIn(company, 'posted');
    expect(await attached(company)).toHaveLength(1);
  });

  it('that Cin7 does not count as a change are found a day after the bill was posted', async () => {
    const { company, purchase } = await withFiles([]);
    const { id } = await posted(company);
    await system.cin7.post(company.cin7(`/purchases/${purchase.ID}/attachments`), PDF);
    await poll(system, company, ['purchase']);
    expect(await files(company)).toEqual([]);
    const database = await dataSource(system.databaseUrl).initialize();
    await database.query(`update posting set posted_at = posted_at - interval '25 h' where id = $1`, [id]);
    await database.query(
      `update source_record set read_at = read_at - interval '25 h' where id = (select source_record_id from posting where id = $1)`,
      [id],
    );
    await database.destroy();
    await poll(system, company, ['purchase']);
    await allIn(company, 'posted');
  });

  it('stay in Cin7 where the policy says off', async () => {
    const { company } = await withFiles([PDF], { attachments: 'off' });
    await posted(company);
    expect(await files(company)).toEqual([]);
    expect(await attached(company)).toEqual([]);
  });
});
