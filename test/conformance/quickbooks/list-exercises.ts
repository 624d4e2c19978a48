import { type JsonObject, objectsOf } from '../../../apps/sandbox/src/quickbooks/json.js';
import type { Intended } from '../differences.js';
import type { Answered, Exercises } from '../exercise.js';
import { type EntityExamples, entityExercises } from './entity-exercises.js';
import { renamed, type Words } from './own-words.js';
import type { QuickBooksWorld } from './quickbooks-world.js';

const at = (name: string): string => `reference-samples/${name}`;

/** The first of a list that the company has had from the start. */
export async function first(world: QuickBooksWorld, entity: string): Promise<JsonObject> {
  const { body } = await world.query(`select * from ${entity} maxresults 1`);
  const { QueryResponse } = body as JsonObject;
  return objectsOf((QueryResponse as JsonObject)[entity])[0] ?? {};
}

const firstOf =
  (entity: string) =>
  async (world: QuickBooksWorld): Promise<Answered> =>
    world.get(`/${entity.toLowerCase()}/${(await first(world, entity)).Id}`);

/** A country where purchases are taxed, so that there are rates. */
const taxed =
  (ask: (world: QuickBooksWorld) => Promise<Answered>) =>
  async ({ open }: QuickBooksWorld): Promise<Answered> =>
    ask(await open({ country: 'GB', homeCurrency: 'GBP' }));

const named = async (): Promise<Words> => renamed;

/** Below an object of the same kind, and of the right one. */
const below =
  (entity: string, parent: JsonObject) =>
  async (world: QuickBooksWorld): Promise<Words> => {
    const { Id = '' } = await world.make(entity, { Name: `Parent ${Math.random()}`, ...parent });
    return { ...renamed, ParentRef: { value: Id } };
  };

const TOTALS: Intended = {
  'missing QueryResponse.totalCount': 'recordings of 2026 have it for transactions only',
};

const items: EntityExamples = {
  entity: 'Item',
  words: below('Item', { Type: 'Category' }),
  read: ['item__11_read_an_item_resp', 'item__01_sample_object', 'item__10_read_a_category_resp'],
  query: 'item__08_query_an_item_resp',
  create: ['item__02_create_an_item_req', 'item__03_create_an_item_resp'],
  update: ['item__12_full_update_an_item_req', 'item__13_full_update_an_item_resp'],
};

const categories: EntityExamples = {
  ...items,
  read: ['item__10_read_a_category_resp'],
  query: 'item__07_query_a_category_resp',
  create: ['item__04_create_a_category_req', 'item__05_create_a_category_resp'],
  update: ['item__14_update_a_category_req', 'item__15_update_a_category_resp'],
};

const withinCategory = Object.fromEntries(
  Object.entries(entityExercises(categories)).map(([title, exercise]) => [
    `${title} as a category`,
    exercise,
  ]),
);

export const listExercises: Exercises<QuickBooksWorld> = {
  ...entityExercises({
    entity: 'Vendor',
    /** One of the examples has a space in an address, which the service itself refuses. */
    words: async () => ({ ...renamed, Address: (said) => String(said).replaceAll(' ', '') }),
    read: ['vendor__01_sample_object', 'vendor__05_read_a_vendor_resp'],
    query: 'vendor__04_query_a_vendor_resp',
    create: ['vendor__02_create_a_vendor_req', 'vendor__03_create_a_vendor_resp'],
    update: ['vendor__06_full_update_a_vendor_req', 'vendor__07_full_update_a_vendor_resp'],
  }),
  ...entityExercises({
    entity: 'Account',
    words: named,
    read: ['account__05_read_an_account_resp', 'account__01_sample_object'],
    query: 'account__04_query_an_account_resp',
    create: ['account__02_create_an_account_req', 'account__03_create_an_account_resp'],
    update: ['account__06_full_update_an_account_req', 'account__07_full_update_an_account_resp'],
  }),
  ...entityExercises(items),
  ...withinCategory,
  ...entityExercises({
    entity: 'Class',
    words: below('Class', {}),
    read: ['class__01_sample_object', 'class__05_response'],
    query: 'class__04_response',
    intended: { query: TOTALS },
    create: ['class__02_request_body', 'class__03_response'],
    update: ['class__06_request_body', 'class__07_response'],
  }),
  ...entityExercises({
    entity: 'Department',
    words: below('Department', {}),
    read: ['department__01_sample_object', 'department__05_response'],
    query: 'department__04_response',
    create: ['department__02_request_body', 'department__03_response'],
    update: ['department__06_request_body', 'department__07_response'],
  }),
  ...entityExercises({
    entity: 'Term',
    words: named,
    read: ['term__01_sample_object', 'term__05_response'],
    query: 'term__04_response',
    create: ['term__02_request_body', 'term__03_response'],
    update: ['term__06_request_body', 'term__07_response'],
  }),
  'reads TaxCode': {
    like: [at('taxcode__01_sample_object'), at('taxcode__03_read_a_taxcode_resp')],
    ask: taxed(firstOf('TaxCode')),
  },
  'queries TaxCode': {
    like: at('taxcode__02_query_a_taxcode_resp'),
    ask: taxed((world) => world.query('select * from TaxCode')),
    intended: TOTALS,
  },
  'reads TaxRate': {
    like: [at('taxrate__01_sample_object'), at('taxrate__03_read_a_taxrate_resp')],
    ask: taxed(firstOf('TaxRate')),
    intended: { 'missing TaxRate.DisplayType': 'only rates whose tax nobody may overwrite have it' },
  },
  'queries TaxRate': {
    like: at('taxrate__02_query_a_taxrate_resp'),
    ask: taxed((world) => world.query('select * from TaxRate')),
    intended: TOTALS,
  },
};
