import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ledgersOf } from '../../scripts/demo/ledgers.mjs';
import { pairDifferences } from '../../scripts/demo/paired-documents.mjs';
import { type Company, ledger, openCompany, poll, postings } from './company.js';
import { eventually } from './eventually.js';
import type { Json } from './json-client.js';
import { type System, startSystem } from './system.js';

/** Both companies are carried at once, which takes a busy machine minutes. */
const SETTLING_LIMIT_MS = 300_000;

/** The demo companies: who they are, and what their operators confirm. */
const americans = {
  name: 'a company with dollars at home and no purchase taxes',
  home: { country: 'US', currency: 'USD' },
  hasPurchaseTaxes: false,
  confirmed: ['account'],
  atLeast: { rules: 80, bills: 200, held: 20 },
  heldFor: ['account-unmapped', 'tax-unmapped'],
} as const;
const british = {
  name: 'a company with purchase taxes and three currencies',
  home: { country: 'GB', currency: 'GBP' },
  hasPurchaseTaxes: true,
  confirmed: ['account', 'tax'],
  atLeast: { rules: 86, bills: 90, held: 4 },
  heldFor: ['account-unmapped', 'tax-unmapped'],
} as const;

/** Both companies at once, of purchases of all kinds, through all services. */
describe('the main job, end to end', () => {
  let system: System;
  const companies = new Map<string, Company>();

  beforeAll(async () => {
    system = await startSystem();
    await Promise.all([americans, british].map(connectAndRun));
  }, 600_000);

  afterAll(async () => {
    await system?.stop();
  }, 60_000);

  async function connectAndRun({
    name,
    home,
    confirmed,
    atLeast,
  }: typeof americans | typeof british): Promise<void> {
    const company = await openCompany(system, { seed: 'demo', home });
    companies.set(name, company);
    await poll(system, company);
    const rulesPath = `/pipelines/${company.pipelineId}/mapping-rules`;
    const { items } = await system.console.get(`${rulesPath}/suggestions`);
    const rules = items
      .filter(({ kind, confidence }: Json) => confirmed.includes(kind as never) && confidence === 'exact')
      .map(({ kind, source, target }: Json) => ({ kind, source, target }));
    expect(rules.length).toBeGreaterThan(atLeast.rules);
    await system.console.put(rulesPath, { rules });
    await settled(company);
    await poll(system, company, ['quickbooks-object']);
    // Orders that bills have linked themselves to since are looked at again.
    await settled(company);
  }

  async function settled(company: Company): Promise<true> {
    return eventually(
      'nothing is in progress',
      async () => {
        const [{ inProgress }, waiting] = await Promise.all([
          system.console.get(`/pipelines/${company.pipelineId}/reconciliation`),
          postings(system, company, '&state=pending,sending,in-doubt'),
        ]);
        return inProgress.detailsDue + inProgress.mappingsDue + waiting.length === 0 && (true as const);
      },
      SETTLING_LIMIT_MS,
    );
  }

  async function writes(): Promise<number> {
    const { calls } = await system.quickBooks.get('/calls');
    return calls.filter(({ method, path }: Json) => method === 'POST' && path.includes('/v3/company/'))
      .length;
  }

  describe.each([americans, british])('$name', ({ name, hasPurchaseTaxes, atLeast, heldFor }) => {
    let company: Company;

    beforeAll(() => {
      const found = companies.get(name);
      if (!found) throw new Error(`${name} was not run`);
      company = found;
    });

    it('P1 P2 posts every bill once: what QuickBooks holds is what the postings say, to the cent', async () => {
      const [books, bills] = await Promise.all([
        ledger(system, company),
        postings(system, company, '&kind=bill&state=posted'),
      ]);
      expect(bills.length).toBeGreaterThan(atLeast.bills);
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
        expect(tieOut[kind].reduce((sum: number, { cin7 }: Json) => sum + cin7.count, 0)).toBe(
          entries.length,
        );
    });

    it('P9 holds each document in QuickBooks as Cin7 has it: currency, rate, total and tax', async () => {
      const [source, books] = await Promise.all([
        system.cin7.get(company.cin7('/ledger')),
        ledger(system, company),
      ]);
      const ledgers = ledgersOf(source, books);
      expect(pairDifferences(ledgers, { hasPurchaseTaxes })).toEqual([]);
      const taxed = books.bills.filter(({ tax }: Json) => tax !== '0.00');
      expect(taxed.length > 30).toBe(hasPurchaseTaxes);
    });

    it('holds what it cannot carry with every problem named, each with a remedy', async () => {
      const held = await postings(system, company, '&kind=bill&state=held');
      expect(held.length).toBeGreaterThan(atLeast.held);
      const codes = new Set(held.flatMap(({ problems }: Json) => problems.map(({ code }: Json) => code)));
      expect([...codes].sort()).toEqual(heldFor);
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
  });

  it('G2 reading everything again posts nothing', async () => {
    const before = await writes();
    for (const company of companies.values()) await poll(system, company);
    for (const company of companies.values()) await settled(company);
    expect(await writes()).toBe(before);
  }, 600_000);

  it('T7 writes no key and no token into any log', async () => {
    const log = system.log();
    expect(log).toContain('posting.attempted');
    expect(log).not.toMatch(/sandbox-secret|Bearer |refresh_token/i);
    for (const { realmId } of companies.values()) {
      const { refreshToken } = await system.quickBooks.post('/tokens/issue', { realmId });
      expect(log).not.toContain(refreshToken);
    }
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
