import { isCurrency } from '../currency-name.js';
import { fault } from '../fault.js';
import type { JsonObject } from '../json.js';
import { pacificDate } from '../pacific-time.js';
import { nowMs, type Realm } from '../realm/realm.js';

/** Home dollars for one unit; invented, but of the right size. */
const DOLLARS: Readonly<Record<string, number>> = {
  USD: 1,
  EUR: 1.0842,
  GBP: 1.2731,
  CAD: 0.7216,
  AUD: 0.6539,
  NZD: 0.6012,
};

export function exchangeRate(realm: Realm, query: URLSearchParams): JsonObject {
  const source = query.get('sourcecurrencycode') ?? '';
  if (!isCurrency(source)) throw fault('2170', 'Invalid Enumeration', `Invalid Enumeration : ${source}`);
  const rate = (DOLLARS[source] ?? 1) / (DOLLARS[realm.homeCurrency] ?? 1);
  return {
    ExchangeRate: {
      SourceCurrencyCode: source,
      TargetCurrencyCode: realm.homeCurrency,
      Rate: Number(rate.toFixed(6)),
      AsOfDate: query.get('asofdate') ?? pacificDate(nowMs(realm)),
      domain: 'QBO',
      sparse: false,
    },
  };
}
