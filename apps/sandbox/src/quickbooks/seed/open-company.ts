import { chartAtHomeIn } from '../../company/chart-elsewhere.js';
import { existingCustomers, existingEmployees, existingVendors } from '../../company/vendors.js';
import type { JsonObject } from '../json.js';
import { describe } from '../model/entity-table.js';
import type { EntityName } from '../model/member.js';
import type { Realm } from '../realm/realm.js';
import { insert, replace } from '../write/save.js';
import { chooseSettings } from './company-settings.js';
import { vendorsOf } from './elsewhere.js';
import { seedLists } from './lists.js';
import { seedTaxes } from './taxes.js';
import { seedTrade } from './trade.js';

export const companyKinds = ['demo', 'empty', 'trading', 'bare'] as const;

export type CompanyKind = (typeof companyKinds)[number];

export function isCompanyKind(value: unknown): value is CompanyKind {
  return companyKinds.some((kind) => kind === value);
}

/**
 * Fills a new company as its owner would have: its lists first, then the names. A bare one has not even a chart, only
 * the words that QuickBooks itself puts on lines in the US.
 */
export function openCompany(realm: Realm, kind: CompanyKind, companyName: string): void {
  chooseSettings(realm, companyName);
  if (kind === 'bare') {
    if (realm.country === 'US') seedTaxes(realm);
    return;
  }
  const chart = chartAtHomeIn(realm.homeCurrency);
  for (const { id, number, name, parent, type, subType, currency } of chart) {
    const body: JsonObject = {
      Name: name,
      AccountType: type,
      AccountSubType: subType,
      CurrencyRef: { value: currency },
    };
    if (number !== null) body.AcctNum = number;
    if (parent !== null) body.ParentRef = { value: parent };
    put(realm, 'Account', body, id);
  }
  seedLists(realm);
  if (kind !== 'empty') seedNames(realm);
  if (kind === 'trading') seedTrade(realm);
}

function put(realm: Realm, entity: EntityName, body: JsonObject, id?: string): void {
  insert({ realm, description: describe(entity) }, body, {}, id);
}

function seedNames(realm: Realm): void {
  for (const name of existingCustomers) put(realm, 'Customer', { DisplayName: name });
  for (const { givenName, familyName } of existingEmployees) {
    put(realm, 'Employee', { GivenName: givenName, FamilyName: familyName });
  }
  for (const { displayName, currency, active } of existingVendors.map(vendorsOf(realm))) {
    const target = { realm, description: describe('Vendor') };
    const vendor = insert(target, { DisplayName: displayName, CurrencyRef: { value: currency } });
    if (!active) replace(target, vendor, { ...vendor.body, Active: false });
  }
}
