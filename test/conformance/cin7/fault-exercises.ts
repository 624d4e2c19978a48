import type { JsonObject } from '../../../apps/sandbox/src/quickbooks/json.js';
import type { Answered } from '../exercise.js';
import type { Cin7World } from './cin7-world.js';

type Provocation = (world: Cin7World) => Promise<Answered>;

async function throttled(world: Cin7World, throttledAnswer: string, call = 'GET me'): Promise<Answered> {
  await world.door('POST settings', { callsPerMinute: 1, throttledAnswer });
  await world.api('GET me');
  return world.api(call);
}

const product = { SKU: 'Bread', Quantity: 3, Price: 2, Tax: 0, TaxRule: 'Tax Exempt', Total: 6 };
const received: JsonObject = {
  SKU: 'Bread',
  Quantity: 1,
  Location: 'Main Warehouse',
  Date: '2026-11-02T00:00:00',
  BatchSN: '',
};

const header = { Approach: 'INVOICE', Location: 'Main Warehouse' };

/** Receives goods of a purchase whose invoice is authorised already. */
async function receives(world: Cin7World, lines: JsonObject[]): Promise<Answered> {
  const TaskID = await world.purchase('simple', 'ordered');
  const invoice = { TaskID, Status: 'AUTHORISED', InvoiceDate: '2026-11-02', InvoiceNumber: 'S-1' };
  await world.api('POST purchase/invoice', { ...invoice, Lines: [{ ...product, Account: '1200' }] });
  return world.api('POST purchase/stock', { TaskID, Status: 'DRAFT', Lines: lines });
}

/** How each refusal that users have seen is brought about, by its id in the recording. */
export const provocations: Readonly<Record<string, Provocation>> = {
  'rate-limit-400': (world) => throttled(world, '400'),
  'rate-limit-503': (world) => throttled(world, '503'),
  'rate-limit-429': (world) => throttled(world, '429'),
  'bad-credentials': async (world) => {
    await world.door('POST settings', { credentialsRevoked: true });
    return world.api('GET me');
  },
  'wrong-path': ({ api }) => api('GET purchaseLists'),
  'method-not-allowed': ({ api }) => api('PUT me', {}),
  'simple-endpoint-on-advanced': async (world) =>
    world.api(`GET purchase?ID=${await world.purchase('advanced', 'ordered')}`),
  'purchase-task-not-found': ({ api, supplier }) => api(`GET purchase?ID=${supplier.ID}`),
  'purchase-not-found': ({ api, supplier }) => api(`GET advanced-purchase?ID=${supplier.ID}`),
  'account-code-unknown': ({ api }) => api('GET ref/account?Code=none'),
  'paymentterm-inactive': ({ api }) =>
    api('POST supplier', {
      Name: 'Cash Only',
      Currency: 'USD',
      PaymentTerm: 'cash',
      AccountPayable: '2000',
      TaxRule: 'Tax Exempt',
    }),
  'reference-book-miss': ({ api, supplier }) =>
    api('POST purchase', { ...header, SupplierID: supplier.ID, Location: 'Nowhere' }),
  'invoice-first-gate': async (world) => {
    const TaskID = await world.purchase('simple', 'ordered');
    return world.api('POST purchase/stock', { TaskID, Status: 'DRAFT', Lines: [received] });
  },
  'stock-date-required': (world) => receives(world, [{ ...received, Date: null }]),

  'stock-duplicate': (world) => receives(world, [received, received]),
  'line-total-mismatch': async (world) => {
    const TaskID = await world.purchase('simple', 'begun');
    const order = { TaskID, Status: 'DRAFT', Lines: [{ ...product, Total: 99 }] };
    return world.api('POST purchase/order', order);
  },
  'required-attribute': ({ api, supplier }) =>
    api('POST purchase', { Location: 'Main Warehouse', SupplierID: supplier.ID }),
};

/** Refusals of things that the emulator does not have. */
export const notProvoked: Readonly<Record<string, string>> = {
  'category-not-found': 'no purchase refers to a category of products',
  'duplicate-unit': 'no purchase refers to a unit of measure',
  'lines-invalid': 'nobody has said what was wrong with the lines',
  'no-stock-to-transfer': 'stock is not moved between locations here',
};
