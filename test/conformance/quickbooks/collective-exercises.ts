import type { Json, JsonObject } from '../../../apps/sandbox/src/quickbooks/json.js';
import type { Intended } from '../differences.js';
import type { Exercises } from '../exercise.js';
import { inOwnWords } from './own-words.js';
import type { QuickBooksWorld } from './quickbooks-world.js';

const at = (name: string): string => `reference-samples/${name}`;

/** The examples speak of sales; purchases have the same envelope. */
function inPurchases(recorded: Json): Json {
  const text = JSON.stringify(recorded)
    .replaceAll('"Customer"', '"Vendor"')
    .replaceAll('"Estimate"', '"Bill"')
    .replaceAll('SalesReceipt', 'Bill')
    .replaceAll('"Invoice"', '"Bill"');
  return JSON.parse(text);
}

const line = {
  Amount: 400,
  DetailType: 'AccountBasedExpenseLineDetail',
  AccountBasedExpenseLineDetail: { AccountRef: { value: '70' } },
};
const bill = { VendorRef: { value: '10' }, Line: [line] };

const abridged = 'the example shows no more of an object than its Id';
const changes: Intended = {
  'extra CDCResponse[].QueryResponse[].Vendor[].*': abridged,
  'extra CDCResponse[].QueryResponse[].Bill[].*': abridged,
};

/** Calls about several objects at once. */
export const collectiveExercises: Exercises<QuickBooksWorld> = {
  'runs a batch': {
    sends: at('batch__01_request_body_example'),
    like: at('batch__02_response_example'),
    retold: inPurchases,
    ask: async (world, sent) => {
      await world.make('Vendor', { DisplayName: 'Smith Family Store' });
      const { Id = '' } = await world.make('Bill', bill);
      await world.post('/bill', { ...bill, Id, SyncToken: '0', PrivateNote: 'changed since' });
      return world.post('/batch', batchOf(sent, String(Id)));
    },
    intended: {
      '* BatchItemResponse[].QueryResponse.Bill[]*':
        'a bill has other members than the sales receipt of the example',
      'extra BatchItemResponse[].QueryResponse.totalCount':
        'transactions have it, as the examples of queries show',
    },
  },
  'tells what has changed': {
    like: [at('changedatacapture__01_sample_object'), at('changedatacapture__02_response_example')],
    retold: inPurchases,
    ask: async (world) => {
      await world.make('Vendor', { DisplayName: 'Smith Family Store' });
      await world.make('Bill', bill);
      const { Id = '', SyncToken = '' } = await world.make('Bill', bill);
      await world.post('/bill?operation=delete', { Id, SyncToken });
      const since = new Date(Date.now() - 86_400_000).toISOString();
      return world.get(`/cdc?entities=Vendor,Bill&changedSince=${since}`);
    },
    intended: changes,
  },
};

/** Deletes what never was, and changes what has changed since. */
function batchOf(sent: Json, billId: string): JsonObject {
  const text = JSON.stringify(inPurchases(sent)).replace('"Id":"129"', '"Id":"999999"');
  return JSON.parse(text.replace('"Id":"11"', `"Id":"${billId}"`));
}

/** Notes and files that are attached to documents. */
export const attachableExercises: Exercises<QuickBooksWorld> = {
  'attaches a note': {
    sends: at('attachable__02_request_body'),
    like: [at('attachable__01_sample_object'), at('attachable__03_response')],
    ask: async (world, sent) => world.post('/attachable', await ofBill(world, sent)),
  },
  'reads an attachment': {
    like: at('attachable__07_response'),
    ask: async (world) => world.get(`/attachable/${(await noted(world)).Id}`),
  },
  'queries attachments': {
    like: at('attachable__06_response'),
    ask: async (world) => {
      await noted(world);
      return world.query('select * from Attachable');
    },
    intended: { 'extra QueryResponse.Attachable[].*': 'the example shows no more of an object than its Id' },
  },
  'updates an attachment': {
    sends: at('attachable__08_request_body'),
    like: at('attachable__09_response'),
    ask: async (world, sent) => {
      const { Id = '', SyncToken = '' } = await noted(world);
      return world.post('/attachable', { ...(await ofBill(world, sent)), Id, SyncToken });
    },
  },
  'deletes an attachment': {
    sends: at('attachable__04_request_body'),
    like: at('attachable__05_response'),
    ask: async (world, sent) => {
      const { Id = '', SyncToken = '' } = await noted(world);
      return world.post('/attachable?operation=delete', { ...(await ofBill(world, sent)), Id, SyncToken });
    },
  },
  'uploads a file': {
    sends: at('attachable__10_request_body_metadata_part'),
    like: at('attachable__11_response'),
    ask: async (world, sent) => {
      const form = new FormData();
      const facts = JSON.stringify(await ofBill(world, sent));
      form.set('file_metadata_0', new Blob([facts], { type: 'application/json' }), 'metadata.json');
      form.set('file_content_0', new Blob(['paper'], { type: 'image/jpg' }), 'receipt_nov15.jpg');
      return world.send('/upload', { method: 'POST', body: form });
    },
    intended: {
      'missing *.ThumbnailFileAccessUri': 'nobody draws a small picture of what was uploaded',
    },
  },
};

async function ofBill(world: QuickBooksWorld, sent: Json): Promise<JsonObject> {
  const { Id = '' } = await world.make('Bill', bill);
  return inOwnWords(sent, { EntityRef: { type: 'Bill', value: Id } });
}

async function noted(world: QuickBooksWorld): Promise<JsonObject> {
  const note = {
    Note: 'A note.',
    AttachableRef: [{ IncludeOnSend: false, EntityRef: { type: 'Bill', value: '' } }],
  };
  return world.make('Attachable', await ofBill(world, note));
}
