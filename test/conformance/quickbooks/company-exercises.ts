import type { Json, JsonObject } from '../../../apps/sandbox/src/quickbooks/json.js';
import type { Intended } from '../differences.js';
import type { Exercises } from '../exercise.js';
import { first } from './list-exercises.js';
import type { QuickBooksWorld } from './quickbooks-world.js';

const at = (name: string): string => `reference-samples/${name}`;

const settings = (entity: 'CompanyInfo' | 'Preferences', id: (world: QuickBooksWorld) => string) => ({
  read: (world: QuickBooksWorld) => world.get(`/${entity.toLowerCase()}${id(world)}`),
  update: async (world: QuickBooksWorld, sent: Json) => {
    const { Id = '', SyncToken = '' } = await first(world, entity);
    return world.post(`/${entity.toLowerCase()}`, { ...(sent as JsonObject), Id, SyncToken });
  },
});

const company = settings('CompanyInfo', ({ realmId }) => `/${realmId}`);
const preferences = settings('Preferences', () => '');

const SALES = 'settings of sales, of mail and of time sheets, which no purchase reads';

const ofPreferences: Intended = {
  'missing Preferences.EmailMessagesPrefs': SALES,
  'missing Preferences.SalesFormsPrefs': SALES,
  'missing Preferences.TimeTrackingPrefs': SALES,
  'missing Preferences.TaxPrefs.TaxGroupCodeRef': 'the sales tax of a company in the United States',
  'missing Preferences.VendorAndPurchasesPrefs.POCustomField': 'the company has defined no fields of its own',
  'extra Preferences.VendorAndPurchasesPrefs.UseCustomTxnNumbers':
    'the examples have it among the other settings only',
  'extra Preferences.CurrencyPrefs.HomeCurrency.name': 'the company keeps several currencies',
  'extra Preferences.TaxPrefs.PartnerTaxEnabled': 'newer than the examples',
};

export const companyExercises: Exercises<QuickBooksWorld> = {
  'reads CompanyInfo': {
    like: [
      at('companyinfo__01_sample_object'),
      at('companyinfo__02_query_companyinfo_resp'),
      at('companyinfo__03_read_companyinfo_resp'),
    ],
    ask: company.read,
  },
  'updates CompanyInfo': {
    sends: at('companyinfo__04_full_update_companyinfo_req'),
    like: at('companyinfo__05_full_update_companyinfo_resp'),
    ask: company.update,
  },
  'updates a part of CompanyInfo': {
    sends: at('companyinfo__06_sparse_update_companyinfo_req'),
    like: at('companyinfo__07_sparse_update_companyinfo_resp'),
    ask: company.update,
  },
  'reads Preferences': {
    like: [
      at('preferences__01_sample_object'),
      at('preferences__02_query_preferences_resp'),
      at('preferences__03_read_preferences_resp'),
    ],
    ask: async (world) => {
      await world.door(`POST realms/${world.realmId}/settings`, { closingDate: '2018-12-31' });
      return preferences.read(world);
    },
    intended: ofPreferences,
  },
  'updates no settings of sales': {
    sends: at('preferences__04_full_update_preferences_req'),
    ask: preferences.update,
    refused: { status: 400, because: SALES },
  },
};
