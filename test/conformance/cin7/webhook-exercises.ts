import { type JsonObject, objectsOf } from '../../../apps/sandbox/src/quickbooks/json.js';
import type { Intended } from '../differences.js';
import type { Answered, Exercise, Exercises } from '../exercise.js';
import type { Cin7World } from './cin7-world.js';

type Event = (world: Cin7World) => Promise<unknown>;

/** Subscribes, lets something happen, and gives the body that Cin7 then sends. */
async function told(world: Cin7World, type: string, happens: Event): Promise<Answered> {
  const subscribed = await world.api('POST webhooks', {
    Type: type,
    IsActive: true,
    ExternalURL: 'http://127.0.0.1:9/cin7',
    ExternalAuthorizationType: 'noauth',
  });
  await happens(world);
  const { deliveries = null } = await world.door('GET deliveries');
  const body = objectsOf(deliveries).find((delivery) => delivery.type === type)?.body;
  return { ...subscribed, body: JSON.parse(String(body ?? 'null')) };
}

const payload = (type: string, happens: Event, intended: Intended = {}): Exercise<Cin7World> => ({
  like: `webhook_payloads/${type.replace('/', '_')}`,
  ask: (world) => told(world, type, happens),
  intended,
});

const line = { SKU: 'Bread', Quantity: 3, Price: 2, Tax: 0, TaxRule: 'Tax Exempt', Total: 6 };

async function ordered({ api, purchase }: Cin7World): Promise<string> {
  const TaskID = await purchase('simple', 'begun');
  await api('POST purchase/order', { TaskID, Status: 'AUTHORISED', Lines: [line] });
  return TaskID;
}

async function invoiced(world: Cin7World): Promise<string> {
  const TaskID = await world.purchase('simple', 'ordered');
  const document = { InvoiceDate: '2026-11-02', InvoiceNumber: 'S-1', Lines: [{ ...line, Account: '1200' }] };
  await world.api('POST purchase/invoice', { TaskID, Status: 'AUTHORISED', ...document });
  return TaskID;
}

async function received(world: Cin7World): Promise<void> {
  const TaskID = await invoiced(world);
  const goods = { SKU: 'Bread', Quantity: 3, Location: 'Main Warehouse', Date: '2026-11-02T00:00:00' };
  await world.api('POST purchase/stock', { TaskID, Status: 'AUTHORISED', Lines: [goods] });
}

async function credited(world: Cin7World): Promise<void> {
  const TaskID = await world.purchase('simple', 'invoiced');
  const note: JsonObject = { CreditNoteNumber: 'C-1', CreditNoteDate: '2026-11-03' };
  const lines = { Lines: [{ ...line, Account: '1200' }] };
  await world.api('POST purchase/creditnote', { TaskID, Status: 'AUTHORISED', ...note, ...lines });
}

const changedSupplier: Event = ({ api, supplier }) =>
  api('PUT supplier', { ID: supplier.ID, Name: supplier.Name, Comments: 'changed' });

const changedProduct: Event = ({ api }) =>
  api('POST product', {
    SKU: 'New',
    Name: 'New',
    Category: 'Other',
    Type: 'Stock',
    CostingMethod: 'FIFO',
    UOM: 'Item',
  });

/** What Cin7 tells subscribers of. */
export const webhookExercises: Exercises<Cin7World> = {
  'tells of an authorised order': payload('Purchase/OrderAuthorised', ordered),
  'tells of an authorised invoice': payload('Purchase/InvoiceAuthorised', invoiced),
  'tells of received goods': payload('Purchase/StockReceivedAuthorised', received),
  'tells of an authorised credit note': payload('Purchase/CreditNoteAuthorised', credited),
  'tells of a changed purchase': payload('Purchase/Updated', invoiced),
  'tells of a changed supplier': payload('Supplier/Updated', changedSupplier, {
    'extra *Contacts[].MobilePhone': "the manual's table of contacts has it",
  }),
  'tells of a changed product': payload('Product/Updated', changedProduct),
};
