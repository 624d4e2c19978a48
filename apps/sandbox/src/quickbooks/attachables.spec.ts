import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type JsonObject, objectOf, objectsOf } from './json.js';
import {
  aBill,
  type Caller,
  callSandbox,
  entityOf,
  firstError,
  type Reply,
  rowsOf,
} from './testing/caller.js';

describe('an attachment', () => {
  let sandbox: Caller;
  let billId = '';
  beforeAll(async () => {
    sandbox = await callSandbox();
    billId = String(entityOf(await sandbox.post('/bill', aBill()), 'Bill').Id);
  });
  afterAll(() => sandbox.close());

  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  const toBill = (value = billId): JsonObject => ({
    AttachableRef: [{ EntityRef: { type: 'Bill', value } }],
  });

  const upload = (...files: JsonObject[]): Promise<Reply> => {
    const form = new FormData();
    for (const [index, metadata] of files.entries()) {
      const json = new Blob([JSON.stringify(metadata)], { type: 'application/json' });
      form.append(`file_metadata_${index}`, json, 'metadata.json');
      form.append(`file_content_${index}`, new Blob([bytes], { type: 'image/png' }), `scan-${index}.png`);
    }
    return sandbox.send('POST', '/upload', form);
  };
  const answersOf = (reply: Reply): JsonObject[] => objectsOf(reply.body.AttachableResponse);
  const uploaded = async (metadata: JsonObject = toBill()): Promise<JsonObject> =>
    objectOf(answersOf(await upload(metadata))[0]?.Attachable) ?? {};

  it('is uploaded with its bytes, and names what it is attached to', async () => {
    const made = await uploaded({ ...toBill(), FileName: 'Beleg Nº 7.png', Note: 'page one' });
    expect(made).toMatchObject({
      FileName: 'Beleg Nº 7.png',
      ContentType: 'image/png',
      Size: 256,
      SyncToken: '0',
      AttachableRef: [{ EntityRef: { type: 'Bill', value: billId }, IncludeOnSend: false }],
    });
    expect(made.Id).toMatch(/^1000000000000\d{5}$/);
  });

  it('can be fetched without a token by its temporary link, until that has run out', async () => {
    const { TempDownloadUri } = await uploaded();
    const fetched = await fetch(String(TempDownloadUri));
    expect(fetched.headers.get('content-type')).toBe('image/png');
    expect(new Uint8Array(await fetched.arrayBuffer())).toEqual(bytes);
    await sandbox.door('POST', '/clock', { advanceSeconds: 901 });
    expect((await fetch(String(TempDownloadUri))).status).toBe(403);
    await sandbox.signIn('sandbox-refresh-token-0001');
  });

  it('has a download address that answers a link as plain text', async () => {
    const { Id } = await uploaded();
    const reply = await sandbox.get(`/download/${Id}`);
    expect(reply.headers.get('content-type')).toBe('text/plain');
    expect((await fetch(String(reply.body.text))).status).toBe(200);
  });

  it('is refused by itself when several are uploaded together', async () => {
    const reply = await upload(toBill(), toBill('987654'), { Colour: 'red' });
    expect(reply.status).toBe(200);
    const [good, unknown, strange] = answersOf(reply);
    expect(good).toHaveProperty('Attachable');
    const codeOf = (answer: JsonObject | undefined): unknown =>
      objectsOf(objectOf(answer?.Fault)?.Error)[0]?.code;
    expect([codeOf(unknown), codeOf(strange)]).toEqual(['2500', '2010']);
  });

  it('is uploaded once under one request id, and carries our words where it is looked for', async () => {
    const bill = String(entityOf(await sandbox.post('/bill', aBill()), 'Bill').Id);
    const form = [
      '--b',
      'Content-Disposition: form-data; name="file_metadata_0"; filename="metadata.json"',
      'Content-Type: application/json',
      '',
      JSON.stringify({ ...toBill(bill), FileName: 'a.pdf', Note: '[mark]' }),
      '--b',
      'Content-Disposition: form-data; name="file_content_0"; filename="attachment"',
      'Content-Type: application/pdf',
      '',
      '%PDF',
      '--b--',
      '',
    ].join('\r\n');
    const send = () =>
      sandbox.send('POST', '/upload?requestid=file-1', form, 'multipart/form-data; boundary=b');
    const [first, second] = [await send(), await send()].map(
      (reply) => objectOf(answersOf(reply)[0]?.Attachable)?.Id,
    );
    expect(second).toBe(first);
    const found = rowsOf(
      await sandbox.query(
        `select * from Attachable where AttachableRef.EntityRef.Type = 'Bill' and AttachableRef.EntityRef.value = '${bill}' orderby Id`,
      ),
      'Attachable',
    );
    expect(found.map(({ Id, Note, FileName }) => [Id, Note, FileName])).toEqual([[first, '[mark]', 'a.pdf']]);
  });

  it('may be a note without a file, but not nothing', async () => {
    const note = entityOf(
      await sandbox.post('/attachable', { ...toBill(), Note: 'Call them.' }),
      'Attachable',
    );
    expect(note).toMatchObject({ Note: 'Call them.', SyncToken: '0' });
    expect(note).not.toHaveProperty('TempDownloadUri');
    expect(firstError(await sandbox.post('/attachable', toBill())).code).toBe('2020');
  });

  it('is found by what it is attached to', async () => {
    const other = String(entityOf(await sandbox.post('/bill', aBill()), 'Bill').Id);
    const { Id } = await uploaded(toBill(other));
    const reply = await sandbox.query(
      `select * from Attachable where AttachableRef.EntityRef.Type = 'bill' and AttachableRef.EntityRef.value = '${other}'`,
    );
    expect(rowsOf(reply, 'Attachable').map((row) => row.Id)).toEqual([Id]);
    expect(objectOf(reply.body.QueryResponse)).not.toHaveProperty('totalCount');
  });

  it('can be changed and deleted, which change data capture tells', async () => {
    const { Id } = await uploaded();
    const changed = await sandbox.post('/attachable', {
      ...toBill(),
      Id: Id ?? '',
      SyncToken: '0',
      Note: 'new',
    });
    expect(entityOf(changed, 'Attachable')).toMatchObject({
      SyncToken: '1',
      Size: 256,
      FileName: 'scan-0.png',
    });
    await sandbox.post('/attachable?operation=delete', { Id: Id ?? '', SyncToken: '1' });
    expect(firstError(await sandbox.get(`/attachable/${Id}`)).code).toBe('610');
    expect(firstError(await sandbox.get(`/download/${Id}`)).code).toBe('610');
    const since = new Date(Date.now() - 60_000).toISOString();
    const feed = await sandbox.get(`/cdc?entities=Attachable&changedSince=${since}`);
    const answers = objectsOf(objectsOf(feed.body.CDCResponse)[0]?.QueryResponse);
    expect(objectsOf(answers[0]?.Attachable)).toContainEqual(
      expect.objectContaining({ Id, status: 'Deleted' }),
    );
  });

  it('keeps its bytes over a restart', async () => {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'attachments-'));
    const first = await callSandbox({ dataDir });
    const form = new FormData();
    form.append('file_content_0', new Blob([bytes]), 'scan.bin');
    const { Id } = objectOf(answersOf(await first.send('POST', '/upload', form))[0]?.Attachable) ?? {};
    await first.close();
    const second = await callSandbox({ dataDir });
    const link = String((await second.get(`/download/${Id}`)).body.text);
    expect(new Uint8Array(await (await fetch(link)).arrayBuffer())).toEqual(bytes);
    await second.close();
    await rm(dataDir, { recursive: true });
  });

  it('refuses a form without a file', async () => {
    expect(firstError(await sandbox.send('POST', '/upload', new FormData())).code).toBe('2020');
  });
});
