import { expect } from '@jest/globals';
import {
  type Facts,
  type JudgedClient,
  type Operation,
  type Operations,
  objectIn,
  rowsIn,
} from './judged-client.js';

/** How an entity is made and changed. */
export interface Judged {
  readonly entity: string;
  /** As the libraries name the method that finds. */
  readonly plural: string;
  body(client: JudgedClient): Promise<Facts>;
  readonly change: Facts;
  readonly deleted?: boolean;
}

let made = 0;
const unique = (name: string): string => {
  made += 1;
  return `${name} ${made}`;
};

const line = {
  Amount: 12.34,
  DetailType: 'AccountBasedExpenseLineDetail',
  AccountBasedExpenseLineDetail: { AccountRef: { value: '70' } },
};
const itemLine = {
  Amount: 20,
  DetailType: 'ItemBasedExpenseLineDetail',
  ItemBasedExpenseLineDetail: { ItemRef: { value: '1' }, Qty: 2, UnitPrice: 10 },
};
const vendor = { VendorRef: { value: '10' } };
const remark = { PrivateNote: 'judged' };

/** A bill of the demo company's first vendor. */
export const aBill = (changes: Facts = {}): Facts => ({ ...vendor, Line: [line], ...changes });

const anOrder = (): Facts => ({ ...vendor, APAccountRef: { value: '33' }, Line: [itemLine] });

async function aPayment(client: JudgedClient): Promise<Facts> {
  const bill = objectIn(await client.call('createBill', aBill()), 'Bill');
  return {
    ...vendor,
    TotalAmt: 12.34,
    PayType: 'Check',
    CheckPayment: { BankAccountRef: { value: '35' } },
    Line: [{ Amount: 12.34, LinkedTxn: [{ TxnId: bill.Id, TxnType: 'Bill' }] }],
  };
}

const plain = (entity: string, plural: string, facts: Facts, change: Facts): Judged => ({
  entity,
  plural,
  body: async () => ({ Name: unique(entity), ...facts }),
  change,
});

export const judgedEntities: readonly Judged[] = [
  {
    entity: 'Vendor',
    plural: 'Vendors',
    body: async () => ({ DisplayName: unique('Judge') }),
    change: { CompanyName: 'Judges Ltd' },
  },
  { entity: 'Bill', plural: 'Bills', body: async () => aBill(), change: remark, deleted: true },
  {
    entity: 'PurchaseOrder',
    plural: 'PurchaseOrders',
    body: async () => anOrder(),
    change: remark,
    deleted: true,
  },
  {
    entity: 'VendorCredit',
    plural: 'VendorCredits',
    body: async () => ({ ...vendor, Line: [line] }),
    change: remark,
    deleted: true,
  },
  { entity: 'BillPayment', plural: 'BillPayments', body: aPayment, change: remark, deleted: true },
  {
    entity: 'Attachable',
    plural: 'Attachables',
    body: async () => ({ Note: 'judged' }),
    change: { Note: 'judged again' },
    deleted: true,
  },
  plain('Account', 'Accounts', { AccountType: 'Expense' }, { Description: 'judged' }),
  plain(
    'Item',
    'Items',
    { Type: 'Service', IncomeAccountRef: { value: '79' }, ExpenseAccountRef: { value: '80' } },
    { Description: 'judged' },
  ),
  plain('Class', 'Classes', {}, { Active: true, Name: unique('Class again') }),
  plain('Department', 'Departments', {}, { Name: unique('Department again') }),
  plain('Term', 'Terms', { DueDays: 7 }, { DueDays: 8 }),
];

/** Create, read, update, find and delete, by the names that both libraries give them. */
export function entityOperations({ entity, plural, body, change, deleted = false }: Judged): Operations {
  const create = async (client: JudgedClient): Promise<Facts> =>
    objectIn(await client.call(`create${entity}`, await body(client)), entity);
  const read = async (client: JudgedClient): Promise<Facts> =>
    objectIn(await client.call(`get${entity}`, (await create(client)).Id), entity);
  const operations: Record<string, Operation> = {
    [`create${entity}`]: async (open) => {
      expect(await create(await open())).toMatchObject({ SyncToken: '0', domain: 'QBO' });
    },
    [`get${entity}`]: async (open) => {
      expect(await read(await open())).toMatchObject({ SyncToken: '0', Id: expect.any(String) });
    },
    [`update${entity}`]: async (open) => {
      const client = await open();
      const changed = await client.call(`update${entity}`, { ...(await read(client)), ...change });
      expect(objectIn(changed, entity)).toMatchObject({ SyncToken: '1', ...change });
    },
    [`find${plural}`]: async (open) => {
      const client = await open();
      const { Id } = await create(client);
      expect(rowsIn(await client.call(`find${plural}`, { Id }), entity)).toMatchObject([{ Id }]);
    },
  };
  if (!deleted) return operations;
  const remove: Operation = async (open) => {
    const client = await open();
    const object = await read(client);
    const answer = await client.call(`delete${entity}`, object);
    expect(objectIn(answer, entity)).toMatchObject({ status: 'Deleted', Id: object.Id });
  };
  return { ...operations, [`delete${entity}`]: remove };
}

/** What QuickBooks keeps by itself and only shows. */
export const shownOperations: Readonly<Record<string, Operations>> = {
  TaxCode: {
    getTaxCode: async (open) => {
      const client = await open('GB');
      const [code] = rowsIn(await client.call('findTaxCodes'), 'TaxCode');
      const found = await client.call('getTaxCode', code?.Id);
      expect(objectIn(found, 'TaxCode')).toMatchObject({ Name: code?.Name });
    },
    findTaxCodes: async (open) => {
      const rows = rowsIn(await (await open('GB')).call('findTaxCodes'), 'TaxCode');
      expect(rows.length).toBeGreaterThan(2);
    },
  },
  TaxRate: {
    getTaxRate: async (open) => {
      const client = await open('GB');
      const [rate] = rowsIn(await client.call('findTaxRates'), 'TaxRate');
      expect(objectIn(await client.call('getTaxRate', rate?.Id), 'TaxRate')).toMatchObject({
        RateValue: rate?.RateValue,
      });
    },
    findTaxRates: async (open) => {
      const rows = rowsIn(await (await open('GB')).call('findTaxRates'), 'TaxRate');
      expect(rows.length).toBeGreaterThan(2);
    },
  },
};
