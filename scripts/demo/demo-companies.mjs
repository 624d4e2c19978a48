/**
 * @typedef {object} DemoCompany
 * @property {string} name
 * @property {string} country
 * @property {boolean} hasPurchaseTaxes its QuickBooks keeps tax codes for purchases, so its bills say their tax
 * @property {string} accountId of Cin7
 * @property {string} applicationKey of Cin7
 * @property {string} realmId of QuickBooks
 */

/** The first is in both sandboxes from the start, the second is opened in them. Their keys open nothing but invented data. */
export const demoCompanies = /** @type {const} */ ([
  {
    name: 'Harbor & Pine Supply Co.',
    country: 'US',
    hasPurchaseTaxes: false,
    accountId: '11111111-1111-4111-8111-111111111111',
    applicationKey: '22222222-2222-4222-8222-222222222222',
    realmId: '9130350000000001',
  },
  {
    name: 'Marram Trading Ltd',
    country: 'GB',
    hasPurchaseTaxes: true,
    accountId: '33333333-3333-4333-8333-333333333333',
    applicationKey: '44444444-4444-4444-8444-444444444444',
    realmId: '9130350000000002',
  },
]);
