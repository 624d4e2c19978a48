import type { JsonObject } from '../../../apps/sandbox/src/quickbooks/json.js';
import type { Exercises } from '../exercise.js';
import { entityExercises } from './entity-exercises.js';
import type { Words } from './own-words.js';
import type { QuickBooksWorld } from './quickbooks-world.js';

const accountLine = (Amount: number): JsonObject => ({
  Amount,
  DetailType: 'AccountBasedExpenseLineDetail',
  AccountBasedExpenseLineDetail: { AccountRef: { value: '70' } },
});

/** A bill that is large enough for the examples' payments. */
async function paying(world: QuickBooksWorld): Promise<Words> {
  const { Id = '' } = await world.make('Bill', { VendorRef: { value: '10' }, Line: [accountLine(5000)] });
  return { LinkedTxn: [{ TxnId: Id, TxnType: 'Bill' }], CCAccountRef: { value: '49' } };
}

/**
 * Payments and billed orders come into a document's links by themselves; nobody writes them.
 * One line of the examples does not add up: 8 for 10 each is not 100.
 */
const unlinked = async (): Promise<Words> => ({ LinkedTxn: null, Qty: (said) => (said === 8 ? 10 : said) });

async function paid(world: QuickBooksWorld, { Id = '' }: JsonObject): Promise<void> {
  await world.door(`POST realms/${world.realmId}/bills/${Id}/pay`, {});
}

const SOME_ONLY = 'other examples of the same entity have it';

const bills = entityExercises({
  entity: 'Bill',
  words: unlinked,
  lives: paid,
  read: ['bill__01_sample_object', 'bill__07_read_a_bill_resp'],
  query: 'bill__06_query_a_bill_resp',
  create: ['bill__02_create_a_bill_req', 'bill__03_create_a_bill_resp'],
  update: ['bill__08_full_update_a_bill_req', 'bill__09_full_update_a_bill_resp'],
  delete: ['bill__04_delete_a_bill_req', 'bill__05_delete_a_bill_resp'],
});

const vendorCredits = entityExercises({
  entity: 'VendorCredit',
  read: ['vendorcredit__01_sample_object', 'vendorcredit__07_read_a_vendorcredit_resp'],
  query: 'vendorcredit__06_query_a_vendorcredit_resp',
  create: ['vendorcredit__02_create_a_vendorcredit_req', 'vendorcredit__03_create_a_vendorcredit_resp'],
  update: [
    'vendorcredit__08_full_update_a_vendorcredit_req',
    'vendorcredit__09_full_update_a_vendorcredit_resp',
  ],
  delete: ['vendorcredit__04_delete_a_vendorcredit_req', 'vendorcredit__05_delete_a_vendorcredit_resp'],
});

const purchaseOrders = entityExercises({
  entity: 'PurchaseOrder',
  words: unlinked,
  read: ['purchaseorder__01_sample_object', 'purchaseorder__07_read_a_purchase_order_resp'],
  query: 'purchaseorder__06_query_a_purchase_order_resp',
  create: ['purchaseorder__02_create_a_purchase_order_req', 'purchaseorder__03_create_a_purchase_order_resp'],
  update: [
    'purchaseorder__09_full_update_a_purchase_order_req',
    'purchaseorder__10_full_update_a_purchase_order_resp',
  ],
  delete: ['purchaseorder__04_delete_a_purchase_order_req', 'purchaseorder__05_delete_a_purchase_order_resp'],
  intended: {
    query: { 'extra *.POStatus': SOME_ONLY, 'extra *.EmailStatus': SOME_ONLY },
    create: {
      'missing *.CustomField[]': "the example's company has defined custom fields",
      'extra *.POStatus': SOME_ONLY,
      'extra *.ShipTo': 'the example sends it and does not show what became of it',
    },
    update: { 'extra *.POEmail': SOME_ONLY, 'extra *.EmailStatus': SOME_ONLY },
  },
});

const billPayments = entityExercises({
  entity: 'BillPayment',
  words: paying,
  read: ['billpayment__01_sample_object', 'billpayment__09_read_a_billpayment_resp'],
  query: 'billpayment__08_query_a_billpayment_resp',
  create: ['billpayment__02_create_a_billpayment_req', 'billpayment__03_create_a_billpayment_resp'],
  update: ['billpayment__10_full_update_a_billpayment_req', 'billpayment__11_full_update_a_billpayment_resp'],
  delete: ['billpayment__06_delete_a_billpayment_req', 'billpayment__07_delete_a_billpayment_resp'],
});

export const transactionExercises: Exercises<QuickBooksWorld> = {
  ...bills,
  ...vendorCredits,
  ...purchaseOrders,
  ...billPayments,
  'voids a BillPayment': {
    sends: 'reference-samples/billpayment__04_void_a_billpayment_req',
    like: 'reference-samples/billpayment__05_void_a_billpayment_resp',
    ask: async (world, sent) => {
      const { LinkedTxn } = (await paying(world)) as { LinkedTxn: JsonObject[] };
      const { Id = '', SyncToken = '' } = await world.make('BillPayment', {
        DocNumber: '11',
        VendorRef: { value: '10' },
        TotalAmt: 200,
        PayType: 'Check',
        CheckPayment: { BankAccountRef: { value: '35' } },
        Line: [{ Amount: 200, LinkedTxn }],
      });
      const body = { ...(sent as JsonObject), Id, SyncToken };
      return world.post('/billpayment?operation=update&include=void', body);
    },
  },
};
