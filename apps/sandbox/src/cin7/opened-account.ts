import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import {
  type Answered,
  type Credentials,
  type Json,
  type StartedSandbox,
  startedSandbox,
} from './started-sandbox.js';

/** For specs only: an empty account with one supplier, a new one for each test. */
export interface OpenedAccount {
  sandbox(): StartedSandbox;
  credentials(): Credentials;
  /** POSTs to the account's side door. */
  door(path: string, body: object): Promise<Json>;
  call(what: string, body?: unknown): Promise<Answered<Json>>;
  /** Status and first complaint. */
  refusal(what: string, body?: unknown): Promise<[number, string | undefined]>;
  purchase(description: object): Promise<Json>;
  set(settings: object): Promise<Json>;
}

export const supplierName = 'Some Supplier';
export const line = { sku: 'A-1', quantity: 3, price: 12.5, account: '1200' };
/** The same product as the API wants it in an invoice or credit note. */
export const writtenLine = {
  SKU: 'A-1',
  Quantity: 1,
  Price: 12.5,
  Tax: 0,
  TaxRule: 'Tax Exempt',
  Account: '1200',
  Total: 12.5,
};
export const ordered = {
  supplier: supplierName,
  orderStatus: 'AUTHORISED',
  orderLines: [line],
  received: 'none',
};
export const billed = {
  supplier: supplierName,
  invoices: [{ number: 'S-1', date: '2026-11-02', lines: [line] }],
};

export function openedAccount(): OpenedAccount {
  let sandbox: StartedSandbox;
  let credentials: Credentials;
  beforeAll(async () => {
    sandbox = await startedSandbox();
  });
  beforeEach(async () => {
    credentials = await sandbox.account();
    await door('suppliers', { name: supplierName });
  });
  afterAll(() => sandbox.close());
  const door = (path: string, body: object) =>
    sandbox.door(`POST accounts/${credentials.accountId}/${path}`, body);
  const call = (what: string, body?: unknown) => sandbox.api(what, body, credentials);
  return {
    sandbox: () => sandbox,
    credentials: () => credentials,
    door,
    call,
    refusal: async (what, body) => {
      const answer = await call(what, body);
      return [answer.status, answer.body[0]?.Exception];
    },
    purchase: (description) => door('purchases', description),
    set: (settings) => door('settings', settings),
  };
}
