import type { Realm } from './realm.js';

/** Home dollars for one unit; invented, but of the right size. */
const DOLLARS: Readonly<Record<string, number>> = {
  USD: 1,
  EUR: 1.0842,
  GBP: 1.2731,
  CAD: 0.7216,
  AUD: 0.6539,
  NZD: 0.6012,
  CHF: 1.1304,
  SEK: 0.0951,
  NOK: 0.0924,
  DKK: 0.1453,
  PLN: 0.2507,
  JPY: 0.00667,
  CNY: 0.1389,
  HKD: 0.1284,
  SGD: 0.7452,
  INR: 0.01186,
  MXN: 0.0561,
  ZAR: 0.0548,
  TWD: 0.0311,
  THB: 0.0287,
  VND: 0.0000394,
  KRW: 0.00073,
};

/** Home units for one unit of a currency, as the company's own table of rates has it. */
export function companyRate(realm: Realm, currency: string): number {
  const rate = (DOLLARS[currency] ?? 1) / (DOLLARS[realm.homeCurrency] ?? 1);
  return Number(rate.toPrecision(7));
}
