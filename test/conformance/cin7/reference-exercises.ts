import type { Json, JsonObject } from '../../../apps/sandbox/src/quickbooks/json.js';
import { objectsOf } from '../../../apps/sandbox/src/quickbooks/json.js';
import type { Answered, Exercises } from '../exercise.js';
import type { Cin7World } from './cin7-world.js';

/** Posts the example of a list's POST and gives the row that came of it. */
async function added(
  { api, own }: Cin7World,
  { path, list, body }: { path: string; list: string; body: Json },
): Promise<JsonObject> {
  const { body: answer } = await api(`POST ${path}`, own(body));
  return objectsOf((answer as JsonObject)[list])[0] ?? (answer as JsonObject);
}

const term = { Name: '5 days', Duration: 5, Method: 'number of days', IsActive: true, IsDefault: false };
const place = { Name: 'Annex', AddressLine1: '1 Road', AddressCountry: 'Australia' };
const account = { Code: '9001', Name: 'Sundries', Type: 'EXPENSE', Class: 'EXPENSE', Status: 'ACTIVE' };
const tax = {
  Name: 'Local tax',
  Account: '2300',
  IsActive: true,
  TaxInclusive: false,
  IsTaxForSale: true,
  IsTaxForPurchase: true,
  Components: [{ Name: 'Tax', Percent: '10', AccountCode: '2300', Compound: '0', ComponentOrder: '1' }],
};
const attributes = { Name: 'Set', Attribute1Name: 'Colour', Attribute1Type: 'Text', Attribute1Values: '' };

const firstTax = async ({ api }: Cin7World): Promise<Answered> => api('GET ref/tax');

/** What a purchase refers to. */
export const referenceExercises: Exercises<Cin7World> = {
  'tells of the company': { like: 'me.GET.response', ask: ({ api }) => api('GET me') },
  'lists accounts': {
    like: 'ref_account.GET.response',
    ask: ({ api }) => api('GET ref/account?Code=2000'),
  },
  'adds an account': {
    sends: 'ref_account.POST.request',
    like: 'ref_account.POST.response',
    ask: async ({ unlinked }, sent) => {
      const { api, own } = await unlinked();
      return api('POST ref/account', own(sent));
    },
  },
  'changes an account': {
    sends: 'ref_account.PUT.request',
    like: 'ref_account.PUT.response',
    ask: async ({ unlinked }, sent) => {
      const world = await unlinked();
      await added(world, { path: 'ref/account', list: 'AccountsList', body: account });
      return world.api(
        'PUT ref/account',
        world.own(sent, { Code: '9001', Type: 'EXPENSE', Class: 'EXPENSE' }),
      );
    },
  },
  'deletes an account': {
    like: 'ref_account.DELETE.response',
    ask: async ({ unlinked }) => {
      const world = await unlinked();
      await added(world, { path: 'ref/account', list: 'AccountsList', body: account });
      return world.api('DELETE ref/account?Code=9001');
    },
  },
  'lists bank accounts': {
    like: 'ref_account_bank.GET.response',
    ask: ({ api }) => api('GET ref/account/bank'),
  },
  'lists tax rules': { like: 'ref_tax.GET.response', ask: firstTax },
  'adds a tax rule': {
    sends: 'ref_tax.POST.request',
    like: 'ref_tax.POST.response',
    ask: ({ api, own }, sent) => api('POST ref/tax', own(sent, { Account: '2300' })),
  },
  'changes a tax rule': {
    sends: 'ref_tax.PUT.request',
    like: 'ref_tax.PUT.response',
    ask: async (world, sent) => {
      const { ID = '' } = await added(world, { path: 'ref/tax', list: 'TaxRuleList', body: tax });
      return world.api('PUT ref/tax', { ...world.own(sent, { Account: '2300' }), ID });
    },
  },
  'lists payment terms': {
    like: 'ref_paymentterm.GET.response',
    ask: ({ api }) => api('GET ref/paymentterm'),
  },
  'adds a payment term': {
    sends: 'ref_paymentterm.POST.request',
    like: 'ref_paymentterm.POST.response',
    ask: ({ api, own }, sent) => api('POST ref/paymentterm', own(sent)),
  },
  'changes a payment term': {
    sends: 'ref_paymentterm.PUT.request',
    like: 'ref_paymentterm.PUT.response',
    ask: async (world, sent) => {
      const { ID = '' } = await added(world, {
        path: 'ref/paymentterm',
        list: 'PaymentTermList',
        body: term,
      });
      return world.api('PUT ref/paymentterm', { ...world.own(sent), ID, Name: '5 days' });
    },
  },
  'deletes a payment term': {
    like: 'ref_paymentterm.DELETE.response',
    ask: async (world) => {
      const { ID = '' } = await added(world, {
        path: 'ref/paymentterm',
        list: 'PaymentTermList',
        body: term,
      });
      return world.api(`DELETE ref/paymentterm?ID=${ID}`);
    },
  },
  'lists locations': { like: 'ref_location.GET.response', ask: ({ api }) => api('GET ref/location') },
  'adds a location': {
    sends: 'ref_location.POST.request',
    like: 'ref_location.POST.response',
    ask: ({ api, own }, sent) => api('POST ref/location', own(sent)),
  },
  'changes a location': {
    sends: 'ref_location.PUT.request',
    like: 'ref_location.PUT.response',
    ask: async (world, sent) => {
      const { ID = '' } = await added(world, { path: 'ref/location', list: 'LocationList', body: place });
      return world.api('PUT ref/location', { ...world.own(sent), ID });
    },
  },
  'deletes a location': {
    like: 'ref_location.DELETE.response',
    ask: async (world) => {
      const { ID = '' } = await added(world, { path: 'ref/location', list: 'LocationList', body: place });
      return world.api(`DELETE ref/location?ID=${ID}`);
    },
  },
  'lists attribute sets': {
    like: 'ref_attributeset.GET.response',
    ask: async (world) => {
      await added(world, { path: 'ref/attributeset', list: 'AttributeSetList', body: attributes });
      return world.api('GET ref/attributeset');
    },
  },
  'adds an attribute set': {
    sends: 'ref_attributeset.POST.request',
    like: 'ref_attributeset.POST.response',
    ask: ({ api, own }, sent) => api('POST ref/attributeset', own(sent)),
  },
  'changes an attribute set': {
    sends: 'ref_attributeset.PUT.request',
    like: 'ref_attributeset.PUT.response',
    ask: async (world, sent) => {
      const { ID = '' } = await added(world, { path: 'ref/attributeset', list: '', body: attributes });
      return world.api('PUT ref/attributeset', { ...world.own(sent), ID });
    },
  },
  'deletes an attribute set': {
    like: 'ref_attributeset.DELETE.response',
    ask: async (world) => {
      const { ID = '' } = await added(world, { path: 'ref/attributeset', list: '', body: attributes });
      return world.api(`DELETE ref/attributeset?ID=${ID}`);
    },
  },
};
