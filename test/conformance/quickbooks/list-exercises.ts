import type { JsonObject } from '../../../apps/sandbox/src/quickbooks/json.js';
import type { Exercises } from '../exercise.js';
import { entityExercises } from './entity-exercises.js';
import type { QuickBooksWorld } from './quickbooks-world.js';

/** The first of a list that the company has had from the start. */
const first = (entity: string) => async (world: QuickBooksWorld) => {
  const { body } = await world.query(`select * from ${entity} maxresults 1`);
  const rows = ((body as JsonObject).QueryResponse as JsonObject)[entity] as JsonObject[];
  return world.get(`/${entity.toLowerCase()}/${rows[0]?.Id}`);
};

const at = (name: string): string => `reference-samples/${name}`;

export const listExercises: Exercises<QuickBooksWorld> = {
  ...entityExercises({
    entity: 'Vendor',
    read: ['vendor__01_sample_object', 'vendor__05_read_a_vendor_resp'],
    query: ['vendor__04_query_a_vendor_resp'],
    create: ['vendor__02_create_a_vendor_req', 'vendor__03_create_a_vendor_resp'],
    update: ['vendor__06_full_update_a_vendor_req', 'vendor__07_full_update_a_vendor_resp'],
  }),
  ...entityExercises({
    entity: 'Account',
    read: ['account__01_sample_object', 'account__05_read_an_account_resp'],
    query: ['account__04_query_an_account_resp'],
    create: ['account__02_create_an_account_req', 'account__03_create_an_account_resp'],
    update: ['account__06_full_update_an_account_req', 'account__07_full_update_an_account_resp'],
  }),
  ...entityExercises({
    entity: 'Item',
    read: ['item__01_sample_object', 'item__11_read_an_item_resp'],
    query: ['item__08_query_an_item_resp'],
    create: ['item__02_create_an_item_req', 'item__03_create_an_item_resp'],
    update: ['item__12_full_update_an_item_req', 'item__13_full_update_an_item_resp'],
  }),
  ...entityExercises({
    entity: 'Class',
    read: ['class__01_sample_object'],
    query: ['class__04_response'],
    create: ['class__02_request_body', 'class__03_response'],
    update: ['class__06_request_body', 'class__07_response'],
  }),
  ...entityExercises({
    entity: 'Department',
    read: ['department__01_sample_object', 'department__05_response'],
    query: ['department__04_response'],
    create: ['department__02_request_body', 'department__03_response'],
    update: ['department__06_request_body', 'department__07_response'],
  }),
  ...entityExercises({
    entity: 'Term',
    read: ['term__01_sample_object', 'term__05_response'],
    query: ['term__04_response'],
    create: ['term__02_request_body', 'term__03_response'],
    update: ['term__06_request_body', 'term__07_response'],
  }),
  'reads TaxCode': {
    like: [at('taxcode__01_sample_object'), at('taxcode__03_read_a_taxcode_resp')],
    ask: first('TaxCode'),
  },
  'queries TaxCode': {
    like: at('taxcode__02_query_a_taxcode_resp'),
    ask: (world) => world.query('select * from TaxCode'),
  },
};
