import {
  type Json,
  type JsonObject,
  objectOf,
  objectsOf,
} from '../../../apps/sandbox/src/quickbooks/json.js';
import type { Answered, Exercise, Exercises } from '../exercise.js';
import { recording } from '../recordings.js';
import { asNew, inOwnWords, renamed, type Words } from './own-words.js';
import type { QuickBooksWorld } from './quickbooks-world.js';

type World = QuickBooksWorld;

const at = (name: string): string => `fyle-qbo-api/${name}`;

/** The rows of a query's answer, for what was recorded without its envelope. */
async function rows(world: World, entity: string): Promise<Answered> {
  const answer = await world.query(`select * from ${entity}`);
  const response = objectOf(objectOf(answer.body)?.QueryResponse);
  return { ...answer, body: objectsOf(response?.[entity]) };
}

async function object(world: World, entity: string, id: string): Promise<Answered> {
  const answer = await world.get(`/${entity.toLowerCase()}${id}`);
  return { ...answer, body: objectOf(answer.body)?.[entity] ?? null };
}

const taxed = ({ open }: World): Promise<World> => open({ country: 'CA', homeCurrency: 'CAD' });

/** Sends a recorded bill with our own references; where tax is overridden, in a country that has it. */
const takesBill = (name: string): Exercise<World> => ({
  sends: at(name),
  ask: async (world, sent) => world.post('/bill', inOwnWords(sent, await classWords(world))),
});

async function classWords(world: World): Promise<Words> {
  const { Id = '' } = await world.make('Class', { Name: 'Field work' });
  return { ClassRef: { value: Id } };
}

/** A code of two rates, as the recorded bills have it; they give each rate a line of tax. */
async function taxWords(world: World): Promise<Words> {
  const codes = (await rows(world, 'TaxCode')).body as JsonObject[];
  const rated = codes.map((code) => ({ code, rates: ratesOf(code) }));
  const { code = {}, rates = [] } = rated.find((each) => each.rates.length === 2) ?? {};
  let next = 0;
  return {
    ...(await classWords(world)),
    TaxCodeRef: { value: code.Id ?? '' },
    TaxRateRef: () => rates[next++ % 2] ?? null,
    CurrencyRef: { value: 'CAD' },
    ExchangeRate: 1,
    VendorRef: { value: String((await world.make('Vendor', { DisplayName: 'Taxed' })).Id) },
  };
}

function ratesOf(code: JsonObject): Json[] {
  const details = objectsOf(objectOf(code.PurchaseTaxRateList)?.TaxRateDetail);
  return details.map((detail) => detail.TaxRateRef ?? null);
}

const takesTaxedBill = (name: string): Exercise<World> => ({
  sends: at(name),
  ask: async (world, sent) => {
    const company = await taxed(world);
    return company.post('/bill', inOwnWords(sent, await taxWords(company)));
  },
});

/** Creates what was recorded and shows it again. */
const shows = (name: string, entity: string, words: Words = {}): Exercise<World> => ({
  like: at(name),
  ask: async (world) => {
    const recorded = recording(`quickbooks/${at(name)}`);
    const examples: Json[] = Array.isArray(recorded) ? recorded : [recorded];
    const made: JsonObject[] = [];
    for (const [index, example] of examples.entries()) {
      const unique: Words = { ...renamed, Name: `Ours ${index}`, DisplayName: `Ours ${index}` };
      made.push(await world.make(entity, asNew(example, { ...unique, ...words })));
    }
    const answer = await rows(world, entity);
    const ids = new Set(made.map(({ Id }) => Id));
    const body = objectsOf(answer.body).filter(({ Id }) => ids.has(Id ?? null));
    return { ...answer, body: Array.isArray(recorded) ? body : (body[0] ?? null) };
  },
});

const NO_BILL_LINE =
  "the recording's only line is one of tax, which no bill has; it was put there for a test";
const PARTS = 'the recording keeps one section of the preferences';

const line = {
  Amount: 103.55,
  DetailType: 'AccountBasedExpenseLineDetail',
  Description: 'Lumber',
  AccountBasedExpenseLineDetail: { AccountRef: { value: '70' } },
};

/** What a production integration sends to QuickBooks, and what it got. */
export const integrationExercises: Exercises<World> = {
  'takes a bill of accounts': takesBill('bill_payload'),
  'takes a bill of items': takesBill('bill_payload_item_based_payload'),
  'takes a bill of items and accounts': takesBill('bill_payload_item_and_account_based_payload'),
  'takes a bill with its own tax': takesTaxedBill('bill_payload_with_tax_override'),
  'takes a bill of items with its own tax': takesTaxedBill(
    'bill_payload_item_based_payload_with_tax_override',
  ),
  'shows accounts': shows('account_response', 'Account', {
    AccountType: 'Expense',
    AccountSubType: null,
    Classification: null,
  }),
  'shows classes': shows('class_response', 'Class'),
  'shows departments': shows('department_response', 'Department'),
  'shows items': shows('items_response', 'Item'),
  'shows vendors': shows('vendor_response', 'Vendor', {
    Address: (said) => String(said).replaceAll(' ', ''),
  }),
  'shows a bill': {
    ...shows('bill_response', 'Bill', { LinkedTxn: null, Line: [line] }),
    intended: {
      'missing LinkedTxn[]': 'the bill is not paid here',
      'missing Line[].*': NO_BILL_LINE,
      'extra Line[].*': NO_BILL_LINE,
    },
  },
  'shows a bill payment': {
    like: at('bill_payment_response'),
    ask: async (world) => {
      const { Id = '' } = await world.make('Bill', { VendorRef: { value: '10' }, Line: [line] });
      const paid = await world.door(`POST realms/${world.realmId}/bills/${Id}/pay`, {});
      return { ...(await rows(world, 'BillPayment')), body: paid.BillPayment ?? paid };
    },
    intended: {
      'missing PrivateNote': 'who pays here leaves no note',
      'extra CurrencyRef': 'the company keeps several currencies',
      'extra APAccountRef': 'the reference has it as a member; the recording was made without it',
    },
  },
  'shows tax codes': {
    intended: { 'extra *.TaxOnTaxOrder': 'one of the codes is a tax on tax; none of the recorded ones is' },
    like: at('tax_code_response'),
    ask: async (world) => rows(await taxed(world), 'TaxCode'),
  },
  'shows a tax rate': {
    like: at('tax_rate_get_by_id'),
    ask: async (world) => {
      const company = await taxed(world);
      const [rate = {}] = objectsOf((await rows(company, 'TaxRate')).body);
      return object(company, 'TaxRate', `/${rate.Id}`);
    },
    intended: { 'missing DisplayType': 'only rates whose tax nobody may overwrite have it' },
  },
  'shows company facts': {
    like: at('company_info'),
    ask: (world) => object(world, 'CompanyInfo', `/${world.realmId}`),
  },
  'shows preferences': {
    like: at('preference_response'),
    ask: async (world) => {
      await world.door(`POST realms/${world.realmId}/settings`, { closingDate: '2018-12-31' });
      return object(world, 'Preferences', '');
    },
    intended: {
      'extra *Prefs': PARTS,
      'extra Id': PARTS,
      'extra SyncToken': PARTS,
      'extra MetaData': PARTS,
      'extra domain': PARTS,
      'extra sparse': PARTS,
    },
  },
};
