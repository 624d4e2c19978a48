import { describe, expect, it } from '@jest/globals';
import { aPurchase } from '#libs/testing';
import {
  ATTACHMENT_BYTES_MAX,
  attachableFrom,
  FILE_NAME_LENGTH,
  sizeProblem,
  tooLarge,
  wantedAttachments,
} from './attachment.js';
import type { Intention } from './intention.js';
import { problem } from './problem.js';
import type { PurchaseAttachment } from './purchase.js';

const file = (changes: Partial<PurchaseAttachment> = {}): PurchaseAttachment => ({
  id: 'a1',
  fileName: 'invoice.pdf',
  contentType: 'application/pdf',
  downloadUrl: 'https://files/a1',
  ...changes,
});

describe('the name and type of an attachment', () => {
  it.each([
    ['invoice.pdf', null, 'invoice.pdf', 'application/pdf'],
    ['Scan 7.JPG', 'application/octet-stream', 'Scan 7.JPG', 'image/jpeg'],
    ['Rechnung Nº 7.tiff', null, 'Rechnung Nº 7.tiff', 'image/tif'],
    ['a.b.xlsx', null, 'a.b.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['Test', 'image/jpeg; charset=binary', 'Test.jpg', 'image/jpeg'],
    ['C:\\scans\\"in\r\nvoice".png', null, 'C scans in voice.png', 'image/png'],
    ['.pdf', 'application/pdf', '.pdf.pdf', 'application/pdf'],
  ])('%j of %j is %j in QuickBooks', (fileName, contentType, name, type) => {
    expect(attachableFrom({ fileName, contentType })).toEqual({
      ok: true,
      value: { fileName: name, contentType: type },
    });
  });

  it.each([
    ['goods.zip', 'application/zip', 'zip'],
    ['run.EXE', null, 'exe'],
    ['page.html', 'text/html', 'html'],
    ['README', null, 'no extension'],
    ['mail', 'message/rfc822', 'no extension'],
  ])('%j of %j is refused, naming cause and remedy', (fileName, contentType, subject) => {
    const refused = attachableFrom({ fileName, contentType });
    expect(refused).toMatchObject({
      ok: false,
      problems: [{ code: 'attachment-type-refused', subject, message: expect.stringContaining('Replace') }],
    });
    expect(JSON.stringify(refused)).toContain(fileName);
  });

  it('keep their extension where the name is over-long', () => {
    const made = attachableFrom(file({ fileName: `${'n'.repeat(1_200)}.pdf` }));
    const name = made.ok ? made.value.fileName : '';
    expect(name).toHaveLength(FILE_NAME_LENGTH);
    expect(name.endsWith('n.pdf')).toBe(true);
  });
});

describe('the size of an attachment', () => {
  it.each([
    [1, null],
    [ATTACHMENT_BYTES_MAX, null],
    [ATTACHMENT_BYTES_MAX + 1, 'attachment-too-large'],
    [0, 'attachment-unreadable'],
  ])('of %i bytes is %j', (bytes, code) => {
    expect(sizeProblem('invoice.pdf', bytes)?.code ?? null).toBe(code);
  });

  it('is told in the same words before and after the download', () => {
    expect(sizeProblem('big.pdf', ATTACHMENT_BYTES_MAX + 1)).toEqual(tooLarge('big.pdf'));
  });
});

describe('the attachments that a bill shall have', () => {
  const purchase = aPurchase({ attachments: [file(), file({ id: 'a2' }), file()] });
  const intention = (decision: unknown, kind = 'bill') => ({ kind, decision }) as Intention;
  const post = { outcome: 'post', document: {} };

  it.each([
    ['post', post, 'copy', ['a1', 'a2'], 'removed-in-cin7'],
    ['post, switched off', post, 'off', [], 'attachments-switched-off'],
    ['withdraw', { outcome: 'withdraw' }, 'copy', [], 'bill-left-out'],
    ['exclude', { outcome: 'exclude', reason: 'nothing-to-pay' }, 'copy', [], 'bill-left-out'],
  ] as const)('where it is to %s', (_what, decision, policy, ids, leftOut) => {
    const wanted = wantedAttachments(purchase, intention(decision), policy);
    expect(wanted?.files.map(({ id }) => id)).toEqual(ids);
    expect(wanted?.leftOut).toBe(leftOut);
  });

  it.each([
    ['a bill that is held', { outcome: 'hold', problems: [problem('date-missing', 'x', 'y')] }, 'bill'],
    ['an order', post, 'purchase-order'],
    ['a credit', post, 'vendor-credit'],
  ])('are left as they are for %s', (_what, decision, kind) => {
    expect(wantedAttachments(purchase, intention(decision, kind), 'copy')).toBeUndefined();
  });
});
