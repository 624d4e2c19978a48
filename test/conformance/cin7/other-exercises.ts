import { type JsonObject, objectsOf } from '../../../apps/sandbox/src/quickbooks/json.js';
import type { Intended } from '../differences.js';
import type { Exercises } from '../exercise.js';
import type { Cin7World } from './cin7-world.js';

const subscription = {
  Type: 'Purchase/OrderAuthorised',
  IsActive: true,
  ExternalURL: 'https://hooks.example.com/cin7',
  ExternalAuthorizationType: 'basicauth',
  ExternalUserName: 'Hello',
  ExternalPassword: '123',
  ExternalBearerToken: '',
  ExternalHeaders: [{ Key: 'Key', Value: '123' }],
};

async function subscribed({ api }: Cin7World): Promise<string> {
  const { body } = await api('POST webhooks', subscription);
  return String(objectsOf((body as JsonObject).Webhooks).at(-1)?.ID);
}

const ofPurchases = { Type: 'Purchase/OrderAuthorised' };

async function attached(world: Cin7World): Promise<{ TaskID: string; ID: string }> {
  const TaskID = await world.purchase('simple', 'ordered');
  const file = {
    PurchaseID: TaskID,
    FileName: 'paper.pdf',
    Content: Buffer.from('paper').toString('base64'),
  };
  const { body } = await world.api('POST purchase/attachment', file);
  return { TaskID, ID: String(objectsOf((body as JsonObject).Lines)[0]?.ID) };
}

async function madeProduct({ api }: Cin7World): Promise<string> {
  const { body } = await api('POST product', {
    SKU: 'Crate',
    Name: 'Crate',
    Category: 'Other',
    Type: 'Stock',
    CostingMethod: 'FIFO',
    UOM: 'Item',
    Status: 'Active',
  });
  return String(objectsOf((body as JsonObject).Products)[0]?.ID);
}

const PARTS: Intended = {
  'missing Products[].*[]':
    'of a product only what purchases need: no stock, no parts, no prices of customers',
  'extra Products[].*': "the manual's tables have it; its example is shorter",
};

export const otherExercises: Exercises<Cin7World> = {
  'lists webhooks': {
    like: 'webhooks.GET.response',
    ask: async (world) => {
      await subscribed(world);
      return world.api('GET webhooks');
    },
  },
  'adds a webhook': {
    sends: 'webhooks.POST.request',
    like: 'webhooks.POST.response',
    ask: ({ api, own }, sent) => api('POST webhooks', own(sent, ofPurchases)),
  },
  'changes a webhook': {
    sends: 'webhooks.PUT.request',
    like: 'webhooks.PUT.response',
    ask: async (world, sent) =>
      world.api('PUT webhooks', { ...world.own(sent, ofPurchases), ID: await subscribed(world) }),
  },
  'deletes a webhook': {
    like: 'webhooks.DELETE.response',
    ask: async (world) => world.api(`DELETE webhooks?ID=${await subscribed(world)}`),
  },
  'lists attachments': {
    like: 'purchase_attachment.GET.response',
    ask: async (world) => world.api(`GET purchase/attachment?TaskID=${(await attached(world)).TaskID}`),
  },
  'takes an attachment': {
    sends: 'purchase_attachment.POST.request',
    like: 'purchase_attachment.POST.response',
    ask: async (world, sent) =>
      world.api('POST purchase/attachment', {
        ...world.own(sent),
        PurchaseID: await world.purchase('simple', 'ordered'),
        Content: Buffer.from('paper').toString('base64'),
      }),
  },
  'deletes an attachment': {
    like: 'purchase_attachment.DELETE.response',
    ask: async (world) => {
      const { TaskID, ID } = await attached(world);
      const file = {
        PurchaseID: TaskID,
        FileName: 'other.pdf',
        Content: Buffer.from('x').toString('base64'),
      };
      await world.api('POST purchase/attachment', file);
      return world.api(`DELETE purchase/attachment?ID=${ID}`);
    },
  },
  'lists products': {
    like: 'product.GET.response',
    ask: async (world) => {
      await madeProduct(world);
      return world.api('GET product');
    },
    intended: PARTS,
  },
  'adds a product': {
    sends: 'product.POST.request',
    like: 'product.POST.response',
    ask: ({ api, own }, sent) => api('POST product', own(sent)),
    intended: PARTS,
  },
  'changes a product': {
    sends: 'product.PUT.request',
    like: 'product.PUT.response',
    ask: async (world, sent) =>
      world.api('PUT product', { ...world.own(sent), ID: await madeProduct(world) }),
    intended: PARTS,
  },
  'lists the ledger': {
    like: 'transactions.GET.response',
    ask: async (world) => {
      await world.purchase('simple', 'invoiced');
      return world.api('GET transactions');
    },
  },
};
