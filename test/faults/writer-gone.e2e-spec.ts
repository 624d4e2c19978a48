import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { bill, type Company, companyWithInvoice, ledger, poll } from '../e2e/company.js';
import { eventually } from '../e2e/eventually.js';
import type { Json } from '../e2e/json-client.js';
import { Program } from '../e2e/program.js';
import { type System, startSystem } from '../e2e/system.js';

/** So long does QuickBooks take to carry out a bill: longer than the lease, shorter than the settle window. */
const SLOW_MS = 5_000;

/** What happens to the one process that has a write out. The writer is a process of each test. */
describe('a writer that goes away in the middle of a write', () => {
  let system: System;
  let writer: Program;
  let company: Company;

  beforeAll(async () => {
    const times = { LEASE_SECONDS: '2', IN_DOUBT_SETTLE_SECONDS: '12' };
    system = await startSystem(times, { services: ['console', 'poller', 'mapper'] });
  }, 240_000);

  afterAll(async () => {
    await writer?.stop();
    await system?.stop();
  }, 60_000);

  /** A bill whose carrying out takes a while is on its way. */
  beforeEach(async () => {
    writer ??= await aWriter();
    ({ company } = await companyWithInvoice(system));
    await system.quickBooks.post(company.quickBooks('/faults'), {
      kind: 'slow',
      path: '/bill',
      method: 'POST',
      afterMs: SLOW_MS,
      times: 1,
    });
    await poll(system, company);
    await bill(system, company, 'sending');
  });

  async function aWriter(): Promise<Program> {
    const program = new Program('writer', system.env);
    await program.says(({ service }) => service === 'writer');
    return program;
  }

  /** Redis holds the job of a worker that is gone for most of a minute; what matters here does not hang on it. */
  async function forgetJobs(): Promise<void> {
    const redis = new Redis(system.env.REDIS_URL ?? '');
    await redis.flushdb();
    await redis.quit();
  }

  /** One document for one request id, whatever the writer went through. */
  async function oneBill(): Promise<Json> {
    const posted = await bill(system, company, 'posted');
    const { bills } = await ledger(system, company);
    expect(bills).toEqual([expect.objectContaining({ id: posted.quickBooksId, total: '125.50' })]);
    const detail = await system.console.get(`/postings/${posted.id}`);
    expect(new Set(detail.attempts.map(({ requestId }: Json) => requestId)).size).toBe(1);
    return detail;
  }

  const outcomes = ({ attempts }: Json) => attempts.map(({ outcome }: Json) => outcome);

  it('D2 P1 killed while QuickBooks carries it out, leaves one bill, found by a look-up', async () => {
    writer.signal('SIGKILL');
    await writer.ended;
    await forgetJobs();
    expect((await ledger(system, company)).bills).toEqual([]);
    writer = await aWriter();
    expect(outcomes(await oneBill())).toEqual(['lost']);
  });

  it('D4 P7 P6 frozen over its lease and thawed, changes nothing any more, and keeps its answer', async () => {
    const frozen = writer;
    frozen.signal('SIGSTOP');
    await forgetJobs();
    writer = await aWriter();
    try {
      expect(outcomes(await oneBill())).toEqual(['lost']);
      const before = await bill(system, company, 'posted');
      frozen.signal('SIGCONT');
      const answered = await eventually('the late answer is kept', async () => {
        const detail = await system.console.get(`/postings/${before.id}`);
        return outcomes(detail).includes('posted') && detail;
      });
      expect(outcomes(answered).sort()).toEqual(['lost', 'posted']);
      expect(await bill(system, company, 'posted')).toEqual(before);
      await oneBill();
    } finally {
      frozen.signal('SIGKILL');
    }
  });
});
