import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PinoLogger } from 'nestjs-pino';
import type { Cin7Files, Downloaded } from '#libs/cin7';
import {
  AttachmentClaimRepository,
  type AttachmentDetail,
  AttachmentWriteRepository,
  attachmentsOf,
  ConnectionRepository,
  LookAlikeRepository,
  PostingWriteRepository,
  QuickBooksObjectRepository,
} from '#libs/persistence';
import {
  type QuickBooksClient,
  type QuickBooksCompanies,
  RemoteError,
  type Upload,
  type WireObject,
} from '#libs/quickbooks';
import { type OpenDatabase, openTestDatabase, storedPipeline, withWrongClock } from '#libs/testing';
import { Coexistence } from './coexistence.js';
import { FileCarrier } from './file.carrier.js';
import { FileSettlement } from './file-settlement.js';
import { Settlement } from './settlement.js';

const POLICY = { lookUpSeconds: 60, settleSeconds: 21_600 };
const logger = { setContext() {}, info() {} } as unknown as PinoLogger;
const LOST = new RemoteError('unknown', 'The answer was lost');

/** QuickBooks, as far as files are concerned: what it holds, and what becomes of the next uploads. */
class FakeBooks {
  readonly held: WireObject[] = [];
  readonly sent: { upload: Upload; requestId: string }[] = [];
  answers: ('ok' | 'lost' | 'carried-out-lost' | RemoteError)[] = [];
  lookUp: RemoteError | null = null;
  ready = () => Promise.resolve();
  select = () => (this.lookUp ? Promise.reject(this.lookUp) : Promise.resolve(this.held));

  upload = async (upload: Upload, requestId: string) => {
    this.sent.push({ upload, requestId });
    const answer = this.answers.shift() ?? 'ok';
    if (answer === 'lost') throw LOST;
    if (answer instanceof RemoteError) throw answer;
    const object = { ...JSON.parse(upload.metadata), Id: `f${this.sent.length}`, SyncToken: '0' };
    this.held.push(object);
    if (answer === 'carried-out-lost') throw LOST;
    return { object, id: object.Id, status: 200, traceId: 't' };
  };
}

