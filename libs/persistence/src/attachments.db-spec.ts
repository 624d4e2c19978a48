import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { PurchaseAttachment, WantedAttachments } from '#libs/domain';
import { problem } from '#libs/domain';
import { type OpenDatabase, openTestDatabase, type StoredPipeline, storedPipeline } from '#libs/testing';
import { AttachmentClaimRepository, type AttachmentClaimState } from './attachment-claim.repository.js';
import { AttachmentReplayRepository } from './attachment-replay.repository.js';
import { type AttachmentDetail, attachmentsOf } from './attachment-view.js';
import { AttachmentWriteRepository } from './attachment-write.repository.js';
import type { ClaimedAttachment } from './claimed-attachment.js';
import { PostingClaimRepository } from './posting-claim.repository.js';
import { PostingViewRepository } from './posting-view.repository.js';
import { saveAttachments } from './save-attachments.js';
import { SourceRecordRepository } from './source-record.repository.js';

const WRITE = { requestId: 'r', metadata: '{}', sha256: 'hash' };
const BILL_KEY = 'P1';

const file = (id: string, changes: Partial<PurchaseAttachment> = {}): PurchaseAttachment => ({
  id,
  fileName: `${id}.pdf`,
  contentType: 'application/pdf',
  downloadUrl: `https://files/${id}`,
  ...changes,
});

