import { confirmSuggestions } from '../demo/confirm-suggestions.mjs';
import { runOnce } from '../demo/run-once.mjs';

/** @typedef {import('../demo/json-client.mjs').JsonClient} JsonClient */

/**
 * @typedef {object} SoakCompany
 * @property {string} name
 * @property {boolean} hasPurchaseTaxes
 * @property {string} accountId of Cin7
 * @property {string} realmId of QuickBooks
 * @property {string} pipelineId
 * @property {{ id: string, rate: number }[]} suppliers the last is paid in a foreign currency
 */

/** @typedef {{ cin7: JsonClient, quickBooks: JsonClient, api: () => JsonClient }} Doors the emulators' side doors, and the console */

const homes = /** @type {const} */ ({
  US: { currency: 'USD', abroad: 'EUR', rate: 1.0834, hasPurchaseTaxes: false },
  GB: { currency: 'GBP', abroad: 'EUR', rate: 0.8612, hasPurchaseTaxes: true },
});

const countries = /** @type {const} */ (['US', 'GB', 'US', 'GB']);

/** The emulators' account of goods, in both. */
const accountRule = { kind: 'account', source: '1200', target: '81' };
const readOftenSeconds = 30;

/** Opens all companies on both sides and connects them. @param {Doors} doors @returns {Promise<SoakCompany[]>} */
export async function openCompanies(doors) {
  return await Promise.all(countries.map((country, index) => openCompany(doors, country, index + 1)));
}

/** @param {Doors} doors @param {'US' | 'GB'} country @param {number} place @returns {Promise<SoakCompany>} */
async function openCompany({ cin7, quickBooks, api }, country, place) {
  const { currency, abroad, rate, hasPurchaseTaxes } = homes[country];
  const name = `Soak ${place} (${country})`;
  const [account, realm] = await Promise.all([
    cin7.post('/accounts', { company: 'empty', country, baseCurrency: currency }),
    quickBooks.post('/realms', { company: 'empty', country }),
  ]);
  const side = `/accounts/${account.accountId}`;
  const preferences = { CurrencyPrefs: { MultiCurrencyEnabled: true } };
  await quickBooks.post(`/realms/${realm.realmId}/settings`, { preferences });
  if (hasPurchaseTaxes) await cin7.post(`${side}/settings`, { taxCalculationMethod: 'Row Total' });
  const suppliers = [];
  for (const [supplier, paidIn, at] of /** @type {const} */ ([
    ['Tidewater Rope Works', currency, 1],
    ['Alder & Sons', currency, 1],
    ['Nordholz GmbH', abroad, rate],
  ])) {
    const { ID } = await cin7.post(`${side}/suppliers`, { name: supplier, currency: paidIn });
    suppliers.push({ id: ID, rate: at });
  }
  const company = { name, hasPurchaseTaxes, accountId: account.accountId, realmId: realm.realmId, suppliers };
  return { ...company, pipelineId: await connect(api(), company, { account, realm }) };
}

/** @param {JsonClient} api @param {Omit<SoakCompany, 'pipelineId'>} company @param {{ account: any, realm: any }} keys */
async function connect(api, { name, hasPurchaseTaxes }, { account, realm }) {
  const { accountId, applicationKey } = account;
  const { realmId, refreshToken } = realm;
  const source = await api.post('/connections/cin7', { name, accountId, applicationKey });
  const target = await api.post('/connections/quickbooks', { name, realmId, refreshToken });
  const schedule = { everySeconds: readOftenSeconds };
  const { id } = await api.post('/pipelines', {
    name,
    cin7ConnectionId: source.id,
    quickbooksConnectionId: target.id,
    mode: 'live',
    schedules: {
      supplier: schedule,
      purchase: schedule,
      'quickbooks-object': { ...schedule, adaptive: null },
    },
  });
  await api.put(`/pipelines/${id}/mapping-rules`, { rules: [accountRule] });
  await runOnce(api, id, () => undefined);
  if (hasPurchaseTaxes) await confirmSuggestions(api, id, ['tax']);
  return id;
}

/**
 * A provider whose new refresh token never arrived has ended the connection, and only a person can consent anew.
 * @param {Doors} doors
 * @param {readonly SoakCompany[]} companies
 * @param {readonly string[]} realmIds of the connections that have ended
 */
export async function consentAnew({ quickBooks, api }, companies, realmIds) {
  for (const { name, realmId } of companies.filter((each) => realmIds.includes(each.realmId))) {
    const { refreshToken } = await quickBooks.post('/tokens/issue', { realmId });
    await api().post('/connections/quickbooks', { name, realmId, refreshToken });
  }
}
