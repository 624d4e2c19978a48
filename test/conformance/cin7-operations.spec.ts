import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type StartedSandbox, startedSandbox } from '../../apps/sandbox/src/cin7/started-sandbox.js';
import { type Json, objectOf, objectsOf, textOf } from '../../apps/sandbox/src/quickbooks/json.js';
import { describeWithRecordings, recording } from './recordings.js';

const MINE = 'integrations of purchases read the books of a company and do not write them';
const OTHER = 'no purchase refers to it';

/** Operations of the manual that the emulator does not have, by the beginning of their call. */
const absent: readonly (readonly [call: string, because: string])[] = [
  ['GET /ref/templates', OTHER],
  ['GET /ref/productavailability', 'stock levels are not kept'],
  ['GET /me/', "the company's own addresses and contacts"],
  ['POST /me/', MINE],
  ['PUT /me/', MINE],
  ['DELETE /me/', MINE],
  ['GET /journal', OTHER],
  ['POST /journal', OTHER],
  ['PUT /journal', OTHER],
  ['DELETE /journal', OTHER],
  ['GET /moneyTaskList', OTHER],
  ['GET /moneyOperation', OTHER],
  ['POST /moneyOperation', OTHER],
  ['PUT /moneyOperation', OTHER],
  ['DELETE /moneyOperation', OTHER],
  ['GET /bankTransfer', OTHER],
  ['POST /bankTransfer', OTHER],
  ['PUT /bankTransfer', OTHER],
  ['DELETE /bankTransfer', OTHER],
  ['GET /product/attachments', OTHER],
  ['POST /product/attachments', OTHER],
  ['DELETE /product/attachments', OTHER],
  ['POST /custom-prices', OTHER],
  ['PUT /custom-prices', OTHER],
  ['DELETE /custom-prices', OTHER],
  ['GET /reference/', OTHER],
  ['POST /reference/', OTHER],
  ['PUT /reference/', OTHER],
  ['DELETE /reference/', OTHER],
  ['GET /product-suppliers', 'Cin7 itself answers it with 405'],
  ['POST /product-suppliers', OTHER],
  ['PUT /product-suppliers', OTHER],
  ['DELETE /product-suppliers', OTHER],
];

function operations(): string[] {
  const chapters = Object.values(objectOf(recording('cin7/core/_schema')) ?? {});
  const calls = chapters.flatMap((chapter: Json) => objectsOf(objectOf(chapter)?.operations));
  return [...new Set(calls.map(({ method, path }) => `${method} ${textOf(path)?.replace(/\?.*/, '')}`))];
}

/** A path that is not known is a page; one that does not know a method says so. */
async function isKnown(sandbox: StartedSandbox, call: string): Promise<boolean> {
  const [method, path = ''] = call.split(' /');
  const { status, headers } = await sandbox.api(`${method} ${path}`, method === 'GET' ? undefined : {});
  return status !== 405 && !(headers.get('content-type') ?? '').includes('html');
}

describeWithRecordings("the operations of Cin7's manual", () => {
  let sandbox: StartedSandbox;
  beforeAll(async () => {
    sandbox = await startedSandbox();
  });
  afterAll(() => sandbox.close());

  it('are all there, or absent for a reason', async () => {
    const missing: string[] = [];
    for (const call of operations()) if (!(await isKnown(sandbox, call))) missing.push(call);
    const why = (call: string): boolean => absent.some(([beginning]) => call.startsWith(beginning));
    expect(missing.filter((call) => !why(call))).toEqual([]);
    const needless = absent.filter(([beginning]) => !missing.some((call) => call.startsWith(beginning)));
    expect(needless).toEqual([]);
  });
});