describe('the files on their way to a bill', () => {
  let open: OpenDatabase;
  let pipeline: StoredPipeline;
  let claims: AttachmentClaimRepository;
  let writes: AttachmentWriteRepository;
  let billId: string;

  beforeAll(async () => {
    open = await openTestDatabase();
    claims = new AttachmentClaimRepository(open.database);
    writes = new AttachmentWriteRepository(open.database);
  }, 60_000);

  afterAll(() => open?.close());

  beforeEach(async () => {
    pipeline = await storedPipeline(open);
    const [record] = await open.database.query(
      `insert into source_record (pipeline_id, record_type, source_id) values ($1, 'purchase', $2) returning id`,
      [pipeline.id, BILL_KEY],
    );
    const [bill] = await open.database.query(
      `insert into posting (pipeline_id, source_record_id, realm_id, kind, source_key, state, revision, source_version,
         marker, intent, quickbooks_id)
       values ($1, $2, $3, 'bill', $4, 'posted', 1, 1, 'm', '{}', '77') returning id`,
      [pipeline.id, record.id, pipeline.realmId, BILL_KEY],
    );
    billId = bill.id;
  });

  async function save(
    files: readonly PurchaseAttachment[],
    leftOut: WantedAttachments['leftOut'] = 'removed-in-cin7',
  ): Promise<AttachmentDetail[]> {
    await open.database.transaction((manager) =>
      saveAttachments(manager, pipeline.id, BILL_KEY, { files, leftOut }),
    );
    return attachmentsOf(open.database, billId);
  }

  async function bill(changes: Readonly<Record<string, unknown>>): Promise<void> {
    for (const [column, value] of Object.entries(changes))
      await open.database.query(`update posting set ${column} = $2 where id = $1`, [billId, value]);
  }

  async function saved(): Promise<string> {
    const [first] = await save([file('a')]);
    return first?.id ?? '';
  }

  async function claimed(id: string, state: AttachmentClaimState = 'pending'): Promise<ClaimedAttachment> {
    const claim = await claims.claim(id, state);
    if (!claim) throw new Error('It could not be claimed');
    return claim;
  }

  async function sending(id: string): Promise<ClaimedAttachment> {
    const claim = await claimed(id);
    expect(await writes.markSending(claim, WRITE)).toBe(true);
    return claim;
  }

  async function attached(id: string): Promise<void> {
    await writes.finishPosted(await sending(id), 'f1', 'the answer');
  }

  async function waiting(): Promise<string[]> {
    const mine = new Set((await attachmentsOf(open.database, billId)).map(({ id }) => id));
    const files = await claims.waiting(pipeline.id, 1_000);
    return files.map(({ id }) => id).filter((id) => mine.has(id));
  }

  it('G2 are noted once, however often they are read', async () => {
    const first = await save([file('a'), file('b')]);
    expect(first.map(({ sourceId, state }) => [sourceId, state])).toEqual([
      ['a', 'pending'],
      ['b', 'pending'],
    ]);
    const columns = 'select id, xmin::text from attachment where posting_id = $1 order by source_id';
    const before = await open.database.query(columns, [billId]);
    await save([file('a'), file('b')]);
    expect(await open.database.query(columns, [billId])).toEqual(before);
  });

  it('know the link and the name that Cin7 gave last', async () => {
    const id = await saved();
    await save([file('a', { downloadUrl: 'https://files/new', fileName: 'new.pdf' })]);
    expect(await claimed(id)).toMatchObject({ downloadUrl: 'https://files/new', fileName: 'new.pdf' });
  });

  it.each([
    ['is not in QuickBooks', { state: 'pending', quickbooks_id: null }],
    ['is being taken back', { state: 'withdrawing' }],
  ])('wait while the bill %s', async (_why, changes) => {
    const id = await saved();
    await bill(changes);
    expect(await claims.claim(id, 'pending')).toBeNull();
    expect(await waiting()).toEqual([]);
  });

  it('go although a change of the bill is held', async () => {
    const id = await saved();
    await bill({ state: 'held' });
    expect(await waiting()).toEqual([id]);
    expect(await claimed(id)).toMatchObject({ billId: '77', billKey: BILL_KEY, realmId: pipeline.realmId });
  });

  it.each([
    ['in shadow', "update pipeline set mode = 'shadow' where id = $1"],
    ['without the policy', `update pipeline set policies = '{"attachments":"off"}' where id = $1`],
    [
      'with an expired connection',
      `update connection set state = 'expired' where id = (select quickbooks_connection_id from pipeline where id = $1)`,
    ],
  ])('wait %s', async (_how, change) => {
    const id = await saved();
    await open.database.query(change, [pipeline.id]);
    expect(await claims.claim(id, 'pending')).toBeNull();
    expect(await waiting()).toEqual([]);
  });

  it('never keep their bill from being taken back', async () => {
    await sending(await saved());
    await bill({ state: 'withdrawing' });
    expect(await new PostingClaimRepository(open.database).claim(billId, 'withdrawing')).not.toBeNull();
  });

  it('P7 are not changed by an outdated worker, whose answer is kept', async () => {
    const id = await saved();
    const outdated = await sending(id);
    await open.database.query(`update attachment set lease_until = now() - interval '1 s' where id = $1`, [
      id,
    ]);
    await claims.doubtAbandoned();
    await writes.finishRefused(outdated, 'rejected', problem('refused-by-quickbooks', 'x', 'y'));
    const attempt = { outcome: 'posted', startedAt: new Date(), httpStatus: 200 } as const;
    const rest = { faultCode: null, detail: null, traceId: null };
    await writes.appendAttempt(outdated, WRITE, { ...attempt, ...rest });
    const [found] = await attachmentsOf(open.database, billId);
    expect(found?.state).toBe('in-doubt');
    expect(found?.attempts.map(({ outcome }) => outcome)).toEqual(['lost', 'posted']);
  });

  it('P3 are not sent once they are left out, not even by who has claimed them', async () => {
    const claim = await claimed(await saved());
    const [left] = await save([]);
    expect(left).toMatchObject({
      state: 'excluded',
      exclusionReason: 'removed-in-cin7',
      removedInCin7: true,
    });
    expect(await writes.markSending(claim, WRITE)).toBe(false);
    await save([file('a')]);
    expect(await writes.markSending(claim, WRITE)).toBe(false);
    expect(await claimed(claim.id)).toMatchObject({ state: 'pending', revision: 2 });
  });

  it('that are in QuickBooks stay there when they are removed in Cin7, and say so', async () => {
    await attached(await saved());
    expect((await save([]))[0]).toMatchObject({
      state: 'posted',
      removedInCin7: true,
      exclusionReason: null,
    });
    expect((await save([file('a')]))[0]).toMatchObject({
      state: 'posted',
      removedInCin7: false,
      revision: 1,
    });
  });

  it('that are in QuickBooks stay when the policy is switched off, and are not said to be removed', async () => {
    await attached(await saved());
    expect((await save([], 'attachments-switched-off'))[0]).toMatchObject({
      state: 'posted',
      removedInCin7: false,
    });
  });

  it('go to the next bill of the same invoice, and not to the same bill twice', async () => {
    const id = await saved();
    await attached(id);
    expect((await save([file('a')]))[0]).toMatchObject({ state: 'posted', revision: 1 });
    await bill({ state: 'withdrawing' });
    await bill({ state: 'withdrawn' });
    await bill({ quickbooks_id: null, state: 'pending' });
    expect((await save([file('a')]))[0]).toMatchObject({ state: 'pending', revision: 2 });
    expect(await claims.claim(id, 'pending')).toBeNull();
    await bill({ quickbooks_id: '78' });
    expect(await claimed(id)).toMatchObject({ billId: '78' });
  });

  it('in doubt are looked for on the bill that they were sent to', async () => {
    const id = await saved();
    await writes.finishInDoubt(await sending(id), 0);
    await bill({ state: 'pending', quickbooks_id: null });
    expect(await claims.claim(id, 'pending')).toBeNull();
    expect(await claimed(id, 'in-doubt')).toMatchObject({ billId: '77' });
  });

  it.each(['held', 'rejected', 'needs-review'] as const)(
    'that are %s are a problem, until a person has them tried again',
    async (state) => {
      const id = await saved();
      const claim = await sending(id);
      if (state === 'needs-review') await writes.finishInDoubt(claim, 0);
      const last = state === 'needs-review' ? await claimed(id, 'in-doubt') : claim;
      await writes.finishRefused(last, state, problem('attachment-too-large', 'a.pdf', 'Why.'));
      const views = new PostingViewRepository(open.database);
      expect(await views.problems(pipeline.id)).toEqual([
        { code: 'attachment-too-large', subject: 'a.pdf', message: 'Why.', count: 1, totals: [] },
      ]);
      const replays = new AttachmentReplayRepository(open.database);
      expect(await replays.replay(billId, id, 'ana')).toEqual({ outcome: 'again' });
      expect(await replays.replay(billId, id, 'ana')).toEqual({ outcome: 'waits' });
      expect(await views.problems(pipeline.id)).toEqual([]);
      expect(await claimed(id)).toMatchObject({ revision: 2, failures: 0 });
    },
  );

  it('that are attached, or whose upload is out, are not tried again by anybody', async () => {
    const id = await saved();
    const claim = await sending(id);
    const replays = new AttachmentReplayRepository(open.database);
    expect(await replays.replay(billId, id, 'ana')).toEqual({ outcome: 'refused', state: 'sending' });
    await writes.finishPosted(claim, 'f1', 'the answer');
    expect(await replays.replay(billId, id, 'ana')).toEqual({ outcome: 'refused', state: 'posted' });
    expect(await replays.replay(crypto.randomUUID(), id, 'ana')).toBeNull();
  });

  it.each([
    ['1 hour', '2 hours', false],
    ['25 hours', '26 hours', true],
    ['25 hours', '30 minutes', false],
    ['6 days', '4 days', false],
    ['170 hours', '3 days', true],
    ['170 hours', '30 minutes', false],
    ['40 days', '39 days', false],
  ])('posted %s ago and read %s ago are read again: %s', async (postedAgo, readAgo, again) => {
    const record = '(select source_record_id from posting where id = $1)';
    await open.database.query('update posting set posted_at = now() - $2::interval where id = $1', [
      billId,
      postedAgo,
    ]);
    await open.database.query(
      `update source_record set read_at = now() - $2::interval where id = ${record}`,
      [billId, readAgo],
    );
    const records = new SourceRecordRepository(open.database);
    await records.readAgainForFiles(open.database, pipeline.id, 10);
    expect(await records.dueDetails(pipeline.id, 'purchase', 10)).toHaveLength(again ? 1 : 0);
  });

  it('S3 keep their attempts for ever', async () => {
    await expect(open.database.query('delete from attachment_attempt')).rejects.toThrow('never changed');
  });
});