describe('taking a file to its bill', () => {
  let open: OpenDatabase;

  beforeAll(async () => {
    open = await openTestDatabase();
  }, 60_000);

  afterAll(() => open?.close());

  /** A file on a bill that is in QuickBooks as 77. */
  async function setup(changes: { fileName?: string; downloadUrl?: string | null } = {}) {
    const pipeline = await storedPipeline(open);
    const [record] = await open.database.query(
      `insert into source_record (pipeline_id, record_type, source_id) values ($1, 'purchase', 'P') returning id`,
      [pipeline.id],
    );
    const [bill] = await open.database.query(
      `insert into posting (pipeline_id, source_record_id, realm_id, kind, source_key, state, revision, source_version,
         source_number, document_number, marker, intent, quickbooks_id)
       values ($1, $2, $3, 'bill', 'P', 'posted', 1, 1, 'PO-1', 'INV-1', 'm', '{}', '77') returning id`,
      [pipeline.id, record.id, pipeline.realmId],
    );
    const { fileName, downloadUrl } = { fileName: 'invoice.pdf', downloadUrl: 'https://files/a', ...changes };
    const [file] = await open.database.query(
      `insert into attachment (pipeline_id, posting_id, source_id, file_name, content_type, download_url)
       values ($1, $2, 'a', $3, 'application/pdf', $4) returning id`,
      [pipeline.id, bill.id, fileName, downloadUrl],
    );
    const books = new FakeBooks();
    const cin7 = {
      file: (): Downloaded | RemoteError => ({ ok: true, bytes: Buffer.from('%PDF') }),
      asked: 0,
    };
    const files = {
      download: async () => {
        cin7.asked += 1;
        const answer = cin7.file();
        if (answer instanceof RemoteError) throw answer;
        return answer;
      },
    } as unknown as Cin7Files;
    const claims = new AttachmentClaimRepository(open.database);
    const writes = new AttachmentWriteRepository(open.database);
    const postings = new PostingWriteRepository(open.database);
    const mirror = new QuickBooksObjectRepository(open.database);
    const connections = new ConnectionRepository(open.database, open.vault);
    const coexistence = new Coexistence(new LookAlikeRepository(open.database), mirror);
    const settlement = new Settlement(postings, mirror, connections, coexistence, POLICY);
    const companies = {
      client: () => books as unknown as QuickBooksClient,
    } as unknown as QuickBooksCompanies;
    const fileSettlement = new FileSettlement(claims, writes, settlement, POLICY);
    const parts = [claims, writes, companies, files, fileSettlement, POLICY, logger] as const;
    const carrier = new FileCarrier(...parts);
    const service = { hasEnded: false };

    const state = async (): Promise<AttachmentDetail> => {
      const [found] = await attachmentsOf(open.database, bill.id);
      if (!found) throw new Error('The file is gone');
      return found;
    };
    const carry = async (): Promise<AttachmentDetail> => {
      await carrier.carryOne(file.id, () => service.hasEnded);
      return state();
    };
    /** Whatever it waits for has passed. */
    const later = (interval = '0 s') =>
      open.database.query(
        `update attachment set not_before = null, sent_at = sent_at - $2::interval where id = $1`,
        [file.id, interval],
      );
    const billState = async () =>
      (await open.database.query('select state, quickbooks_id from posting where id = $1', [bill.id]))[0];
    return { books, cin7, carry, later, state, billState, service, writes, fileId: file.id as string };
  }

  it('sends it once, with its bill and our mark in what QuickBooks knows of it', async () => {
    const { books, carry } = await setup();
    expect(await carry()).toMatchObject({ state: 'posted', quickBooksId: 'f1', problem: null });
    await carry();
    expect(books.sent).toHaveLength(1);
    const { upload, requestId } = books.sent[0] ?? { requestId: '' };
    expect(requestId).toMatch(/^[a-z2-7]{20,50}$/);
    expect(JSON.parse(upload?.metadata ?? '')).toEqual({
      FileName: 'invoice.pdf',
      ContentType: 'application/pdf',
      Note: expect.stringMatching(/PO-1 \[bb:[a-z2-7]{26}\]$/),
      AttachableRef: [{ EntityRef: { type: 'Bill', value: '77' } }],
    });
  });

  it('P12 finds what a forgotten sending left, before it fetches or sends anything', async () => {
    const { books, cin7, carry, fileId } = await setup();
    await carry();
    await open.database.query(
      `update attachment set state = 'pending', quickbooks_id = null, request_id = null where id = $1`,
      [fileId],
    );
    expect(await carry()).toMatchObject({ state: 'posted', quickBooksId: 'f1' });
    expect([books.sent.length, cin7.asked]).toEqual([1, 1]);
  });

  it.each(['appendAttempt', 'finishPosted'] as const)(
    'G1f P6 keeps the answer although Postgres was away at %s',
    async (method) => {
      const { books, carry, writes } = await setup();
      const answer = writes[method].bind(writes) as (...given: unknown[]) => Promise<void>;
      let isAway = true;
      writes[method] = async (...given: unknown[]) => {
        if (!isAway) return answer(...given);
        isAway = false;
        throw Object.assign(new Error('terminating connection'), { code: '57P01' });
      };
      const { state, attempts } = await carry();
      expect([state, attempts.length, books.sent.length]).toEqual(['posted', 1, 1]);
    },
  );

  it('P5 an answer that is lost puts it in doubt, and the look-up finds it', async () => {
    const { books, carry, later } = await setup();
    books.answers = ['carried-out-lost'];
    expect(await carry()).toMatchObject({ state: 'in-doubt' });
    await later();
    expect(await carry()).toMatchObject({ state: 'posted', quickBooksId: 'f1' });
    expect(books.sent).toHaveLength(1);
  });

  it('P4 sends it again only after the settle window, with the same request id and the same bytes', async () => {
    const { books, carry, later } = await setup();
    books.answers = ['lost'];
    await carry();
    await later();
    expect(await carry()).toMatchObject({ state: 'in-doubt' });
    expect(books.sent).toHaveLength(1);
    await later('7 h');
    expect(await carry()).toMatchObject({ state: 'pending' });
    expect(await carry()).toMatchObject({ state: 'posted' });
    expect(books.sent[1]).toEqual(books.sent[0]);
  });

  it('K1 waits the settle window by the clock of the database, however late this process believes it to be', async () => {
    const { books, carry, later } = await setup();
    books.answers = ['lost'];
    await carry();
    await later();
    expect(await withWrongClock(8, carry)).toMatchObject({ state: 'in-doubt' });
    expect(books.sent).toHaveLength(1);
  });

  it('P4 another file behind the link is another request', async () => {
    const { books, cin7, carry, later } = await setup();
    books.answers = ['lost'];
    await carry();
    await later('7 h');
    await carry();
    cin7.file = () => ({ ok: true, bytes: Buffer.from('another') });
    await carry();
    expect(new Set(books.sent.map(({ requestId }) => requestId)).size).toBe(2);
  });

  it('is rejected for good where QuickBooks says so, and the bill stays posted', async () => {
    const { books, carry, billState } = await setup();
    books.answers = [
      new RemoteError('rejected', 'no', { status: 400, code: '2500', detail: 'Invalid reference' }),
    ];
    expect(await carry()).toMatchObject({
      state: 'rejected',
      problem: { code: 'refused-by-quickbooks', message: expect.stringContaining('Invalid reference') },
    });
    await carry();
    expect(books.sent).toHaveLength(1);
    expect(await billState()).toEqual({ state: 'posted', quickbooks_id: '77' });
  });

  it('waits where the pause is QuickBooks’, and goes on with the same request', async () => {
    const { books, carry, later, fileId } = await setup();
    books.answers = [new RemoteError('not-sent', 'refused')];
    expect(await carry()).toMatchObject({ state: 'pending', attempts: [{ outcome: 'not-sent' }] });
    expect(await carry()).toMatchObject({ state: 'pending' });
    await later();
    expect(await carry()).toMatchObject({ state: 'posted' });
    expect(new Set(books.sent.map(({ requestId }) => requestId)).size).toBe(1);
    expect(fileId).toBeTruthy();
  });

  it('P5 a doubt stands while it cannot be looked into', async () => {
    const { books, carry, later } = await setup();
    books.answers = ['carried-out-lost'];
    await carry();
    await later();
    books.lookUp = new RemoteError('unknown', 'QuickBooks failed');
    expect(await carry()).toMatchObject({ state: 'in-doubt' });
  });

  it('is a question for a person where it hangs on the bill twice', async () => {
    const { books, carry } = await setup();
    await carry();
    const again = await setup();
    again.books.answers = ['carried-out-lost'];
    await again.carry();
    again.books.held.push({ ...again.books.held[0], Id: 'copy' });
    await again.later();
    expect(await again.carry()).toMatchObject({
      state: 'needs-review',
      problem: { code: 'several-in-quickbooks', message: expect.stringContaining('f1, copy') },
    });
    expect(books.held).toHaveLength(1);
  });

  it.each<[string, Downloaded, string]>([
    ['a login', { ok: false, noFile: { why: 'page' } }, 'attachment-unreadable'],
    [
      'another host',
      { ok: false, noFile: { why: 'elsewhere', origin: 'https://x' } },
      'attachment-unreadable',
    ],
    ['a refusal', { ok: false, noFile: { why: 'refused', status: 404 } }, 'attachment-unreadable'],
    ['too much', { ok: false, noFile: { why: 'too-large' } }, 'attachment-too-large'],
    ['nothing in it', { ok: true, bytes: new Uint8Array() }, 'attachment-unreadable'],
  ])('is held where the link leads to %s', async (_what, downloaded, code) => {
    const { books, cin7, carry } = await setup();
    cin7.file = () => downloaded;
    expect(await carry()).toMatchObject({ state: 'held', problem: { code } });
    expect(books.sent).toEqual([]);
  });

  it.each([
    ['a type that QuickBooks refuses', { fileName: 'goods.zip' }, 'attachment-type-refused'],
    ['no link', { downloadUrl: null }, 'attachment-unreadable'],
  ])('is held without being fetched where it has %s', async (_what, changes, code) => {
    const { cin7, carry } = await setup(changes);
    expect(await carry()).toMatchObject({ state: 'held', problem: { code } });
    expect(cin7.asked).toBe(0);
  });

  it('is asked for again where Cin7 fails, and becomes a problem in the end', async () => {
    const { cin7, carry, later } = await setup();
    cin7.file = () => new RemoteError('unknown', 'Cin7 failed (500)');
    for (let tries = 1; tries < 8; tries += 1) {
      expect(await carry()).toMatchObject({ state: 'pending' });
      await later();
    }
    expect(await carry()).toMatchObject({ state: 'held', problem: { code: 'attachment-unreadable' } });
  });

  it('Q6 sends nothing when the service is ending, and leaves the file to the next worker at once', async () => {
    const { books, cin7, carry, service, fileId } = await setup();
    cin7.file = () => {
      service.hasEnded = true;
      return { ok: true, bytes: Buffer.from('%PDF') };
    };
    expect(await carry()).toMatchObject({ state: 'pending' });
    expect(books.sent).toEqual([]);
    expect(await new AttachmentClaimRepository(open.database).claim(fileId, 'pending')).not.toBeNull();
  });
});
