import { type JsonObject, objectsOf } from '../../../apps/sandbox/src/quickbooks/json.js';
import type { Exercises } from '../exercise.js';
import type { Cin7World } from './cin7-world.js';

async function firstPayment({ api }: Cin7World, call: string): Promise<string> {
  const { body } = await api(call);
  return String(objectsOf(body).find((payment) => payment.Type === 'Payment')?.ID);
}

const simplePayment = async (world: Cin7World) => {
  const TaskID = await world.purchase('simple', 'invoiced');
  return { TaskID, ID: await firstPayment(world, `GET purchase/payment?TaskID=${TaskID}`) };
};

const advancedPayment = async (world: Cin7World) => {
  const id = await world.purchase('advanced', 'invoiced');
  const list = `advanced-purchase/payment?PurchaseID=${id}`;
  return { TaskID: await taskOf(world, id), ID: await firstPayment(world, `GET ${list}`) };
};

/** The invoice of an advanced purchase is a task of its own. */
async function taskOf({ api }: Cin7World, id: string): Promise<string> {
  const { body } = await api(`GET advanced-purchase/invoice?PurchaseID=${id}`);
  return String(objectsOf((body as JsonObject).Invoices)[0]?.TaskID);
}

const ofBank = { Account: '1010' };

export const paymentExercises: Exercises<Cin7World> = {
  'lists the payments of a purchase': {
    like: 'purchase_payment.GET.response',
    ask: async (world) =>
      world.api(`GET purchase/payment?TaskID=${await world.purchase('simple', 'invoiced')}`),
  },
  'takes a payment': {
    sends: 'purchase_payment.POST.request',
    like: 'purchase_payment.POST.response',
    ask: async (world, sent) => {
      const { TaskID } = await simplePayment(world);
      return world.api('POST purchase/payment', world.own(sent, { TaskID, ...ofBank }));
    },
  },
  'changes a payment': {
    sends: 'purchase_payment.PUT.request',
    like: 'purchase_payment.PUT.response',
    ask: async (world, sent) =>
      world.api('PUT purchase/payment', world.own(sent, { ...(await simplePayment(world)), ...ofBank })),
  },
  'deletes a payment': {
    like: 'purchase_payment.DELETE.response',
    ask: async (world) => world.api(`DELETE purchase/payment?ID=${(await simplePayment(world)).ID}`),
  },
  'lists the payments of an advanced purchase': {
    like: 'advanced-purchase_payment.GET.response',
    ask: async (world) =>
      world.api(`GET advanced-purchase/payment?PurchaseID=${await world.purchase('advanced', 'invoiced')}`),
  },
  'takes a payment of an advanced purchase': {
    sends: 'advanced-purchase_payment.POST.request',
    like: 'advanced-purchase_payment.POST.response',
    ask: async (world, sent) => {
      const { TaskID } = await advancedPayment(world);
      return world.api('POST advanced-purchase/payment', world.own(sent, { TaskID, ...ofBank }));
    },
  },
  'changes a payment of an advanced purchase': {
    sends: 'advanced-purchase_payment.PUT.request',
    like: 'advanced-purchase_payment.PUT.response',
    ask: async (world, sent) =>
      world.api(
        'PUT advanced-purchase/payment',
        world.own(sent, { ...(await advancedPayment(world)), ...ofBank }),
      ),
  },
  'deletes a payment of an advanced purchase': {
    like: 'advanced-purchase_payment.DELETE.response',
    ask: async (world) => world.api(`DELETE purchase/payment?ID=${(await advancedPayment(world)).ID}`),
  },
};
