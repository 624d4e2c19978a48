import type { Credentials, StartedSandbox } from '../../../apps/sandbox/src/cin7/started-sandbox.js';
import { isObject, type Json, type JsonObject } from '../../../apps/sandbox/src/quickbooks/json.js';
import type { Answered } from '../exercise.js';

/** A Cin7 account with one supplier, in which an exercise finds what the documentation's examples speak of. */
export interface Cin7World {
  readonly supplier: { readonly ID: string; readonly Name: string };
  api(call: string, body?: Json): Promise<Answered>;
  door(call: string, body?: Json): Promise<JsonObject>;
  /** Another account, whose chart no accounting system owns. */
  unlinked(): Promise<Cin7World>;
  /** A purchase of the supplier's, as far as it has come. */
  purchase(kind: 'simple' | 'advanced', stage: Stage): Promise<string>;
  /** The recording's body with this account's names and ids, and `changes`, member by member. */
  own(sent: Json, changes?: JsonObject): JsonObject;
}

export type Stage =
  | 'begun'
  | 'ordered'
  | 'received'
  | 'invoiced'
  | 'credited'
  | 'billed twice'
  | 'credited twice';

const line = { sku: 'Bread', quantity: 3, price: 2 };
const charge = { description: 'Freight', price: 3 };
const content = { lines: [line], charges: [charge] };
const ordered = { orderLines: [line], orderCharges: [charge], prepayments: [{ amount: 1 }] };
const invoice = { number: 'S-1', date: '2026-11-02', payments: [{ amount: 1 }], ...content };
const credit = { number: 'C-1', date: '2026-11-03', invoiceNumber: 'S-1', ...content };

const stages: Readonly<Record<Stage, JsonObject>> = {
  begun: { orderStatus: 'NOT AVAILABLE', received: 'none', invoices: [] },
  ordered: { ...ordered, orderStatus: 'AUTHORISED', received: 'none', invoices: [] },
  received: { ...ordered, orderStatus: 'AUTHORISED', received: 'fully', invoices: [] },
  invoiced: { ...ordered, received: 'fully', invoices: [invoice] },
  'billed twice': { ...ordered, received: 'fully', invoices: [invoice, { ...invoice, number: 'S-2' }] },
  'credited twice': {
    ...ordered,
    received: 'fully',
    invoices: [invoice],
    creditNotes: [credit, { ...credit, number: 'C-2' }],
  },
  credited: { ...ordered, received: 'fully', invoices: [invoice], creditNotes: [credit] },
};

const product = { Category: 'Other', Type: 'Stock', CostingMethod: 'FIFO', UOM: 'Item', Status: 'Active' };

/** The manual bills its simple purchases first and receives its advanced ones first. */
const approached = (type: 'simple' | 'advanced'): JsonObject => ({
  type,
  approach: type === 'simple' ? 'INVOICE' : 'STOCK',
});

export async function openCin7World(
  sandbox: StartedSandbox,
  accountCodes: 'linked' | 'numeric' = 'linked',
): Promise<Cin7World> {
  const account = await sandbox.account({ company: 'empty', accountCodes });
  const api = (call: string, body?: Json): Promise<Answered> => ask(sandbox, account, call, body);
  const door = (call: string, body?: Json): Promise<JsonObject> => {
    const [method, path = ''] = call.split(' ');
    return sandbox.door<JsonObject>(`${method} accounts/${account.accountId}/${path}`, body);
  };
  const made = await door('POST suppliers', {
    name: 'ABPA',
    addresses: [{ line1: '3 Park Street', city: 'Melbourne', country: 'Australia' }],
    contacts: [{ name: 'No Name', phone: '030', email: 'test@example.com' }],
  });
  for (const sku of ['Bread', 'GB3-White']) await api('POST product', { ...product, SKU: sku, Name: sku });
  const supplier = { ID: String(made.ID), Name: String(made.Name) };
  return {
    supplier,
    unlinked: () => openCin7World(sandbox, 'numeric'),
    api,
    door,
    purchase: async (type, stage) =>
      String(
        (await door('POST purchases', { ...approached(type), supplier: supplier.Name, ...stages[stage] })).ID,
      ),
    own: (sent, changes = {}) => inWordsOf({ ...ownWords(supplier), ...changes }, sent),
  };
}

async function ask(
  sandbox: StartedSandbox,
  account: Credentials,
  call: string,
  body?: Json,
): Promise<Answered> {
  const answer = await sandbox.api<Json | undefined>(call, body, account);
  return { status: answer.status, headers: answer.headers, body: answer.body ?? answer.text };
}

/** What this account calls the things that the documentation's demo company calls otherwise. */
function ownWords(supplier: Cin7World['supplier']): JsonObject {
  return {
    SupplierID: supplier.ID,
    Supplier: supplier.Name,
    SupplierName: supplier.Name,
    TaxRule: 'Tax Exempt',
    Account: '1200',
    AccountPayable: '2000',
    AccountCode: '2300',
    Debit: '1200',
    Credit: '2000',
    ProductID: null,
    LocationID: null,
    AttributeSet: null,
  };
}

/** A member that the example leaves empty stays empty. */
function inWordsOf(words: JsonObject, sent: Json): JsonObject {
  const change = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(change);
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [
        name,
        member !== null && Object.hasOwn(words, name) ? (words[name] ?? null) : change(member),
      ]),
    );
  };
  const changed = change(sent);
  return isObject(changed) ? changed : {};
}
