import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Company, ledger, openCompany, poll, postings } from './company.js';
import { eventually } from './eventually.js';
import type { Json } from './json-client.js';
import { type System, startSystem } from './system.js';

/** The demo company: 50 suppliers and 320 purchases of all kinds, through all services. */
describe('the main job, end to end', () => {
  let system: System;
  let company: Company;

  beforeAll(async () => {
    system = await startSystem();
    company = await openCompany(system, { seed: 'demo' });
    await poll(system, company);
    const { items } = await system.console.get(`/pipelines/${company.pipelineId}/mapping-rules/suggestions`);
    const rules = items
      .filter(({ kind, confidence }: Json) => kind === 'account' && confidence === 'exact')
      .map(({ kind, source, target }: Json) => ({ kind, source, target }));
    expect(rules.length).toBeGreaterThan(80);
    await system.console.put(`/pipelines/${company.pipelineId}/mapping-rules`, { rules });
    await settled();
    await poll(system, company, ['quickbooks-object']);
  }, 180_000);

  afterAll(async () => {
    await system?.stop();
  }, 60_000);

  async function settled(): Promise<true> {
    return eventually('nothing is in progress', async () => {
      const [{ inProgress }, waiting] = await Promise.all([
        system.console.get(`/pipelines/${company.pipelineId}/reconciliation`),
        postings(system, company, '&state=pending,sending,in-doubt'),
      ]);
      return inProgress.detailsDue + inProgress.mappingsDue + waiting.length === 0 && (true as const);
    });
  }

  it('P1 P2 posts every bill once: what QuickBooks holds is what the postings say, to the cent', async () => {
    const [books, bills] = await Promise.all([
      ledger(system, company),
      postings(system, company, '&kind=bill&state=posted'),
    ]);
    expect(bills.length).toBeGreaterThan(200);
    const held = new Map(books.bills.map((bill: Json) => [bill.id, bill]));
    for (const bill of bills) {
      const there = held.get(bill.quickBooksId) as Json;
      expect([there?.docNumber, there?.total, there?.currency, there?.date]).toEqual([
        bill.documentNumber,
        bill.total,
        bill.currency,
        bill.documentDate,
      ]);
    }
    const marked = books.bills.filter(({ privateNote }: Json) => privateNote?.includes('[bb:'));
    expect(marked).toHaveLength(bills.length);
    expect(new Set(marked.map(({ privateNote }: Json) => privateNote)).size).toBe(marked.length);
  });

  it('P2 answers for every invoice that Cin7 holds, and both sides tie out', async () => {
    const tieOut = await eventually('everything is mapped', async () => {
      const found = await system.console.get(`/pipelines/${company.pipelineId}/reconciliation`);
      return found.inProgress.mappingsDue === 0 && found;
    });
    const [source, all] = await Promise.all([
      system.cin7.get(company.cin7('/ledger')),
      postings(system, company, '&kind=bill'),
    ]);
    const owed = source.invoices.filter(({ isBilled }: Json) => isBilled);
    expect(all).toHaveLength(owed.length);
    expect(tieOut.reasons).toEqual([]);
    expect(tieOut.tiesOut).toBe(true);
    for (const [currency, { invoices, total }] of Object.entries<Json>(source.totals)) {
      const row = tieOut.bills.find((bill: Json) => bill.currency === currency);
      expect(row.cin7).toEqual({ count: invoices, total });
    }
    for (const [kind, entries] of [
      ['credits', source.creditNotes],
      ['orders', source.orders],
    ] as const)
      expect(tieOut[kind].reduce((sum: number, { cin7 }: Json) => sum + cin7.count, 0)).toBe(entries.length);
  });

  it('holds what it cannot carry with every problem named, each with a remedy', async () => {
    const held = await postings(system, company, '&kind=bill&state=held');
    expect(held.length).toBeGreaterThan(20);
    const codes = new Set(held.flatMap(({ problems }: Json) => problems.map(({ code }: Json) => code)));
    for (const code of ['account-unmapped']) expect(codes).toContain(code);
    for (const posting of held) expect(posting.problems.length).toBeGreaterThan(0);
  });

  it('creates each vendor once and adopts those that were there', async () => {
    const [books, vendors] = await Promise.all([
      ledger(system, company),
      postings(system, company, '&kind=vendor&state=posted'),
    ]);
    expect(new Set(vendors.map(({ quickBooksId }: Json) => quickBooksId)).size).toBe(vendors.length);
    expect(new Set(books.vendors.map(({ displayName }: Json) => displayName.toLowerCase())).size).toBe(
      books.vendors.length,
    );
    const details = await Promise.all(vendors.map(({ id }: Json) => system.console.get(`/postings/${id}`)));
    const origins = details.map(({ attempts }: Json) => (attempts.length === 0 ? 'adopted' : 'created'));
    expect(origins).toContain('adopted');
    expect(origins).toContain('created');
  });

  it('tells the story of a posting from the version read to the link', async () => {
    const [posted] = await postings(system, company, '&kind=bill&state=posted&limit=1');
    const detail = await system.console.get(`/postings/${posted.id}`);
    expect(detail.attempts).toEqual([expect.objectContaining({ outcome: 'posted', httpStatus: 200 })]);
    expect(detail.attempts[0].traceId).toBeTruthy();
    expect(detail.dependsOn).toContainEqual(expect.objectContaining({ kind: 'vendor', state: 'posted' }));
    expect(detail.payload.PrivateNote).toContain(detail.sourceNumber);
    const { items } = await system.console.get(`/postings/${posted.id}/history`);
    const told = JSON.stringify(items);
    for (const word of ['posting.pending', 'posting.sending', 'posting.posted', posted.quickBooksId])
      expect(told).toContain(word);
  });

  it('G2 reading everything again posts nothing', async () => {
    const before = await writes();
    await poll(system, company);
    await settled();
    expect(await writes()).toBe(before);
  });

  async function writes(): Promise<number> {
    const { calls } = await system.quickBooks.get('/calls');
    return calls.filter(({ method, path }: Json) => method === 'POST' && path.includes('/v3/company/'))
      .length;
  }

  it('T7 writes no key and no token into any log', async () => {
    const log = system.log();
    expect(log).toContain('posting.attempted');
    expect(log).not.toMatch(/sandbox-secret|Bearer |refresh_token/i);
    const { refreshToken } = await system.quickBooks.post('/tokens/issue', { realmId: company.realmId });
    expect(log).not.toContain(refreshToken);
  });

  it('every service answers for its health and its metrics', async () => {
    for (const [name, port] of Object.entries(system.ports)) {
      for (const path of ['/health/live', '/health/ready', '/metrics']) {
        const answer = await fetch(`http://127.0.0.1:${port}${path}`);
        expect([name, path, answer.status]).toEqual([name, path, 200]);
      }
    }
  });
});
