import type { JsonObject } from '../../../apps/sandbox/src/quickbooks/json.js';
import type { Exercises } from '../exercise.js';
import { entityExercises } from './entity-exercises.js';
import type { QuickBooksWorld } from './quickbooks-world.js';

/** A bill of the amount that the examples of payments pay. */
async function owed(world: QuickBooksWorld): Promise<JsonObject> {
  const line = {
    Amount: 200,
    DetailType: 'AccountBasedExpenseLineDetail',
    AccountBasedExpenseLineDetail: { AccountRef: { value: '70' } },
  };
  return world.make('Bill', { VendorRef: { value: '10' }, Line: [line] });
}

const paying = async (world: QuickBooksWorld): Promise<JsonObject> => ({
  LinkedTxn: [{ TxnId: (await owed(world)).Id ?? '', TxnType: 'Bill' }],
});

const unlinked = async (): Promise<JsonObject> => ({ LinkedTxn: null, CurrencyRef: { value: 'USD' } });

async function paid(world: QuickBooksWorld, { Id = '' }: JsonObject): Promise<void> {
  await world.door(`POST realms/${world.realmId}/bills/${Id}/pay`, {});
}

const billPayment = {
  entity: 'BillPayment',
  words: paying,
  read: ['billpayment__01_sample_object', 'billpayment__09_read_a_billpayment_resp'],
  query: ['billpayment__08_query_a_billpayment_resp'],
  create: ['billpayment__02_create_a_billpayment_req', 'billpayment__03_create_a_billpayment_resp'],
  update: ['billpayment__10_full_update_a_billpayment_req', 'billpayment__11_full_update_a_billpayment_resp'],
  remove: ['billpayment__06_delete_a_billpayment_req', 'billpayment__07_delete_a_billpayment_resp'],
} as const;

const purchaseOrder = {
  entity: 'PurchaseOrder',
  read: ['purchaseorder__01_sample_object', 'purchaseorder__07_read_a_purchase_order_resp'],
  query: ['purchaseorder__06_query_a_purchase_order_resp'],
  create: ['purchaseorder__02_create_a_purchase_order_req', 'purchaseorder__03_create_a_purchase_order_resp'],
  update: [
    'purchaseorder__09_full_update_a_purchase_order_req',
    'purchaseorder__10_full_update_a_purchase_order_resp',
  ],
  remove: ['purchaseorder__04_delete_a_purchase_order_req', 'purchaseorder__05_delete_a_purchase_order_resp'],
} as const;

export const transactionExercises: Exercises<QuickBooksWorld> = {
  ...entityExercises({
    entity: 'Bill',
    words: unlinked,
    lives: paid,
    read: ['bill__01_sample_object', 'bill__07_read_a_bill_resp'],
    query: ['bill__06_query_a_bill_resp'],
    create: ['bill__02_create_a_bill_req', 'bill__03_create_a_bill_resp'],
    update: ['bill__08_full_update_a_bill_req', 'bill__09_full_update_a_bill_resp'],
  }),
  ...entityExercises({
    entity: 'Bill',
    words: unlinked,
    read: [],
    query: [],
    pattern: 'bill__07_read_a_bill_resp',
    remove: ['bill__04_delete_a_bill_req', 'bill__05_delete_a_bill_resp'],
  }),
  ...entityExercises({
    entity: 'VendorCredit',
    read: ['vendorcredit__01_sample_object', 'vendorcredit__07_read_a_vendorcredit_resp'],
    query: ['vendorcredit__06_query_a_vendorcredit_resp'],
    create: ['vendorcredit__02_create_a_vendorcredit_req', 'vendorcredit__03_create_a_vendorcredit_resp'],
    update: [
      'vendorcredit__08_full_update_a_vendorcredit_req',
      'vendorcredit__09_full_update_a_vendorcredit_resp',
    ],
    remove: ['vendorcredit__04_delete_a_vendorcredit_req', 'vendorcredit__05_delete_a_vendorcredit_resp'],
  }),
  ...entityExercises(purchaseOrder),
  'sends a PurchaseOrder': {
    like: 'reference-samples/purchaseorder__08_send_a_purchase_order_resp',
    ask: async (world) => {
      const line = {
        Amount: 25,
        DetailType: 'ItemBasedExpenseLineDetail',
        ItemBasedExpenseLineDetail: { ItemRef: { value: '1' }, Qty: 1, UnitPrice: 25 },
      };
      const order = { VendorRef: { value: '10' }, APAccountRef: { value: '33' }, Line: [line] };
      const { Id = '' } = await world.make('PurchaseOrder', order);
      const headers = { 'content-type': 'application/octet-stream' };
      return world.send(`/purchaseorder/${Id}/send?sendTo=buyer@example.com`, { method: 'POST', headers });
    },
  },
  ...entityExercises(billPayment),
  'voids a BillPayment': {
    sends: 'reference-samples/billpayment__04_void_a_billpayment_req',
    like: 'reference-samples/billpayment__05_void_a_billpayment_resp',
    ask: async (world, sent) => {
      const payment = await world.make('BillPayment', {
        VendorRef: { value: '10' },
        TotalAmt: 200,
        PayType: 'Check',
        CheckPayment: { BankAccountRef: { value: '35' } },
        Line: [{ Amount: 200, ...(await paying(world)) }],
      });
      const { Id = '', SyncToken = '' } = payment;
      const body = { ...(sent as JsonObject), Id, SyncToken };
      return world.post('/billpayment?operation=update&include=void', body);
    },
  },
};
