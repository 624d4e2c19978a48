import { type JsonObject, objectsOf } from '../../../apps/sandbox/src/quickbooks/json.js';
import type { Exercises } from '../exercise.js';
import type { Cin7World } from './cin7-world.js';

/** `/purchase` and what is below it: one order, one receipt, one invoice, one credit note. */
export const purchaseExercises: Exercises<Cin7World> = {
  'lists purchases': {
    like: 'purchaseList.GET.response',
    ask: async (world) => {
      await world.purchase('simple', 'credited');
      await world.purchase('advanced', 'ordered');
      return world.api('GET purchaseList');
    },
  },
  'lists credit notes': {
    like: 'purchaseCreditNoteList.GET.response',
    ask: async (world) => {
      await world.purchase('simple', 'credited');
      return world.api('GET purchaseCreditNoteList');
    },
  },
  'gives a whole purchase': {
    like: 'purchase.GET.response',
    ask: async (world) => world.api(`GET purchase?ID=${await world.purchase('simple', 'credited')}`),
  },
  'begins a purchase': {
    sends: 'purchase.POST.request',
    like: 'purchase.POST.response',
    ask: ({ api, own }, sent) => api('POST purchase', own(sent)),
  },
  'changes a purchase': {
    sends: 'purchase.PUT.request',
    like: 'purchase.PUT.response',
    ask: async (world, sent) =>
      world.api('PUT purchase', { ...world.own(sent), ID: await world.purchase('simple', 'begun') }),
  },
  'voids a purchase': {
    like: 'purchase.DELETE.response',
    ask: async (world) => {
      const id = await world.purchase('simple', 'ordered');
      return world.api(`DELETE purchase?ID=${id}&Void=true`);
    },
  },
  'gives an order': {
    like: 'purchase_order.GET.response',
    ask: async (world) => world.api(`GET purchase/order?TaskID=${await world.purchase('simple', 'ordered')}`),
  },
  'takes an order': {
    sends: 'purchase_order.POST.request',
    like: 'purchase_order.POST.response',
    ask: async (world, sent) =>
      world.api('POST purchase/order', world.own(sent, { TaskID: await world.purchase('simple', 'begun') })),
  },
  'gives what was received': {
    like: 'purchase_stock.GET.response',
    ask: async (world) =>
      world.api(`GET purchase/stock?TaskID=${await world.purchase('simple', 'received')}`),
  },
  'takes what was received': {
    sends: 'purchase_stock.POST.request',
    like: 'purchase_stock.POST.response',
    ask: async (world, sent) => {
      const TaskID = await world.purchase('simple', 'ordered');
      await world.api('POST purchase/invoice', invoiceOf(TaskID));
      return world.api('POST purchase/stock', world.own(sent, { TaskID }));
    },
  },
  'gives an invoice': {
    like: 'purchase_invoice.GET.response',
    ask: async (world) =>
      world.api(`GET purchase/invoice?TaskID=${await world.purchase('simple', 'invoiced')}`),
  },
  'takes an invoice': {
    sends: 'purchase_invoice.POST.request',
    like: 'purchase_invoice.POST.response',
    ask: async (world, sent) =>
      world.api(
        'POST purchase/invoice',
        world.own(sent, { TaskID: await world.purchase('simple', 'ordered') }),
      ),
  },
  'gives a credit note': {
    like: 'purchase_creditnote.GET.response',
    ask: async (world) =>
      world.api(`GET purchase/creditnote?TaskID=${await world.purchase('simple', 'credited')}`),
  },
  'takes a credit note': {
    sends: 'purchase_creditnote.POST.request',
    like: 'purchase_creditnote.POST.response',
    ask: async (world, sent) => {
      const TaskID = await world.purchase('simple', 'invoiced');
      const CardID = await cardOf(world, TaskID);
      return world.api('POST purchase/creditnote', world.own(sent, { TaskID, CardID }));
    },
  },
  'gives manual journals': {
    like: 'purchase_manualJournal.GET.response',
    ask: async (world) => {
      const TaskID = await world.purchase('simple', 'invoiced');
      await world.api('POST purchase/manualJournal', { TaskID, Status: 'DRAFT', Lines: [journalLine] });
      return world.api(`GET purchase/manualJournal?TaskID=${TaskID}`);
    },
  },
  'takes a manual journal': {
    sends: 'purchase_manualJournal.POST.request',
    like: 'purchase_manualJournal.POST.response',
    ask: async (world, sent) =>
      world.api(
        'POST purchase/manualJournal',
        world.own(sent, { TaskID: await world.purchase('simple', 'invoiced') }),
      ),
  },
};

export const journalLine = {
  Reference: 'Rounding',
  Amount: 2,
  Date: '2026-11-03T00:00:00',
  Debit: '1200',
  Credit: '2000',
  IsSystem: false,
};

const invoiceLine = {
  SKU: 'Bread',
  Quantity: 3,
  Price: 2,
  Tax: 0,
  TaxRule: 'Tax Exempt',
  Account: '1200',
  Total: 6,
};

function invoiceOf(TaskID: string): JsonObject {
  return {
    TaskID,
    Status: 'AUTHORISED',
    InvoiceDate: '2026-11-02',
    InvoiceNumber: 'S-1',
    Lines: [invoiceLine],
  };
}

/** The card of the goods in stock, which an unstock line names. */
export async function cardOf(world: Cin7World, id: string): Promise<string> {
  const { body } = await world.api(`GET purchase/stock?TaskID=${id}`);
  return String(objectsOf((body as JsonObject).Lines)[0]?.CardID);
}
