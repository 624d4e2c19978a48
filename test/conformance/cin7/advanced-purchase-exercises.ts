import { type JsonObject, objectsOf } from '../../../apps/sandbox/src/quickbooks/json.js';
import type { Exercises } from '../exercise.js';
import type { Cin7World, Stage } from './cin7-world.js';
import { journalLine } from './purchase-exercises.js';

const NEW_TASK = '00000000-0000-0000-0000-000000000000';

/** Everything below an advanced purchase is asked for by the purchase and comes as a list. */
const part = (path: string, stage: Stage) => async (world: Cin7World) =>
  world.api(`GET advanced-purchase/${path}?PurchaseID=${await world.purchase('advanced', stage)}`);

async function taskIn(world: Cin7World, path: string, PurchaseID: string): Promise<string> {
  const { body } = await world.api(`GET advanced-purchase/${path}?PurchaseID=${PurchaseID}`);
  const [list = []] = Object.values(body as JsonObject).filter(Array.isArray);
  return String(objectsOf(list)[0]?.TaskID);
}

export const advancedPurchaseExercises: Exercises<Cin7World> = {
  'gives a whole advanced purchase': {
    like: 'advanced-purchase.GET.response',
    ask: async (world) =>
      world.api(`GET advanced-purchase?ID=${await world.purchase('advanced', 'credited')}`),
  },
  'begins a purchase by the advanced address': {
    sends: 'advanced-purchase.POST.request',
    like: 'advanced-purchase.POST.response',
    ask: ({ api, own }, sent) => api('POST advanced-purchase', own(sent)),
  },
  'changes a purchase by the advanced address': {
    sends: 'advanced-purchase.PUT.request',
    like: 'advanced-purchase.PUT.response',
    ask: async (world, sent) => {
      const header = { ...world.own(sent), Approach: 'STOCK', PurchaseType: 'Simple' };
      const { body } = await world.api('POST advanced-purchase', header);
      return world.api('PUT advanced-purchase', { ...world.own(sent), ID: (body as JsonObject).ID ?? '' });
    },
  },
  'voids an advanced purchase': {
    like: 'advanced-purchase.DELETE.response',
    ask: async (world) =>
      world.api(`DELETE advanced-purchase?ID=${await world.purchase('simple', 'credited')}&Void=true`),
  },
  'gives what was received group by group': {
    like: 'advanced-purchase_stock.GET.response',
    ask: part('stock', 'received'),
  },
  'takes what was received in a group': {
    sends: 'advanced-purchase_stock.POST.request',
    like: 'advanced-purchase_stock.POST.response',
    ask: async (world, sent) => {
      const PurchaseID = await world.purchase('advanced', 'ordered');
      return world.api('POST advanced-purchase/stock', world.own(sent, { PurchaseID, TaskID: NEW_TASK }));
    },
  },
  'changes what was received in a group': {
    sends: 'advanced-purchase_stock.PUT.request',
    like: 'advanced-purchase_stock.PUT.response',
    ask: async (world, sent) => {
      const PurchaseID = await world.purchase('advanced', 'ordered');
      const begun = { PurchaseID, TaskID: NEW_TASK, Status: 'DRAFT', Lines: [] };
      await world.api('POST advanced-purchase/stock', begun);
      const TaskID = await taskIn(world, 'stock', PurchaseID);
      return world.api('PUT advanced-purchase/stock', world.own(sent, { PurchaseID, TaskID }));
    },
  },
  'undoes what was received in a group': {
    like: 'advanced-purchase_stock.DELETE.response',
    ask: async (world) => {
      const id = await world.purchase('advanced', 'received');
      return world.api(`DELETE advanced-purchase/stock?TaskID=${await taskIn(world, 'stock', id)}`);
    },
  },
  'gives what was put away': {
    like: 'advanced-purchase_put-away.GET.response',
    ask: part('put-away', 'received'),
  },
  'takes what was put away': {
    sends: 'advanced-purchase_put-away.POST.request',
    like: 'advanced-purchase_put-away.POST.response',
    ask: async (world, sent) => {
      const PurchaseID = await world.purchase('advanced', 'received');
      const TaskID = await taskIn(world, 'stock', PurchaseID);
      return world.api('POST advanced-purchase/put-away', world.own(sent, { PurchaseID, TaskID }));
    },
  },
  'gives the invoices': { like: 'advanced-purchase_invoice.GET.response', ask: part('invoice', 'invoiced') },
  'takes one more invoice': {
    sends: 'advanced-purchase_invoice.POST.request',
    like: 'advanced-purchase_invoice.POST.response',
    ask: async (world, sent) => {
      const PurchaseID = await world.purchase('advanced', 'received');
      return world.api('POST advanced-purchase/invoice', world.own(sent, { PurchaseID, TaskID: NEW_TASK }));
    },
  },
  'voids one invoice': {
    like: 'advanced-purchase_invoice.DELETE.response',
    ask: async (world) => {
      const id = await world.purchase('advanced', 'billed twice');
      const task = await taskIn(world, 'invoice', id);
      return world.api(`DELETE advanced-purchase/invoice?TaskID=${task}&Void=true`);
    },
  },
  'gives the credit notes': {
    like: 'advanced-purchase_creditnote.GET.response',
    ask: part('creditnote', 'credited'),
  },
  'takes one more credit note': {
    sends: 'advanced-purchase_creditnote.POST.request',
    like: 'advanced-purchase_creditnote.POST.response',
    ask: async (world, sent) => {
      const PurchaseID = await world.purchase('advanced', 'invoiced');
      const own = world.own(sent, { PurchaseID, CreditNoteInvoiceNumber: 'S-1' });
      return world.api('POST advanced-purchase/creditnote', own);
    },
  },
  'voids one credit note': {
    like: 'advanced-purchase_creditnote.DELETE.response',
    ask: async (world) => {
      const id = await world.purchase('advanced', 'credited twice');
      return world.api(`DELETE advanced-purchase/creditnote?TaskID=${await taskIn(world, 'creditnote', id)}`);
    },
  },
  'gives the manual journals': {
    like: 'advanced-purchase_manualJournal.GET.response',
    ask: async (world) => {
      const PurchaseID = await world.purchase('advanced', 'invoiced');
      const journal = { PurchaseID, TaskID: NEW_TASK, Status: 'DRAFT', Lines: [journalLine] };
      await world.api('POST advanced-purchase/manualJournal', journal);
      return world.api(`GET advanced-purchase/manualJournal?PurchaseID=${PurchaseID}`);
    },
  },
  'takes one more manual journal': {
    sends: 'advanced-purchase_manualJournal.POST.request',
    like: 'advanced-purchase_manualJournal.POST.response',
    ask: async (world, sent) => {
      const PurchaseID = await world.purchase('advanced', 'invoiced');
      const TaskID = await taskIn(world, 'invoice', PurchaseID);
      return world.api('POST advanced-purchase/manualJournal', world.own(sent, { PurchaseID, TaskID }));
    },
  },
};
